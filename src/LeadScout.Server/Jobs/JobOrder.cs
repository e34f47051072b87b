using LeadScout.Application.Jobs;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;

namespace LeadScout.Server.Jobs;

/// <summary>What a client wants done with a list.</summary>
internal sealed record JobOrder
{
    /// <summary>The list's id.</summary>
    public required string List { get; init; }

    /// <summary>The questions' names, in order; at least one.</summary>
    public required IReadOnlyList<string> Questions { get; init; }

    /// <summary>Which columns of the list are meant; what is not said is guessed from the header.</summary>
    public ColumnChoice Columns { get; init; } = ColumnChoice.ByName;

    /// <summary>How the list is read; what is not said is as it was uploaded.</summary>
    public LeadFileOptions Reading { get; init; } = new();

    /// <summary>Who is asked; null for the server's default.</summary>
    public string? Teacher { get; init; }

    /// <summary>Who is asked what the teacher gives no usable answer to; null for nobody.</summary>
    public string? Escalate { get; init; }

    /// <summary>How the job goes about its list.</summary>
    public JobSettings Settings { get; init; } = new();

    /// <summary>How the teacher is asked.</summary>
    public TeacherSettings TeacherSettings { get; init; } = new();

    /// <summary>How often a teacher that can't be reached is tried again, 0 to 100.</summary>
    public int? Retries { get; init; }

    /// <summary>Which of the server's webhooks is told when the job ends or stops; null for none.</summary>
    public string? Webhook { get; init; }

    /// <summary>What embeds the texts; null for nothing.</summary>
    public string? Embeddings { get; init; }

    /// <summary>The job whose decisions are put to the proof; null for none.</summary>
    public string? Rechecks { get; init; }

    /// <summary>
    /// The one way from a kept job to a new order: all that it was told, but for what belongs to its own run alone, its limit on money and the
    /// labels that it put to the proof.
    /// </summary>
    /// <param name="job">The job.</param>
    /// <param name="list">The list of the new one.</param>
    /// <param name="question">Its question.</param>
    public static JobOrder Like(Job job, string list, string question)
    {
        var kept = JobInvocation.Of(job);
        return new JobOrder
        {
            List = list,
            Questions = [question],
            Columns = kept.Columns,
            Reading = kept.Reading,
            Teacher = kept.TeacherKnownAs ?? kept.Teacher,
            Escalate = kept.EscalateKnownAs ?? kept.Escalate,
            TeacherSettings = kept.TeacherSettings,
            Retries = kept.Retries,
            Webhook = job.Invocation.GetValueOrDefault(JobOpener.WebhookKey),
            Embeddings = kept.Embeddings?.Name,
            Settings = job.Settings with { MaxCost = null, Certify = null, PlanRevision = 0 },
        };
    }
}
