using System.Globalization;
using LeadScout.Classifiers;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>What stands in a result's columns for one lead and one question, read again.</summary>
/// <param name="Label">The label's name, also where the lead kept the one that the list had; null for none.</param>
/// <param name="Source">Who decided; <see cref="DecisionSource.None"/> for nobody.</param>
/// <param name="Confidence">0..1, as it is written: to three decimals; 0 for none.</param>
/// <param name="UndecidedReason">Why the job has decided no label; <see cref="UndecidedReason.None"/> where it has.</param>
/// <param name="IsGuess">Whether the label is the student's guess, which no certificate covers.</param>
public readonly record struct ResultCells(
    string? Label, DecisionSource Source, double Confidence, UndecidedReason UndecidedReason, bool IsGuess)
{
    /// <summary>What stands behind the source of a guess.</summary>
    public const string GuessMark = ":uncertified";

    /// <summary>What stands before the reason where nobody decided.</summary>
    public const string UndecidedMark = "undecided:";

    /// <summary>Every value that the columns of one question may have, but for other confidences.</summary>
    public static IEnumerable<string> ValuesOf(Question question) =>
    [
        .. question.Labels.Select(label => label.Name), "0.5",
        .. Enum.GetValues<DecisionSource>().Where(source => source != DecisionSource.None).SelectMany(source => (string[])[source.Word(), source.Word() + GuessMark]),
        .. Enum.GetValues<UndecidedReason>().Where(reason => reason != UndecidedReason.None).Select(reason => UndecidedMark + reason.Word()),
    ];

    /// <summary>Reads the columns of one question (see <see cref="ResultColumns"/>).</summary>
    /// <exception cref="FormatException">They are not as a job writes them.</exception>
    public static ResultCells Of(ReadOnlySpan<string> cells)
    {
        var (label, confidence, source) = (cells[0], cells[1], cells[2]);
        if (source.StartsWith(UndecidedMark, StringComparison.Ordinal))
        {
            return new(null, DecisionSource.None, 0, ReasonOf(source[UndecidedMark.Length..]), false);
        }

        if (source == UndecidedReason.Kept.Word())
        {
            return new(label, DecisionSource.None, 0, UndecidedReason.Kept, false);
        }

        var isGuess = source.EndsWith(GuessMark, StringComparison.Ordinal);
        return new(
            label,
            SourceOf(isGuess ? source[..^GuessMark.Length] : source),
            double.Parse(confidence, CultureInfo.InvariantCulture),
            UndecidedReason.None,
            isGuess);
    }

    private static DecisionSource SourceOf(string word) => Enum.GetValues<DecisionSource>() is var all
        && Array.FindIndex(all, source => source.Word() == word) is >= 0 and var index
        ? all[index]
        : throw new FormatException($"'{word}' is nobody who decides.");

    private static UndecidedReason ReasonOf(string word) => Enum.GetValues<UndecidedReason>() is var all
        && Array.FindIndex(all, reason => reason.Word() == word) is >= 0 and var index
        ? all[index]
        : throw new FormatException($"'{word}' is no reason for a lead without a label.");
}
