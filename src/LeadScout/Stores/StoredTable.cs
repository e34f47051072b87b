using System.Collections.Immutable;
using static LeadScout.Stores.StoredKind;

namespace LeadScout.Stores;

/// <summary>What a column holds, whichever database it is in.</summary>
internal enum StoredKind
{
    /// <summary>A whole number that 16 bits hold.</summary>
    Small = 0,

    /// <summary>One that 32 bits hold.</summary>
    Medium,

    /// <summary>Any other whole number.</summary>
    Whole,

    /// <summary>A number with a fraction.</summary>
    Real,

    /// <summary>0 or 1.</summary>
    Flag,

    /// <summary>A text of the program or of a person; a zero character in it may be replaced, see <see cref="StoredValue.Storable"/>.</summary>
    Text,

    /// <summary>A JSON document, kept letter by letter.</summary>
    Json,

    /// <summary>The text of a lead, which may hold any character.</summary>
    Lead,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>A whole number that only says which of two rows came later. It is taken along, and not compared.</summary>
    Place,
}

/// <summary>A column.</summary>
/// <param name="Name">As PostgreSQL has it.</param>
/// <param name="Kind">What it holds.</param>
internal readonly record struct StoredColumn(string Name, StoredKind Kind);

/// <summary>
/// A table as every store has it. A row is an array with a value for each column: a <see cref="long"/> for numbers and flags, a
/// <see cref="double"/>, a <see cref="string"/>, a <see cref="byte"/> array, or null.
/// </summary>
/// <param name="Name">As PostgreSQL has it.</param>
/// <param name="Keys">How many of the columns, from the first, tell one row from another and give their order.</param>
/// <param name="Columns">Its columns. What a store can derive, such as a checksum, is none.</param>
internal sealed record StoredTable(string Name, int Keys, ImmutableArray<StoredColumn> Columns)
{
    /// <summary>The counter of positions: at most one row, the newest position that was ever given.</summary>
    public const string Log = "log";

    /// <summary>The answer log.</summary>
    public const string Answer = "answer";

    /// <summary>
    /// Every table with something to keep, those that others refer to first. Leases and claims are not kept: they end with their process.
    /// </summary>
    public static ImmutableArray<StoredTable> All { get; } =
    [
        Of(Log, 1, ("position", Whole)),
        Of("question", 1, ("version", Bytes), ("name", Text)),
        Of("setting", 1, ("name", Text), ("value", Text)),
        Of("teacher_profile", 2, ("teacher", Text), ("url", Text), ("profile", Text), ("at", Text)),
        Of(
            "job", 1, ("id", Text), ("input_name", Text), ("input_hash", Text), ("output_name", Text), ("question_name", Text), ("question", Bytes), ("teacher", Text),
            ("settings", Json), ("invocation", Json), ("log_position", Whole), ("verdict_position", Whole), ("state", Text), ("created_at", Text),
            ("updated_at", Text), ("report", Json)),
        Of(
            "call", 1, ("id", Whole), ("job", Text), ("batch", Whole), ("attempt", Medium), ("teacher", Text), ("ceiling_nanodollars", Whole), ("at", Text),
            ("state", Text), ("input_tokens", Whole), ("cached_input_tokens", Whole), ("output_tokens", Whole), ("thinking_tokens", Whole), ("billing", Text),
            ("cost_nanodollars", Whole), ("model", Text), ("fault", Text), ("ended_at", Text)),
        Of("call_text", 2, ("call", Whole), ("item", Medium), ("text_key", Bytes)),
        Of("call_question", 2, ("call", Whole), ("place", Medium), ("question", Bytes)),
        Of(
            Answer, 1, ("position", Whole), ("question", Bytes), ("text_key", Bytes), ("text", Lead), ("label", Text), ("source", Small), ("by", Text),
            ("job", Text), ("call", Whole), ("at", Text), ("audit_student_label", Text), ("audit_probability", Real), ("imported_call", Whole)),
        Of("retraction", 1, ("answer", Whole), ("question", Bytes), ("by", Text), ("at", Text)),
        Of("pattern_verdict", 1, ("position", Whole), ("question", Bytes), ("pattern", Text), ("retired", Flag), ("by", Text), ("at", Text)),
        Of("applied_pattern", 3, ("job", Text), ("question", Bytes), ("pattern", Bytes), ("texts", Medium), ("rows", Whole)),
        Of(
            "failed_text", 1, ("position", Whole), ("job", Text), ("question", Bytes), ("text_key", Bytes), ("reason", Text), ("teacher", Text), ("fault_of", Small)),
        Of("settlement", 1, ("id", Whole), ("job", Text), ("by", Text), ("at", Text)),
        Of("settled_call", 1, ("call", Whole), ("settlement", Whole), ("released_nanodollars", Whole)),
        Of("vector", 2, ("text_key", Bytes), ("model", Text), ("place", Place), ("at", Text), ("vector", Bytes)),
        Of(
            "api_key", 1, ("id", Text), ("name", Text), ("scope", Small), ("hash", Bytes), ("spending_limit_nanodollars", Whole), ("per_minute", Medium),
            ("created_at", Text), ("ends_at", Text), ("revoked_at", Text)),
        Of(
            "server_job", 1, ("job", Text), ("input_name", Text), ("question", Text), ("teacher", Text), ("invocation", Json), ("settings", Json),
            ("wanted", Flag), ("retry", Flag), ("by", Text), ("api_key", Text), ("at", Text), ("problem", Text), ("curve", Json)),
        Of(
            "activity", 1, ("position", Whole), ("at", Text), ("by", Text), ("api_key", Text), ("action", Text), ("about", Text), ("count", Medium),
            ("cost_nanodollars", Whole), ("possibly_billed_nanodollars", Whole)),
        Of("idempotent_response", 2, ("caller", Text), ("key", Text), ("fingerprint", Bytes), ("at", Text), ("status", Medium), ("body", Text)),
    ];

    private static StoredTable Of(string name, int keys, params ReadOnlySpan<(string Name, StoredKind Kind)> columns)
    {
        var all = ImmutableArray.CreateBuilder<StoredColumn>(columns.Length);
        foreach (var (column, kind) in columns)
        {
            all.Add(new StoredColumn(column, kind));
        }

        return new StoredTable(name, keys, all.MoveToImmutable());
    }
}
