using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Texts;

namespace LeadScout.Sqlite;

/// <summary>An answer as its columns hold it.</summary>
internal readonly record struct AnswerRow
{
    public required long Position { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] Question { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] TextKey { get; init; }

    public required string Text { get; init; }

    public required string Label { get; init; }

    public required long Source { get; init; }

    public required string By { get; init; }

    public string? Job { get; init; }

    public long? Call { get; init; }

    public required string At { get; init; }

    public string? AuditStudentLabel { get; init; }

    public double? AuditProbability { get; init; }

    public long? ImportedCall { get; init; }

    /// <param name="position">Its place in the log.</param>
    /// <param name="question">The question's version as stored; as its time, the same for many answers, so that it is made once.</param>
    /// <param name="at">The time as stored.</param>
    /// <param name="answer">All else of it.</param>
    /// <param name="job">Its job.</param>
    /// <param name="call">The call that paid for it.</param>
    public static AnswerRow Of(long position, byte[] question, string at, Answer answer, string? job, long? call) => new()
    {
        Position = position,
        Question = question,
        TextKey = StoredValue.Of(answer.Key),
        Text = answer.Text,
        Label = answer.Label,
        Source = (long)answer.Source,
        By = answer.By,
        Job = job,
        Call = call,
        At = at,
        AuditStudentLabel = answer.Audit?.StudentLabel,
        AuditProbability = answer.Audit?.Probability,
        ImportedCall = answer.ImportedCall,
    };

    /// <summary>XXH3, 64 bits, over all columns in their order, each text behind its length, what is missing marked as such.</summary>
    public long Checksum()
    {
        var most = 128 + ((Text.Length + Label.Length + By.Length + (Job?.Length ?? 0) + At.Length + (AuditStudentLabel?.Length ?? 0)) * 3);
        byte[]? rented = null;
        var bytes = most <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(most);
        var length = 0;
        Put(bytes, ref length, Position);
        Put(bytes, ref length, Question);
        Put(bytes, ref length, TextKey);
        Put(bytes, ref length, Text);
        Put(bytes, ref length, Label);
        Put(bytes, ref length, Source);
        Put(bytes, ref length, By);
        Put(bytes, ref length, Job);
        Put(bytes, ref length, Call);
        Put(bytes, ref length, At);
        Put(bytes, ref length, AuditStudentLabel);
        Put(bytes, ref length, AuditProbability is { } probability ? BitConverter.DoubleToInt64Bits(probability) : null);
        Put(bytes, ref length, ImportedCall);
        var sum = (long)XxHash3.HashToUInt64(bytes[..length]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return sum;
    }

    public Answer ToAnswer(Retraction? retracted) => new()
    {
        Position = Position,
        Question = StoredValue.ToQuestion(Question),
        Key = StoredValue.ToTextKey(TextKey),
        Text = Text,
        Label = Label,
        Source = (AnswerSource)Source,
        By = By,
        Job = Job is null ? null : new JobId(Job),
        Call = Call,
        At = StoredValue.ToMoment(At),
        Audit = AuditStudentLabel is null ? null : new AuditMark(AuditStudentLabel, AuditProbability!.Value),
        ImportedCall = ImportedCall,
        Retracted = retracted,
    };

    private static void Put(Span<byte> bytes, ref int length, long? value)
    {
        bytes[length++] = value is null ? (byte)0 : (byte)1;
        if (value is { } known)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes[length..], known);
            length += sizeof(long);
        }
    }

    private static void Put(Span<byte> bytes, ref int length, ReadOnlySpan<byte> value)
    {
        value.CopyTo(bytes[length..]);
        length += value.Length;
    }

    private static void Put(Span<byte> bytes, ref int length, string? value)
    {
        var written = value is null ? 0 : Encoding.UTF8.GetBytes(value, bytes[(length + sizeof(int))..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[length..], value is null ? -1 : written);
        length += sizeof(int) + written;
    }
}
