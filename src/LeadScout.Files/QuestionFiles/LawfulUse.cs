using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>Refuses questions that infer a protected trait of a person, unless their file states why that is lawful. Thread-safe.</summary>
public static class LawfulUse
{
    /// <summary>The key of the statement in a question file.</summary>
    public const string Key = "lawful-basis";

    private const int FewestWords = 5;

    /// <summary>What a refused question's author can do.</summary>
    public const string Remedy =
        "Allowed are questions about companies, jobs or what a text itself says, and such a question too once its file states on what lawful basis it is asked, in a sentence, as in "
        + Key + ": \"Members gave explicit consent for this on joining (GDPR Art. 9 (2) a).\". Otherwise leave the question unasked. See docs/privacy.md";

    /// <summary>What is wrong with a trait.</summary>
    public static string ReasonOf(TraitFinding finding) =>
        $"this question would infer {finding.Meaning} ('{finding.Words}'). The law protects such data, inferred as well as stated: GDPR Art. 9 and POPIA s. 26 forbid to process "
        + "them, save for a few exceptions such as explicit consent";

    /// <summary>Whether a text is enough of a statement to be one.</summary>
    public static bool IsStatement(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= FewestWords;

    internal static string? BasisOf(QuestionYaml question)
    {
        if (question.Find(Key) is not { } node)
        {
            return null;
        }

        var basis = question.TextOf(node, Key).Trim();
        return IsStatement(basis)
            ? basis
            : throw question.Error(
                node,
                $"'{basis}' is no lawful basis. Say in a sentence which exception of the law allows the question, and why it applies");
    }

    internal static void Check(Question asked, QuestionYaml question)
    {
        if (asked.LawfulBasis is null && ProtectedTraits.Find(asked) is { } finding)
        {
            var labels = question.Items(question.Require("labels"), "labels");
            throw question.Error(finding.Label >= 0 ? labels[finding.Label] : question.Require("ask"), $"{ReasonOf(finding)}. {Remedy}");
        }
    }
}
