using LeadScout.Questions;
using LeadScout.Savings.Sets;
using Xunit;

namespace LeadScout.Savings.Tests.Sets;

public sealed class SetFileTests
{
    [Fact]
    public void Columns_are_found_by_name()
    {
        var set = SetFile.Parse("s", ["llm\tlabel\ttext", "b\ta\tone", "a\ta\ttwo"], "llm", "label");
        Assert.Equal([new LabelledRow("one", "b", "a"), new LabelledRow("two", "a", "a")], set.Rows);
        Assert.Equal(["a", "b"], set.Question.Labels.Select(label => label.Name));
    }

    [Fact]
    public void A_text_has_the_label_of_the_row_in_which_it_first_stands()
    {
        var set = SmallSets.Titles;
        Assert.Equal(3, set.Texts.Count);
        Assert.Equal(set.TextOfRow(0), set.TextOfRow(2));
        Assert.Equal("Sales", set.Question.Labels[set.Labels[set.TextOfRow(2)]].Name);
    }

    [Fact]
    public void A_missing_column_is_named_with_those_that_are_there()
    {
        var error = Assert.Throws<BadInputException>(() => SetFile.Parse("s", ["title\tlabel", "x\ta"]));
        Assert.Equal("The set s has no column 'text'. Its columns are: title, label.", error.Message);
    }

    [Fact]
    public void An_empty_cell_is_named_with_line_and_column()
    {
        var error = Assert.Throws<BadInputException>(() => SetFile.Parse("s", ["text\tlabel", "x\ta", "y"]));
        Assert.Equal("The set s has nothing in column 'label' of line 3. Every row needs a text and a label.", error.Message);
    }

    [Fact]
    public void A_set_without_rows_is_refused()
    {
        Assert.Equal("The set s has no rows.", Assert.Throws<BadInputException>(() => SetFile.Parse("s", ["text\tlabel"])).Message);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Assert.StartsWith("There is no set nowhere.tsv.", Assert.Throws<BadInputException>(() => SetFile.Read("nowhere.tsv")).Message);
    }
}
