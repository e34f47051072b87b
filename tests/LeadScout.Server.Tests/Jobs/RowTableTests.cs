using LeadScout.Server.Jobs;
using Xunit;

namespace LeadScout.Server.Tests.Jobs;

public sealed class RowTableTests
{
    [Theory]
    [InlineData("", 1_000_000, 500, 500)]
    [InlineData("doubt", 0, 50, 50)]
    [InlineData("doubt", 99_000, 500, 500)]
    [InlineData("rows", 99_300, 500, 200)] // what is offered next is what may be asked for
    [InlineData("label", 99_500, 500, 0)]
    [InlineData("label", 99_999, 1, 0)]
    public void The_part_after_never_goes_beyond_where_sorted_rows_end(string sort, int skip, int take, int left) =>
        Assert.Equal(left, RowTable.TakeAfter(RowSorts.Parse(sort.Length == 0 ? null : sort), skip, take));
}
