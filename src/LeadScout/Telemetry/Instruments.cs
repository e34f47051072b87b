using System.Diagnostics.Metrics;

namespace LeadScout.Telemetry;

/// <summary>
/// What the library counts while it works, for whoever listens to <see cref="Name"/>: reuse, money, audits. Costs next to nothing while
/// nobody does. Never a text of a lead. What a model is asked is counted by the GenAI conventions of OpenTelemetry, under
/// <see cref="Models"/>.
/// </summary>
public static class Instruments
{
    /// <summary>The meter's name.</summary>
    public const string Name = "LeadScout";

    /// <summary>Under what name the calls to models are counted and traced.</summary>
    public const string Models = "LeadScout.Llm";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Texts = Meter.CreateCounter<long>(
        "leadscout.texts.decided", "{text}", "Single texts decided, by question and source.");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "leadscout.rows.decided", "{row}", "Rows of finished jobs, by question and source.");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "leadscout.calls", "{call}", "Calls ended, by LLM and how.");
    private static readonly Counter<long> Asked = Meter.CreateCounter<long>(
        "leadscout.texts.asked", "{text}", "Texts put to an LLM, by question.");
    private static readonly Counter<double> Cost = Meter.CreateCounter<double>(
        "leadscout.cost", "{USD}", "Money by teacher: measured, or possibly billed at its ceiling.");
    private static readonly Counter<long> Audits = Meter.CreateCounter<long>(
        "leadscout.audits", "{audit}", "Audits of the student, by question and verdict.");

    /// <summary>A single text was decided, or was not.</summary>
    internal static void TextDecided(string question, string source)
    {
        if (Texts.Enabled)
        {
            Texts.Add(1, new("leadscout.question", question), new("leadscout.source", source));
        }
    }

    /// <summary>A job that came to its end has so many rows of a source.</summary>
    internal static void RowsDecided(string question, string source, long rows) =>
        Rows.Add(rows, new("leadscout.question", question), new("leadscout.source", source));

    /// <summary>A call ended.</summary>
    /// <param name="teacher">Who was called.</param>
    /// <param name="answered">Whether there was a reply.</param>
    /// <param name="costUsd">What it cost; null when the price is unknown.</param>
    /// <param name="possibly">Whether it is not known to have been billed.</param>
    internal static void CallEnded(string teacher, bool answered, decimal? costUsd, bool possibly)
    {
        Calls.Add(1, new("leadscout.teacher", teacher), new("leadscout.state", answered ? "answered" : "failed"));
        if (costUsd is { } cost)
        {
            Cost.Add((double)cost, new("leadscout.teacher", teacher), new("leadscout.billing", possibly ? "possibly" : "measured"));
        }
    }

    /// <summary>A call put so many texts to a teacher.</summary>
    internal static void TextsAsked(string question, int texts) =>
        Asked.Add(texts, new KeyValuePair<string, object?>("leadscout.question", question));

    /// <summary>The teacher confirmed the student's label of a text, or contradicted it.</summary>
    internal static void Audited(string question, bool confirmed) =>
        Audits.Add(1, new("leadscout.question", question), new("leadscout.verdict", confirmed ? "confirmed" : "contradicted"));
}
