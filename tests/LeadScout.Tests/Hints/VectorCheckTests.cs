using LeadScout.Hints;
using Xunit;

namespace LeadScout.Tests.Hints;

public sealed class VectorCheckTests
{
    [Fact]
    public void Vectors_of_one_length_with_numbers_in_them_are_right()
    {
        Assert.Null(VectorCheck.FaultOf([[1, 0], [0, -1]], 2, null));
        Assert.Null(VectorCheck.FaultOf([[1, 0], [0, -1]], 2, 2));
        Assert.Null(VectorCheck.FaultOf([[65504, 6e-8f]], 1, 2));
    }

    [Theory]
    [InlineData(1, "2 vectors for 1 texts")]
    [InlineData(3, "2 vectors for 3 texts")]
    public void Another_number_of_vectors_is_a_fault(int texts, string fault) =>
        Assert.Contains(fault, VectorCheck.FaultOf([[1], [1]], texts, null), StringComparison.Ordinal);

    [Fact]
    public void No_vector_for_some_texts_is_a_fault() => Assert.NotNull(VectorCheck.FaultOf([], 1, null));

    [Fact]
    public void Another_length_than_that_of_the_first_or_of_those_kept_is_a_fault()
    {
        Assert.Contains("3 dimensions where others have 2", VectorCheck.FaultOf([[1, 1], [1, 1, 1]], 2, null), StringComparison.Ordinal);
        Assert.Contains("2 dimensions where others have 3", VectorCheck.FaultOf([[1, 1]], 1, 3), StringComparison.Ordinal);
        Assert.NotNull(VectorCheck.FaultOf([[]], 1, null));
        Assert.NotNull(VectorCheck.FaultOf([[1], []], 2, null));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1e6f)]
    [InlineData(float.MaxValue)]
    public void What_is_no_number_or_too_large_to_be_kept_is_a_fault(float odd) =>
        Assert.NotNull(VectorCheck.FaultOf([[1, 1], [1, odd]], 2, 2));

    [Fact]
    public void Zeros_and_what_is_kept_as_zeros_are_a_fault()
    {
        Assert.NotNull(VectorCheck.FaultOf([[0, 0]], 1, 2));
        Assert.NotNull(VectorCheck.FaultOf([[1e-12f, -1e-12f]], 1, 2));
    }
}
