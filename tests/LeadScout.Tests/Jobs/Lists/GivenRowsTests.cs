using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class GivenRowsTests
{
    private static readonly Table List = new(["Title", "Vendor", "Old"], ["CFO", "Sales", "x"], ["Buyer", "Other", "y"]);

    [Fact]
    public void Each_row_has_its_number_its_text_and_what_stands_in_the_columns()
    {
        using var rows = new GivenRows(List.Request(), Samples.Question, ["Vendor", "Old"]);
        Assert.Equal(0, rows.Row);
        Assert.True(rows.Read());
        Assert.True(rows.Read());
        Assert.Equal((2, 1, "Other", "y"), (rows.Row, rows.TextIn(Texts("CFO", "Buyer")), rows.Label(0).ToString(), rows.Label(1).ToString()));
        Assert.False(rows.Read());
    }

    [Fact]
    public void No_more_rows_are_read_than_the_job_has()
    {
        using var rows = new GivenRows(List.Request(new() { Limit = 1 }), Samples.Question, ["Vendor"]);
        Assert.Equal((true, false), (rows.Read(), rows.Read()));
    }

    [Fact]
    public void A_row_that_was_not_there_before_is_noticed_though_its_text_is_known()
    {
        using var rows = new GivenRows(new Table(["Title"], ["CFO"], ["CFO"]).Request(), Samples.Question, []);
        var texts = Texts("CFO");
        Assert.Equal((true, 0, true), (rows.Read(), rows.TextIn(texts), rows.Read()));
        Assert.Equal(
            "leads.csv changed while the job ran: row 2 was not there before, or held another text. Run the command again.",
            Assert.Throws<BadInputException>(() => rows.TextIn(texts)).Message);
    }

    [Fact]
    public void The_list_is_closed_at_the_end()
    {
        var reader = new Closing(List.Open());
        new GivenRows(List.Request() with { Input = List.File with { Open = () => reader } }, Samples.Question, ["Vendor"]).Dispose();
        Assert.Equal(1, reader.Closed);
    }

    private static LeadTexts Texts(params string[] all)
    {
        var texts = new LeadTexts(TextKeys.Plain);
        Array.ForEach(all, text => texts.Add(text));
        return texts;
    }

    private sealed class Closing(ILeadReader reader) : ILeadReader
    {
        public int Closed { get; private set; }

        public IReadOnlyList<string> Columns => reader.Columns;

        public long Row => reader.Row;

        public bool Read() => reader.Read();

        public ReadOnlySpan<char> Value(int column) => reader.Value(column);

        public void Dispose() => Closed++;
    }
}
