using System.Globalization;
using System.Text;

namespace LeadScout.Forecasts;

/// <summary>
/// What <see cref="AskModel"/> was fitted to. The savings bench writes the table and names the lists that it comes from. Low and high are
/// quantiles of the residuals on lists left out of the fit.
/// </summary>
/// <param name="Share">Log odds of the share asked, before the signs.</param>
/// <param name="ShareNearness">Added for each unit of nearness.</param>
/// <param name="ShareBudget">Added for each unit of the error budget's logarithm.</param>
/// <param name="ShareLow">From the log odds to their lower bound.</param>
/// <param name="ShareHigh">From the log odds to their upper bound.</param>
/// <param name="Remaining">Logarithm of the remaining asks, before the signs.</param>
/// <param name="RemainingPlanned">Power of the planned asks.</param>
/// <param name="RemainingLow">From the logarithm to its lower bound, times <see cref="AskModel.Spread"/>.</param>
/// <param name="RemainingHigh">From the logarithm to its upper bound, times <see cref="AskModel.Spread"/>.</param>
/// <param name="FewLow">From the logarithm to its lower bound while the answers are few beside the list.</param>
/// <param name="FewHigh">From the logarithm to its upper bound while the answers are few beside the list.</param>
/// <param name="Calls">Calls made for one call that is full.</param>
/// <param name="CallsLow">The same at the lower bound.</param>
/// <param name="CallsHigh">The same at the upper bound.</param>
internal sealed record ModelWeights(
    double Share, double ShareNearness, double ShareBudget, double ShareLow, double ShareHigh,
    double Remaining, double RemainingPlanned, double RemainingLow, double RemainingHigh,
    double FewLow, double FewHigh,
    double Calls, double CallsLow, double CallsHigh)
{
    private static readonly string[] Names =
    [
        "share", "share-nearness", "share-budget", "share-low", "share-high",
        "remaining", "remaining-planned", "remaining-low", "remaining-high",
        "few-low", "few-high",
        "calls", "calls-low", "calls-high",
    ];

    /// <summary>The weights that come with the program.</summary>
    public static ModelWeights BuiltIn { get; } = ReadBuiltIn();

    private double[] Values =>
    [
        Share, ShareNearness, ShareBudget, ShareLow, ShareHigh, Remaining, RemainingPlanned, RemainingLow, RemainingHigh, FewLow, FewHigh, Calls,
        CallsLow, CallsHigh,
    ];

    /// <summary>Reads the table: a name, a tab and a number a line; lines that begin with '#' are remarks.</summary>
    public static ModelWeights Parse(string table)
    {
        var cells = table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#')
            .Select(line => line.Split('\t')).ToDictionary(cell => cell[0], cell => double.Parse(cell[1], CultureInfo.InvariantCulture));
        double[] v = [.. Names.Select(name => cells[name])];
        return new ModelWeights(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], v[12], v[13]);
    }

    /// <summary>Writes the table, four decimals a number.</summary>
    public string ToTable() =>
        string.Concat(Names.Zip(Values, (name, value) => string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:0.0000}\n")));

    private static ModelWeights ReadBuiltIn()
    {
        using var reader = new StreamReader(typeof(ModelWeights).Assembly.GetManifestResourceStream("forecast.tsv")!, Encoding.UTF8);
        return Parse(reader.ReadToEnd());
    }
}
