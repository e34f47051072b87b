using System.Diagnostics;

namespace LeadScout.Telemetry;

/// <summary>
/// What the library traces while it works, under <see cref="Instruments.Name"/>: a job, and in it each batch of texts that is put to a teacher, or
/// of audits. The calls to models within are traced by the GenAI conventions of OpenTelemetry, under <see cref="Instruments.Models"/>. Costs next
/// to nothing while nobody listens. Never a text of a lead, nor a label.
/// </summary>
internal static class Spans
{
    private static readonly ActivitySource Source = new(Instruments.Name);

    /// <summary>Whether anybody listens.</summary>
    public static bool AreHeard => Source.HasListeners();

    /// <summary>A job begins; ends when it is disposed of.</summary>
    public static Activity? Job(string id, string questions, string teacher)
    {
        var span = Source.StartActivity("leadscout.job");
        return span?.SetTag("leadscout.job", id).SetTag("leadscout.question", questions).SetTag("leadscout.teacher", teacher);
    }

    /// <summary>A job ended.</summary>
    public static void Ended(this Activity? job, string state, long rows, int asked, int calls, decimal? costUsd)
    {
        job?.SetTag("leadscout.state", state).SetTag("leadscout.rows", rows).SetTag("leadscout.texts.asked", asked).SetTag("leadscout.calls", calls)
            .SetTag("leadscout.cost", costUsd is { } cost ? (double)cost : null);
    }

    /// <summary>A batch begins.</summary>
    /// <param name="job">The job's id; null for none.</param>
    /// <param name="teacher">Whom it is put to.</param>
    /// <param name="texts">Texts in it.</param>
    /// <param name="audits">Those of them that the student had decided.</param>
    public static Activity? Batch(string? job, string teacher, int texts, int audits)
    {
        var span = Source.StartActivity(audits > 0 ? "leadscout.audit" : "leadscout.batch");
        return span?.SetTag("leadscout.job", job).SetTag("leadscout.teacher", teacher).SetTag("leadscout.texts", texts)
            .SetTag("leadscout.audits", audits > 0 ? audits : null);
    }

    /// <summary>A batch ended.</summary>
    public static void Ended(this Activity? batch, int calls, decimal? costUsd, string? stop)
    {
        batch?.SetTag("leadscout.calls", calls).SetTag("leadscout.cost", costUsd is { } cost ? (double)cost : null);
        if (stop is not null)
        {
            batch?.SetStatus(ActivityStatusCode.Error, stop);
        }
    }
}
