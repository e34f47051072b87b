using System.Collections.Immutable;

namespace LeadScout.Server.Analytics;

/// <summary>Two words about the same texts, held against one another.</summary>
/// <param name="Pairs">Texts about which there are two words.</param>
/// <param name="Different">Those about which the words differ.</param>
/// <param name="Cells">By the first word and the second: those that differ first, the largest of them first.</param>
public sealed record Confusion(int Pairs, int Different, ImmutableArray<ConfusionCell> Cells)
{
    internal static Confusion Of(IEnumerable<(string Said, string Found, string Text)> pairs)
    {
        ImmutableArray<ConfusionCell> cells =
        [
            .. pairs.GroupBy(pair => (pair.Said, pair.Found))
                .Select(cell => new ConfusionCell(cell.Key.Said, cell.Key.Found, cell.Count(), [.. cell.Reverse().Select(pair => pair.Text).Distinct(StringComparer.Ordinal).Take(ConfusionCell.MostExamples)]))
                .OrderBy(cell => cell.Said == cell.Found)
                .ThenByDescending(cell => cell.Texts)
                .ThenBy(cell => cell.Said, StringComparer.Ordinal)
                .ThenBy(cell => cell.Found, StringComparer.Ordinal),
        ];
        return new Confusion(cells.Sum(cell => cell.Texts), cells.Where(cell => cell.Said != cell.Found).Sum(cell => cell.Texts), cells);
    }
}

/// <summary>Texts about which the first word was one label and the second another, or the same.</summary>
/// <param name="Said">The first word.</param>
/// <param name="Found">The second.</param>
/// <param name="Texts">How many.</param>
/// <param name="Examples">The latest of them, at most <see cref="MostExamples"/>.</param>
public sealed record ConfusionCell(string Said, string Found, int Texts, ImmutableArray<string> Examples)
{
    internal const int MostExamples = 5;
}

/// <summary>How good a question's labels are, and what they cost.</summary>
/// <param name="Label">The label.</param>
/// <param name="Asked">Texts that a teacher gave it.</param>
/// <param name="People">Texts that people gave it.</param>
/// <param name="CostUsd">What asking about those of the teacher cost, as far as it is measured: an equal part of its call for each text.</param>
/// <param name="Job">The newest finished job whose certificate speaks of it; null for none.</param>
/// <param name="Rows">Rows that were given the label there.</param>
/// <param name="WrongRowsAtMost">At most so many of them are wrong, with the certificate's confidence.</param>
/// <param name="RecallAtLeast">At least this share of the rows that should have it do.</param>
/// <param name="AsksToKnow">About so many asks would say more, where nothing useful can be said.</param>
public sealed record LabelLine(
    string Label, int Asked, int People, decimal CostUsd, string? Job, long? Rows, long? WrongRowsAtMost, double? RecallAtLeast, int? AsksToKnow)
{
    /// <summary>Texts of the teacher's whose cost is not known: no price, or no usage in the reply.</summary>
    public int UnpricedTexts { get; init; }
}

/// <summary>How new answers of a model agreed in a month with what was learned from older ones.</summary>
/// <param name="Month">As in <c>2026-03</c>.</param>
/// <param name="Model">The model as the service called it, else the teacher's name.</param>
/// <param name="Audits">New answers about texts that the student had decided by older ones.</param>
/// <param name="Agreed">Those that said the same.</param>
public sealed record AgreementMonth(string Month, string Model, int Audits, int Agreed);
