namespace LeadScout.Server.Comparing;

/// <summary>Two runs held against each other.</summary>
/// <param name="Left">The one.</param>
/// <param name="Right">The other.</param>
/// <param name="MatchedBy"><c>row</c> where both are about the same file, else <c>text</c>: each row of the left one against what the right one says of its text.</param>
/// <param name="Rows">Rows that both have, those without a label in both left out.</param>
/// <param name="Agreeing">Those of them with the same label.</param>
/// <param name="OnlyLeft">Rows of the left one that the right one does not have.</param>
/// <param name="OnlyRight">Rows of the right one that the left one does not have.</param>
/// <param name="Confusion">Rows by both labels, the most first.</param>
/// <param name="Changed">Some of the rows with different labels.</param>
/// <param name="HasMore">Whether there are more.</param>
public sealed record RunComparison(
    ComparedRun Left,
    ComparedRun Right,
    string MatchedBy,
    long Rows,
    long Agreeing,
    long OnlyLeft,
    long OnlyRight,
    IReadOnlyList<LabelPair> Confusion,
    IReadOnlyList<ChangedRow> Changed,
    bool HasMore)
{
    /// <summary>The share of the rows with the same label, 0..1; null without rows.</summary>
    public double? Agreement => Rows == 0 ? null : Math.Round((double)Agreeing / Rows, 6);
}

/// <summary>A run in a comparison, and what it came to.</summary>
/// <param name="Job">The job.</param>
/// <param name="List">Its list's name.</param>
/// <param name="Question">Which of its questions.</param>
/// <param name="QuestionVersion">The version of that question.</param>
/// <param name="Ask">What it asks.</param>
/// <param name="Teacher">Who was asked.</param>
/// <param name="State">Where it stands; what is not done is compared as it stands.</param>
/// <param name="At">When it last changed.</param>
/// <param name="CostUsd">What it cost, as far as it is measured; null where the price is unknown.</param>
/// <param name="AskedTexts">Texts that it asked.</param>
/// <param name="Calls">Calls that it made.</param>
/// <param name="WrongAtMost">The share of its rows that may differ from its teacher; null while it is not done.</param>
public sealed record ComparedRun(
    string Job,
    string List,
    string Question,
    string QuestionVersion,
    string Ask,
    string Teacher,
    string State,
    DateTimeOffset At,
    decimal? CostUsd,
    int? AskedTexts,
    int? Calls,
    double? WrongAtMost);

/// <summary>Rows that one run gave the one label and the other the other; null is none.</summary>
public sealed record LabelPair(string? Left, string? Right, long Rows);

/// <summary>A row that the runs label differently.</summary>
public sealed record ChangedRow(long Number, string Text, string? Left, string? Right, string LeftSource, string RightSource);
