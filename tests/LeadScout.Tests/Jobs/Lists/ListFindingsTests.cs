using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>What a person sees of a list before anything is paid.</summary>
public sealed class ListFindingsTests
{
    private static readonly Question Level = new("level", "Which level?", TextTemplate.Parse("{Title} at {Company}"), [new Label("High"), new Label("Low")]);
    private static readonly Table List = new(
        ["Title", "Company"],
        ["CFO", "ACME"], ["Buyer", "ACME"], ["ada@example.com", ""], ["Clerk", "b@example.com"], ["", ""], ["", "ACME"], ["#REF!", "ACME"], ["cfo", "#N/A"], [Table.Uncomputed, "x"]);

    [Fact]
    public void Columns_samples_and_rows_are_those_of_all_questions()
    {
        var found = Find(List, Samples.Question, Level);
        Assert.Equal(("leads.csv", "comma", "a note"), (found.Name, found.Dialect, Assert.Single(found.Notes)));
        Assert.Equal(["Title", "Company"], found.Columns);
        Assert.Equal(["CFO", "Buyer", "ada@example.com", "CFO at ACME", "Buyer at ACME", "ada@example.com at "], found.Samples.Select(sample => sample.TrimEnd('\n')));
        Assert.Equal((9, 2, 2), (found.Rows, found.BlankRows, found.RowsWithMailAddress));
        Assert.Null(found.Layout);
    }

    [Fact]
    public void Flaws_are_added_up_over_the_templates_and_only_those_that_are_there_are_named()
    {
        var found = Find(List, Samples.Question, Level);
        Assert.Equal([(TextFlaw.CellError, 3L), (TextFlaw.NotComputed, 2)], found.Flaws.Select(flaw => (flaw.Key, flaw.Value)));
        Assert.Equal((3, 0), (found.RowsWith(TextFlaw.CellError), found.RowsWith(TextFlaw.TooLong)));
        Assert.Empty(Find(new Table(["Title"], ["CFO"]), Samples.Question).Flaws);
    }

    [Fact]
    public void Of_few_texts_all_are_samples() => Assert.Equal(["CFO"], Find(new Table(["Title"], ["CFO"], ["cfo"]), Samples.Question).Samples);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void More_than_half_of_blank_rows_may_be_the_wrong_column(int blank, bool isMostlyEmpty)
    {
        var list = new Table(["Title"], [["CFO"], .. Enumerable.Repeat<string[]>([" "], blank)]);
        Assert.Equal(isMostlyEmpty, Find(list, Samples.Question).IsMostlyEmpty);
    }

    private static ListFindings Find(Table list, params Question[] questions)
    {
        var request = list.Request(null, questions);
        using var reader = list.Open();
        return ListFindings.Of(request, reader, Array.ConvertAll(questions, question => TextsOf(list, question)));
    }

    private static LeadTexts TextsOf(Table list, Question question)
    {
        using var reader = list.Open();
        var (texts, text) = (new LeadTexts(TextKeys.Plain), new LeadText(question.Text, reader, "leads.csv"));
        while (reader.Read())
        {
            texts.Add(text.Of(reader), text.Flaw);
        }

        return texts;
    }
}
