using LeadScout.Jobs;

namespace LeadScout.Server.Jobs;

/// <summary>What a client wants done with a list.</summary>
public sealed record JobOrder
{
    /// <summary>The list's id.</summary>
    public required string List { get; init; }

    /// <summary>The question's name.</summary>
    public required string Question { get; init; }

    /// <summary>The column asked about, when the question is about a lone column; null to guess from the header.</summary>
    public string? Column { get; init; }

    /// <summary>Who is asked; null for the server's default.</summary>
    public string? Teacher { get; init; }

    /// <summary>How the job goes about its list.</summary>
    public JobSettings Settings { get; init; } = new();

    /// <summary>How often a teacher that can't be reached is tried again, 0 to 100.</summary>
    public int Retries { get; init; } = 5;
}
