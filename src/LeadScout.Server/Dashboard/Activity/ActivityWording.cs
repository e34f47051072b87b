using LeadScout.Server.Access;

namespace LeadScout.Server.Dashboard.Activity;

/// <summary>What people did, in words.</summary>
internal static class ActivityWording
{
    // What concerns the server itself, and is for those who run it.
    private static readonly HashSet<string> OfAdmins = new(StringComparer.Ordinal) { "forget", "retention", "settle", "key-added", "key-rotated", "key-revoked" };

    /// <summary>Kinds of what was done, for whoever looks for one.</summary>
    public static IReadOnlyList<(string Name, string[] Actions)> Kinds { get; } =
    [
        ("Everything", []),
        ("Corrections and reviews", ["correct", "undo", "review"]),
        ("Retirements", ["retire", "restore"]),
        ("Starts and stops", ["start", "try", "recheck", "pause", "resume", "cancel"]),
        ("Questions and lists", ["question", "question-deleted", "upload", "list-deleted"]),
    ];

    /// <summary>What was done, as in "corrected".</summary>
    public static string Of(string action) => action switch
    {
        "start" => "started",
        "recheck" => "checked again",
        "try" => "tried five rows of",
        "pause" => "paused",
        "resume" => "resumed",
        "cancel" => "gave up",
        "correct" => "corrected",
        "undo" => "took a correction back in",
        "review" => "reviewed",
        "retire" => "retired",
        "restore" => "put back",
        "question" => "wrote the question",
        "question-deleted" => "deleted the question",
        "upload" => "uploaded",
        "list-deleted" => "deleted the list",
        "spend" => "spent on",
        "job-deleted" => "keeps the cost of the deleted",
        "ask" => "asked, in",
        "forget" => "had forgotten, of",
        "retention" => "set how long answers are kept:",
        "settle" => "settled the bill of",
        "key-added" => "made the key",
        "key-rotated" => "replaced the key",
        "key-revoked" => "revoked the key",
        _ => action,
    };

    /// <summary>Whether a visitor may see an entry.</summary>
    public static bool MaySee(Scope scope, string action) =>
        scope == Scope.Admin || !OfAdmins.Contains(action);

    /// <summary>The job that an entry is about; null for none.</summary>
    public static string? JobOf(string about) =>
        about.Split(' ')[^1] is { Length: 12 } id && id.All(char.IsAsciiHexDigitLower) ? id : null;
}
