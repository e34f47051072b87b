using CsCheck;
using LeadScout.Server.Jobs;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Server.Tests.Jobs;

public sealed class TopRowsTests
{
    private static readonly string?[] Labels = ["Sales", "IT", null];

    private static readonly Gen<Row[]> Lists = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2]).Array[0, 60].Select(draws => draws
        .Select((draw, at) => new Row(at + 1, draw.Item1 == 0 ? "" : $"Title {draw.Item1}", draw.Item1 == 0 ? null : Labels[(draw.Item1 + 1) % 3], draw.Item1 == 0 || Labels[(draw.Item1 + 1) % 3] is null ? null : draw.Item1 / 6.0, "student", false))
        .ToArray());

    [Fact]
    public void Labels_that_were_kept_are_doubted_last()
    {
        var rows = new[]
        {
            new Row(1, "Kept", "Sales", null, "kept", false), new Row(2, "Sure", "IT", 1, "teacher", false), new Row(3, "Unknown", null, null, "undecided:not-asked", false),
            new Row(4, "", null, null, "undecided:blank", false), new Row(5, "Less sure", "IT", 0.9, "student", false),
        };

        Assert.Equal([3, 5, 2, 1, 4], TopRows.Of(rows, RowSort.Doubt, 5).Select(row => row.Number));
        Assert.Equal([3, 5, 2], TopRows.Of(rows, RowSort.Doubt, 3).Select(row => row.Number));
    }

    [Fact]
    public void In_every_order_the_first_rows_are_those_of_the_whole_list_sorted() => Gen.Select(Lists, Gen.Int[0, 70], Gen.Enum<RowSort>()).Sample((rows, most, sort) =>
    {
        var counts = rows.CountBy(row => TextKey.Of(row.Text)).ToDictionary();
        var once = rows.DistinctBy(row => TextKey.Of(row.Text));
        IEnumerable<Row> sorted = sort switch
        {
            RowSort.Doubt => once.OrderBy(row => row.Text.Length == 0 ? 2 : row.Label is null ? 0 : 1).ThenBy(row => row.Confidence).ThenBy(row => row.Number),
            RowSort.Rows => once.OrderByDescending(row => counts[TextKey.Of(row.Text)]).ThenBy(row => row.Number),
            RowSort.Label => rows.OrderBy(row => row.Label is null).ThenBy(row => row.Label, StringComparer.Ordinal).ThenBy(row => row.Number),
            _ => rows,
        };

        var top = TopRows.Of(rows, sort, most);

        Assert.Equal(sorted.Take(most).Select(row => row.Number), top.Select(row => row.Number));
        if (sort is RowSort.Doubt or RowSort.Rows)
        {
            Assert.All(top, row => Assert.Equal(counts[TextKey.Of(row.Text)], row.RowsWithText));
        }
    });
}
