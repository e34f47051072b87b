namespace LeadScout.Questions;

/// <summary>What budgets of a label may be.</summary>
internal static class LabelBudgetRange
{
    public const string ErrorWords = "from 0% up to, not including, 100%";

    public const string RecallWords = "above 0%, up to 100%";

    public static bool IsError(double share) => share is >= 0 and < 1;

    public static bool IsRecall(double share) => share is > 0 and <= 1;

    public static double? Error(double? share) => share is not { } given || IsError(given)
        ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, $"The largest error of a label is a share {ErrorWords}.");

    public static double? Recall(double? share) => share is not { } given || IsRecall(given)
        ? share
        : throw new ArgumentOutOfRangeException(nameof(share), share, $"The least recall of a label is a share {RecallWords}.");
}
