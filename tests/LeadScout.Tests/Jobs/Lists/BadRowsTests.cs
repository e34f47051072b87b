using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>Where a list ends in the middle, the bad rows before are told with it.</summary>
public sealed class BadRowsTests
{
    [Theory]
    [InlineData(0, "The file breaks off.")]
    [InlineData(1, "Row 1 is bad. Mend it.\nThe file breaks off.")]
    [InlineData(2, "2 rows can't be used:\n  Row 1 is bad\n  Row 2 is bad\nMend it.\nThe file breaks off.")]
    public void What_ends_the_list_comes_last_and_gives_the_code(int bad, string message)
    {
        var rows = new BadRows();
        var refused = Assert.Throws<BadInputException>(() => rows.Next(new BreakingOff(bad)));
        Assert.Equal(("broken-off", message, bad), (refused.Code, refused.Message, rows.Count));
    }

    [Theory]
    [InlineData(20, "20 rows can't be used:\n")]
    [InlineData(21, "21 rows can't be used. The first 20:\n")]
    public void Twenty_are_named(int bad, string begin)
    {
        var rows = new BadRows();
        for (var row = 1; row <= bad; row++)
        {
            rows.Add(new BadRowException($"Row {row} is bad", row == 1 ? "Mend it." : "Leave it out."));
        }

        var message = Assert.Throws<BadInputException>(rows.Refuse).Message;
        Assert.StartsWith(begin, message, StringComparison.Ordinal);
        Assert.EndsWith("\n  Row 20 is bad\nMend it.\nLeave it out.", message, StringComparison.Ordinal);
    }

    private sealed class BreakingOff(int bad) : ILeadReader
    {
        public IReadOnlyList<string> Columns { get; } = ["Title"];

        public long Row { get; private set; }

        public bool Read() => throw (++Row <= bad ? new BadRowException($"Row {Row} is bad", "Mend it.") : new BadInputException("broken-off", "The file breaks off."));

        public ReadOnlySpan<char> Value(int column) => "";

        public void Dispose()
        {
        }
    }
}
