using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>What a row is asked about, and what is wrong with it.</summary>
public sealed class LeadTextTests
{
    private static readonly string[] Columns = ["Name", "Title", "Company"];

    [Theory]
    [InlineData("{Title}", "Buyer", TextFlaw.None)]
    [InlineData("Dear {Name}: {Title}!", "Dear Ada: Buyer!", TextFlaw.None)]
    [InlineData("{Company}{Company}", "", TextFlaw.None)]
    [InlineData("At {Company}.", "", TextFlaw.None)]
    [InlineData("{Name} at {Company}.", "Ada at  .", TextFlaw.None)]
    public void Columns_are_filled_in_unless_all_are_blank(string template, string text, TextFlaw flaw) =>
        Assert.Equal((text, flaw), Read(template, new(), "Ada", "Buyer", " "));

    [Theory]
    [InlineData(3, LongTexts.Cut, "abc", TextFlaw.Cut)]
    [InlineData(5, LongTexts.Cut, "abcde", TextFlaw.None)]
    [InlineData(3, LongTexts.Skip, "", TextFlaw.TooLong)]
    public void A_long_text_is_cut_or_left_out(int most, LongTexts longTexts, string text, TextFlaw flaw) =>
        Assert.Equal((text, flaw), Read("{Name}", new() { MaxText = most, LongTexts = longTexts }, "abcde", "", ""));

    [Fact]
    public void No_character_is_cut_in_half() => Assert.Equal(("ab", TextFlaw.Cut), Read("{Name}", new() { MaxText = 3 }, "ab😀c", "", ""));

    [Fact]
    public void A_text_may_be_longer_than_the_room_that_it_had()
    {
        var long1 = new string('x', 300);
        Assert.Equal(($"{long1} {long1}{long1}", TextFlaw.None), Read("{Name} {Title}{Company}", new(), long1, long1, long1));
    }

    [Theory]
    [InlineData("#REF!", TextFlaw.CellError)]
    [InlineData(Table.Uncomputed, TextFlaw.NotComputed)]
    public void A_cell_that_holds_no_value_spoils_the_text(string cell, TextFlaw flaw)
    {
        Assert.Equal(("", flaw), Read("{Name} {Title}", new(), "Ada", cell, ""));
        Assert.Equal(("Ada", TextFlaw.None), Read("{Name}", new(), "Ada", cell, ""));
    }

    [Fact]
    public void A_column_that_is_not_there_is_named_with_those_that_are()
    {
        using var reader = new Table(Columns).Open();
        var refused = Assert.Throws<BadInputException>(() => new LeadText(TextTemplate.Parse("{title}"), reader, "leads.csv"));
        Assert.Equal("leads.csv has no column 'title'. Its columns are: Name, Title, Company.", refused.Message);
    }

    [Theory]
    [InlineData("#N/A", true)]
    [InlineData(" #¡DIV/0! ", true)]
    [InlineData("#Н/Д", true)]
    [InlineData("###", true)]
    [InlineData("##", false)]
    [InlineData("#1", false)]
    [InlineData("#1 in sales", false)]
    [InlineData("Err:502", true)]
    [InlineData("Err:5a2", false)]
    [InlineData("Err:50a", false)]
    [InlineData("Err:5021", false)]
    [InlineData("Err:602", false)]
    [InlineData("####################", true)]
    [InlineData("#####################", false)]
    [InlineData("", false)]
    public void Errors_of_spreadsheets_are_known(string cell, bool isError) => Assert.Equal(isError, SpreadsheetErrors.Is(cell));

    [Fact]
    public void Flaws_are_reasons_but_for_what_was_only_cut() => Assert.Equal(
        [null, UndecidedReason.CellError, UndecidedReason.NotComputed, UndecidedReason.TooLong, null], Enum.GetValues<TextFlaw>().Select(flaw => flaw.Reason()));

    [Fact]
    public void Texts_of_a_list_are_counted_by_what_they_come_to()
    {
        var texts = new LeadTexts(TextKeys.Plain);
        Assert.Equal([0, 0, 1, -1, -1, 2, 2, 2, -1], new[] { "Buyer", "  BUYER ", "ada@example.com", " ", "#REF!", "Müller", "Müller", "MÜLLER", "" }
            .Select(text => texts.Add(text, text == "#REF!" ? TextFlaw.CellError : text == "MÜLLER" ? TextFlaw.Cut : TextFlaw.None)));
        Assert.Equal((3, 9, 2, 3, 1), (texts.Count, texts.RowCount, texts.BlankRows, texts.TextlessRows, texts.RowsWithMailAddress));
        Assert.Equal([2L, 1, 3], Enumerable.Range(0, 3).Select(texts.Rows));
        Assert.Equal([1L, 1], new[] { TextFlaw.CellError, TextFlaw.Cut }.Select(texts.RowsWith));
        Assert.Equal([0, 2, -1, -2, -2], new[] { "buyer", "müller", "\t", "Seller", "Größe" }.Select(text => texts.IndexOf(text)));
        Assert.Equal("Buyer", texts.Text(texts.IndexOf(texts.Key(0))));
    }

    [Fact]
    public void Rows_that_can_not_be_used_are_told_together()
    {
        var two = Refused(new Table(["Title"], [Table.Unusable], ["Buyer"], [Table.Unusable]));
        Assert.Equal("2 rows can't be used:\n  Row 1: unusable\n  Row 3: unusable\nMend it.", two.Message);
        Assert.Equal("Row 2: unusable. Mend it.", Refused(new Table(["Title"], ["Buyer"], [Table.Unusable])).Message);
        var many = Refused(new Table(["Title"], [.. Enumerable.Repeat<string[]>([Table.Unusable], 22)]));
        Assert.StartsWith("22 rows can't be used. The first 20:\n  Row 1:", many.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Row 21", many.Message, StringComparison.Ordinal);
        Assert.Equal("row-unusable", many.Code);
        new BadRows().Refuse();
    }

    private static BadInputException Refused(Table table)
    {
        using var reader = table.Open();
        var bad = new BadRows();
        while (bad.Next(reader))
        {
        }

        return Assert.ThrowsAny<BadInputException>(bad.Refuse);
    }

    private static (string Text, TextFlaw Flaw) Read(string template, JobSettings settings, params string[] cells)
    {
        using var reader = new Table(Columns, cells).Open();
        var text = new LeadText(TextTemplate.Parse(template), reader, "leads.csv", settings);
        Assert.True(reader.Read());
        return (text.Of(reader).ToString(), text.Flaw);
    }
}
