using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Statistics;

namespace LeadScout.Savings.Forecasts;

/// <summary>A list whose cost is forecast and then paid.</summary>
/// <param name="Set">The set.</param>
/// <param name="Rows">Rows, drawn by the seed.</param>
/// <param name="Percent">The error budget.</param>
/// <param name="Seed">The seed of rows and job.</param>
/// <param name="RowsPerCall">Texts in one call.</param>
/// <param name="Concurrency">The planning window, in calls.</param>
/// <param name="EarlierRows">Rows of another list of the same set that was asked in full beforehand.</param>
internal sealed record ForecastList(
    LabelledSet Set, int Rows, int Percent, ulong Seed, int RowsPerCall = 20, int Concurrency = 8, int EarlierRows = 0)
{
    /// <summary>The texts it comes from: sets with the same texts under different questions are of one family.</summary>
    public string Family => Set.Name.Split(':')[0];

    /// <summary>The error budget.</summary>
    public ErrorBudget Budget => new(Percent / 100.0, 0.95);

    /// <summary>Its trial, the teacher fresh.</summary>
    public Trial Trial =>
        new(Draw(EarlierRows, Rows), Seed, RunOptions.Default with { RowsPerCall = RowsPerCall, Concurrency = Concurrency });

    /// <summary>The list asked beforehand.</summary>
    public Sample Earlier => Draw(0, EarlierRows);

    /// <summary>The lists of a set.</summary>
    public static IEnumerable<ForecastList> Of(LabelledSet set)
    {
        ForecastList[] all =
        [
            new(set, 500, 2, 1), new(set, 1000, 2, 1), new(set, 1000, 5, 2), new(set, 2000, 2, 1), new(set, 2000, 5, 2),
            new(set, 2000, 1, 3),
            new(set, 4000, 2, 1), new(set, 4000, 5, 2), new(
                set, 2000, 2, 4, RowsPerCall: 10, Concurrency: 2), new(set, 2000, 2, 5, EarlierRows: 1000),
        ];

        // Lists of easy titles are long, and their jobs short.
        ForecastList[] easy = set.Name.Contains(':', StringComparison.Ordinal) ? [new(set, 10_000, 2, 6), new(set, 10_000, 5, 7)] : [];
        return all.Concat(easy).Where(list => list.Rows + list.EarlierRows <= set.Rows.Length);
    }

    private Sample Draw(int skip, int rows) => new(Set, [.. Sample.Draw(Set, Seed).Rows.Skip(skip).Take(rows)]);
}
