using LeadScout.Jobs.Lists;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

public sealed class ListLayoutTests
{
    [Theory]
    [InlineData(null, 0)]
    [InlineData(1, 0)]
    [InlineData(4, 3)]
    public void Rows_before_the_header_are_those_above_it(int? headerRow, int rows) =>
        Assert.Equal(rows, new ListLayout("csv") { HeaderRow = headerRow }.PreambleRows);
}
