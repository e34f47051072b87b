using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>The budgets of a label in a question file: <c>{name: Sales, max-error: 1%, min-recall: 95%}</c>.</summary>
internal static class LabelBudgetKeys
{
    public const string MaxError = "max-error";
    public const string MinRecall = "min-recall";

    public static double? MaxErrorOf(QuestionYaml label) =>
        Share(label, MaxError, share => share is >= 0 and < 1, "a percentage as in 1%, or a fraction as in 0.01; from 0% up to, not including, 100%");

    public static double? MinRecallOf(QuestionYaml label) =>
        Share(label, MinRecall, share => share is > 0 and <= 1, "a percentage as in 95%, or a fraction as in 0.95; above 0%, up to 100%");

    private static double? Share(QuestionYaml label, string key, Func<double, bool> isAllowed, string allowed)
    {
        if (label.Find(key) is not { } node)
        {
            return null;
        }

        var text = label.TextOf(node, key);
        return ShareText.Parse(text) is { } share && isAllowed(share)
            ? share
            : throw label.Error(node, $"'{key}' can't be '{text}'. Allowed: {allowed}");
    }
}
