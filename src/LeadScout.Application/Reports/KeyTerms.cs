namespace LeadScout.Application.Reports;

/// <summary>The words that a newcomer can't know, each in a few others. Pages and reports say them alike.</summary>
public static class KeyTerms
{
    /// <summary>Where they are explained at length.</summary>
    public const string Page = "docs/concepts.md";

    /// <summary>The student.</summary>
    public const string Student = "a small model that runs here, learns from the answers and decides the other rows";

    /// <summary>An audit of what the student decided.</summary>
    public const string Audit = "a row that the student had decided and that the LLM is asked about all the same, drawn by lot";

    /// <summary>An audit of a label that was there before.</summary>
    public const string AuditOfLabel = "a row whose label is put to the proof: the LLM is asked about it, drawn by lot";

    /// <summary>The certificate.</summary>
    /// <param name="confidence">From 0 to 1.</param>
    public static string Certificate(double confidence) => $"what the audits prove: at most so many rows are wrong, with {Numbers.Stated(confidence)} confidence";
}
