using CsCheck;
using LeadScout.ActiveLearning;
using Xunit;

namespace LeadScout.Tests.ActiveLearning;

public sealed class RowsWithinBudgetTests
{
    private static readonly Gen<(int Rows, double Risk)[]> Texts = Gen.Select(Gen.Int[1, 50], Gen.Double[0, 1]).Array[0, 200];

    [Fact]
    public void Without_a_doubt_all_rows_are_within_the_budget() => Assert.Equal(7, RowsWithinBudget.Of([(3, 0), (4, 0)], 0));

    [Fact]
    public void Without_a_budget_only_what_is_beyond_doubt_is() => Assert.Equal(3, RowsWithinBudget.Of([(3, 0), (4, 0.5)], 0));

    [Fact]
    public void No_text_has_no_rows() => Assert.Equal(0, RowsWithinBudget.Of([], 5));

    [Fact]
    public void The_surest_rows_come_first_and_their_expected_errors_stay_within_the_budget() => Gen.Select(Texts, Gen.Double[0, 60]).Sample((texts, budget) =>
    {
        var within = RowsWithinBudget.Of(texts, budget);

        // Risks are told apart to a 256th: the truth lies between both edges.
        Assert.InRange(within, RowByRow(risk => (Math.Floor(risk * 256) + 1) / 256), RowByRow(risk => Math.Floor(risk * 256) / 256) + 1);

        long RowByRow(Func<double, double> edge)
        {
            var wrong = 0.0;
            return texts.SelectMany(text => Enumerable.Repeat(edge(text.Risk), text.Rows)).Order().TakeWhile(risk => (wrong += risk) <= budget + 1e-9).Count();
        }
    });
}
