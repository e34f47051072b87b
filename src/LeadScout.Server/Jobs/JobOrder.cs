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
}
