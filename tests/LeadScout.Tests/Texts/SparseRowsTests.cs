using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class SparseRowsTests
{
    [Fact]
    public void Rows_read_back_as_they_were_added() => Gen.Float[-5, 5].Array[0, 40].Array[0, 40].Sample(lists =>
    {
        var rows = new SparseRows();
        foreach (var (at, values) in lists.Index())
        {
            Assert.Equal(at, rows.Add([.. Enumerable.Range(at, values.Length)], values));
        }

        Assert.Equal(lists.Length, rows.Count);
        foreach (var (at, values) in lists.Index())
        {
            Assert.Equal(Enumerable.Range(at, values.Length), rows.Columns(at).ToArray());
            Assert.Equal(values, rows.Values(at).ToArray());
            Assert.Equal(values.Sum(v => (double)v * v), rows.SquaredLength(at), 1e-3);
        }
    });

    [Fact]
    public void A_row_taken_back_makes_room_for_another()
    {
        var rows = new SparseRows();
        rows.Add([1], [0.5f]);
        rows.Add([2, 3], [1f, 2f]);
        rows.RemoveLast();
        Assert.Equal(1, rows.Add([4], [3f]));
        Assert.Equal([1], rows.Columns(0).ToArray());
        Assert.Equal([4], rows.Columns(1).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(new SparseRows().RemoveLast);
    }

    [Fact]
    public void Columns_without_values_are_refused()
    {
        var rows = new SparseRows();
        Assert.Throws<ArgumentOutOfRangeException>(() => rows.Add([1, 2], [1f]));
        Assert.Equal(0, rows.Count);
    }
}
