using System.Diagnostics.Metrics;
using LeadScout.Cascades;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Telemetry;

/// <summary>
/// What the library counts while it works, for whoever listens to <see cref="Name"/>: reuse, money, audits. Costs next to nothing while nobody does. Never a
/// text of a lead. What a model is asked is counted by the GenAI conventions of OpenTelemetry, under <see cref="Models"/>.
/// </summary>
public static class Instruments
{
    /// <summary>The meter's name.</summary>
    public const string Name = "LeadScout";

    /// <summary>Under what name the calls to models are counted and traced.</summary>
    public const string Models = "LeadScout.Llm";

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Texts = Meter.CreateCounter<long>("leadscout.texts.decided", "{text}", "Single texts decided, by question and source.");
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("leadscout.rows.decided", "{row}", "Rows of finished jobs, by question and source.");
    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("leadscout.calls", "{call}", "Calls ended, by teacher and how.");
    private static readonly Counter<long> Asked = Meter.CreateCounter<long>("leadscout.texts.asked", "{text}", "Texts put to a teacher, by question.");
    private static readonly Counter<double> Cost = Meter.CreateCounter<double>("leadscout.cost", "{USD}", "Money by teacher: measured, or possibly billed at its ceiling.");
    private static readonly Counter<long> Audits = Meter.CreateCounter<long>("leadscout.audits", "{audit}", "Audits of the student, by question and verdict.");

    /// <summary>A single text was decided, or was not.</summary>
    internal static void Decided(Question question, Decision decision)
    {
        if (Texts.Enabled)
        {
            Texts.Add(1, new("leadscout.question", question.Name), new("leadscout.source", decision.Source.Word()));
        }
    }

    /// <summary>A job came to its end.</summary>
    internal static void Ended(Job job, JobReport report)
    {
        foreach (var (question, rows) in report.Questions is { Length: > 0 } several ? several.Select(one => (one.Question, one.Report.RowsBySource)) : [(job.QuestionName, report.RowsBySource)])
        {
            foreach (var (source, count) in rows)
            {
                Rows.Add(count, new("leadscout.question", question), new("leadscout.source", source.Word()));
            }
        }
    }

    /// <summary>A call ended.</summary>
    internal static void Called(Ask ask, string teacher, CallEnd ended)
    {
        Calls.Add(1, new("leadscout.teacher", teacher), new("leadscout.state", ended.State == CallState.Answered ? "answered" : "failed"));
        foreach (var question in ask.Questions)
        {
            Asked.Add(ask.Texts.Length, new KeyValuePair<string, object?>("leadscout.question", question.Name));
        }

        if (ended.Cost is { } cost)
        {
            Cost.Add((double)cost.Dollars, new("leadscout.teacher", teacher), new("leadscout.billing", ended.Billing == Billing.PossiblyBilled ? "possibly" : "measured"));
        }

        foreach (var answer in ended.Answers)
        {
            if (answer.Audit is { } audit)
            {
                Audits.Add(1, new("leadscout.question", ask.Questions.First(question => question.Version == answer.Question).Name), new("leadscout.verdict", audit.StudentLabel == answer.Label ? "confirmed" : "contradicted"));
            }
        }
    }
}
