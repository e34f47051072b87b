using LeadScout.Statistics;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>How often a list is proven that should not be, over many lists.</summary>
public sealed partial class FullCallsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_list_with_too_many_errors_is_proven_no_more_often_than_tolerated(int where)
    {
        const int Lists = 60;
        var budget = new ErrorBudget(0.05, 0.8);
        var wrongly = 0;
        for (var seed = 1; seed <= Lists; seed++)
        {
            // An adversary lays the errors on the surest texts, on the most doubtful, or anywhere.
            var population = Population.JustTooWrong(400, budget.WrongRows(400), seed, risk => where == 0 ? risk * 1e6 % 1 : where * risk);
            var (certification, calls) = Run(population, budget, window: 2, seed);
            var unfound = population.WrongRows - calls.Sum(call => call.Wrong);
            wrongly += certification.Holds && unfound > budget.WrongRows(400) ? 1 : 0;
        }

        Assert.InRange(wrongly, 0, Lists * (0.2 + (3 * Math.Sqrt(0.2 * 0.8 / Lists))));
    }
}
