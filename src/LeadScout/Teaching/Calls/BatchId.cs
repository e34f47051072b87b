using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeadScout.Teaching.Calls;

/// <summary>
/// Which batch of a job a call serves. The journal keeps it as one number: the batches of the plan count from 0, those of the self-check
/// from 2^40, those of the embedding from 2^41, those that ask texts alone once more from 2^42. As JSON it is that number. The default value
/// is the plan's first batch.
/// </summary>
[JsonConverter(typeof(NumberConverter))]
public readonly record struct BatchId
{
    private const long FirstOfSelfCheck = 1L << 40;
    private const long FirstOfEmbedding = 1L << 41;
    private const long FirstOfAloneCheck = 1L << 42;

    private BatchId(long stored) => Stored = stored;

    /// <summary>What the batch is for.</summary>
    public BatchKind Kind => Stored < FirstOfSelfCheck ? BatchKind.Plan
        : Stored < FirstOfEmbedding ? BatchKind.SelfCheck
        : Stored < FirstOfAloneCheck ? BatchKind.Embedding
        : BatchKind.AloneCheck;

    /// <summary>Its place among the batches of its kind, from 0.</summary>
    public long Number => Stored - Kind switch
    {
        BatchKind.Plan => 0,
        BatchKind.SelfCheck => FirstOfSelfCheck,
        BatchKind.Embedding => FirstOfEmbedding,
        _ => FirstOfAloneCheck,
    };

    /// <summary>The number that the journal keeps.</summary>
    public long Stored { get; }

    /// <summary>The next batch of its kind.</summary>
    public BatchId Next() => Kind switch
    {
        BatchKind.Plan => OfPlan(Number + 1),
        BatchKind.SelfCheck => OfSelfCheck(Number + 1),
        BatchKind.Embedding => OfEmbedding(Number + 1),
        _ => OfAloneCheck(Number + 1),
    };

    /// <summary>A batch of the plan, repairs of a concluded plan included; or an ask outside any job, numbered as it came.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or so large that the journal would take it for another
    /// kind.</exception>
    public static BatchId OfPlan(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, FirstOfSelfCheck);
        return new(number);
    }

    /// <summary>A batch of the self-check.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or so large that the journal would take it for another
    /// kind.</exception>
    public static BatchId OfSelfCheck(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, FirstOfEmbedding - FirstOfSelfCheck);
        return new(FirstOfSelfCheck + number);
    }

    /// <summary>A batch of the embedding.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or so large that the journal would take it for another
    /// kind.</exception>
    public static BatchId OfEmbedding(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, FirstOfAloneCheck - FirstOfEmbedding);
        return new(FirstOfEmbedding + number);
    }

    /// <summary>A batch that asks a text alone once more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative, or past what the journal can keep.</exception>
    public static BatchId OfAloneCheck(long number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, long.MaxValue - FirstOfAloneCheck);
        return new(FirstOfAloneCheck + number);
    }

    /// <summary>Reads what <see cref="Stored"/> gave.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative: no journal keeps such a batch.</exception>
    public static BatchId FromStored(long stored)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stored);
        return new(stored);
    }

    /// <summary>The number, and the kind where it is not the plan's.</summary>
    public override string ToString() => Kind switch
    {
        BatchKind.Plan => Number.ToString(CultureInfo.InvariantCulture),
        BatchKind.SelfCheck => string.Create(CultureInfo.InvariantCulture, $"self-check {Number}"),
        BatchKind.Embedding => string.Create(CultureInfo.InvariantCulture, $"embedding {Number}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"alone {Number}"),
    };

    private sealed class NumberConverter : JsonConverter<BatchId>
    {
        public override BatchId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            FromStored(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, BatchId value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value.Stored);
    }
}
