using LeadScout.Questions;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Teaching;

namespace LeadScout.Savings.Tests;

internal static class SmallSets
{
    /// <summary>Three texts in five rows; the third row is the first text again, in capitals and with another label.</summary>
    public static LabelledSet Titles { get; } = SetFile.Parse(
        "titles",
        ["text\tlabel", "Head of Sales\tSales", "Head of Marketing\tMarketing", "HEAD OF SALES\tOther", "Nurse\tOther", "Nurse\tOther"]);

    public static Trial Trial(LabelledSet set, TeacherNoise? noise = null, int rowsPerCall = 2, int concurrency = 1) =>
        new(Sample.InOrder(set), 1, RunOptions.Default with { RowsPerCall = rowsPerCall, Concurrency = concurrency }, noise);

    public static LabelledSet Of(params (string Text, string Label)[] rows) =>
        new("small", [.. rows.Select(row => new LabelledRow(row.Text, row.Label, row.Label))]);
}
