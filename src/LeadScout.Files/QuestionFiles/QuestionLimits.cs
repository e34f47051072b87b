namespace LeadScout.Files.QuestionFiles;

/// <summary>
/// The most that a question file may hold. Whoever may hand in a question could else stop the process with a few bytes: a parser takes a
/// stack frame a bracket, and an alias repeats what it stands for. All are far above what a question needs, and checked before anything is
/// built.
/// </summary>
public static class QuestionLimits
{
    /// <summary>Characters of the whole file.</summary>
    public const int Characters = 1_000_000;

    /// <summary>Lists and mappings inside each other.</summary>
    public const int Depth = 8;

    /// <summary>Values, keys and brackets.</summary>
    public const int Parts = 50_000;

    /// <summary>Labels to choose from.</summary>
    public const int Labels = 5_000;

    /// <summary>Rules.</summary>
    public const int Rules = 1_000;

    /// <summary>Characters of the template.</summary>
    public const int TemplateCharacters = 10_000;

    /// <summary>Characters of a rule's regular expression.</summary>
    public const int ExpressionCharacters = 10_000;
}
