using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class LeadsAheadTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(5000, null)]
    [InlineData(5000, 1L)]
    [InlineData(5000, 1024L)]
    [InlineData(5000, 9999L)]
    public void Texts_come_in_order_up_to_the_limit(int rows, long? limit)
    {
        var titles = Enumerable.Range(0, rows).Select(i => new string('x', i % 100) + i).ToArray();
        var (read, writer) = (new List<string>(), new Taker());
        using (var leads = Ahead(new ListInMemory(titles).File.Open(), limit, writer))
        {
            while (leads.Read())
            {
                read.Add(leads.Text(0).ToString());
            }

            Assert.False(leads.Read());
        }

        Assert.Equal(titles.Take((int)(limit ?? rows)), read);
        Assert.Equal((read.Count, limit is null || limit > rows ? 1 : 0), (writer.Taken, writer.Ends));
    }

    [Fact]
    public void A_lead_has_a_text_by_each_template()
    {
        var reader = new ListInMemory([.. Enumerable.Range(0, 3000).Select(i => $"title {i}")]).File.Open();
        string[] templates = ["{Title}", "{Title}, in short", "the {Title}"];
        using var leads = new LeadsAhead(
            reader, [.. templates.Select(template => new LeadText(TextTemplate.Parse(template), reader, "list"))], null);
        for (var row = 0; row < 3000; row++)
        {
            Assert.True(leads.Read());
            Assert.Equal(
                [$"title {row}", $"title {row}, in short", $"the title {row}"],
                new[] { leads.Text(0).ToString(), leads.Text(1).ToString(), leads.Text(2).ToString() });
        }

        Assert.False(leads.Read());
    }

    [Fact]
    public void A_fault_comes_after_all_that_stands_before_it()
    {
        using var leads = Ahead(new Broken(after: 1500), null);
        for (var i = 0; i < 1500; i++)
        {
            Assert.True(leads.Read());
        }

        Assert.Equal("row 1501", Assert.Throws<BadInputException>(() => leads.Read()).Message);
    }

    [Fact]
    public void All_bad_rows_are_named_at_the_end_and_the_good_ones_come_before()
    {
        using var leads = Ahead(new Patchy(rows: 3000, badEvery: 100), null);
        for (var i = 0; i < 2970; i++)
        {
            Assert.True(leads.Read());
        }

        var message = Assert.Throws<BadInputException>(() => leads.Read()).Message;
        Assert.StartsWith("30 rows can't be used. The first 20:\n  row 100 is bad\n  row 200 is bad\n", message, StringComparison.Ordinal);
        Assert.EndsWith("\n  row 2000 is bad\nMend it.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void It_can_be_left_in_the_middle()
    {
        using var leads = Ahead(new Broken(after: int.MaxValue), null);
        Assert.True(leads.Read());
    }

    [Fact]
    public void A_text_may_be_longer_than_all_the_room_of_a_batch()
    {
        string[] titles = ["x", new('y', 70_000), "z"];
        var reader = new ListInMemory(titles).File.Open();
        using var leads = new LeadsAhead(reader, [new LeadText(TextTemplate.OfColumn("Title"), reader, "list", new() { MaxText = 100_000 })], null);
        foreach (var title in titles)
        {
            Assert.True(leads.Read());
            Assert.True(leads.Text(0).SequenceEqual(title));
        }
    }

    [Fact]
    public void Each_text_has_the_flaw_of_its_own_template_and_row()
    {
        var reader = new Table(["Title", "Company"], ["#REF!", "ACME"], ["Buyer", "#N/A"], ["Clerk", "ACME"]).Open();
        using var leads = new LeadsAhead(reader, [.. reader.Columns.Select(column => new LeadText(TextTemplate.OfColumn(column), reader, "list"))], null);
        var flaws = new List<(TextFlaw, TextFlaw)>();
        while (leads.Read())
        {
            flaws.Add((leads.Flaw(0), leads.Flaw(1)));
        }

        Assert.Equal([(TextFlaw.CellError, TextFlaw.None), (TextFlaw.None, TextFlaw.CellError), (TextFlaw.None, TextFlaw.None)], flaws);
    }

    private static LeadsAhead Ahead(ILeadReader reader, long? limit, ILeadWriter? writer = null) =>
        new(reader, [new LeadText(TextTemplate.OfColumn("Title"), reader, "list")], limit, writer);

    private sealed class Taker : ILeadWriter
    {
        public int Taken { get; private set; }

        public int Ends { get; private set; }

        public void Take() => Taken++;

        public void TakeEnd() => Ends++;

        public void Write(ReadOnlySpan<string> added)
        {
        }

        public void Complete()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class Patchy(int rows, int badEvery) : ILeadReader
    {
        public IReadOnlyList<string> Columns { get; } = ["Title"];

        public long Row { get; private set; }

        public bool Read() => Row < rows && (++Row % badEvery == 0 ? throw new BadRowException($"row {Row} is bad", "Mend it.") : true);

        public ReadOnlySpan<char> Value(int column) => "x";

        public void Dispose()
        {
        }
    }

    private sealed class Broken(int after) : ILeadReader
    {
        public IReadOnlyList<string> Columns { get; } = ["Title"];

        public long Row { get; private set; }

        public bool Read() => Row++ < after ? true : throw new BadInputException($"row {Row}");

        public ReadOnlySpan<char> Value(int column) => "Buyer";

        public void Dispose()
        {
        }
    }
}
