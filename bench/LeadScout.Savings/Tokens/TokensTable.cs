using System.Globalization;
using System.Text;
using LeadScout.Llm.Prices;
using LeadScout.Savings.Results;
using LeadScout.Teaching;

namespace LeadScout.Savings.Tokens;

/// <summary>Tokens a row, and what follows from them in one sentence.</summary>
internal static class TokensTable
{
    /// <summary>What the line with the finding begins with.</summary>
    public const string FindingBegins = "Finding: ";

    private const int Usual = 20;

    private const string Head = """
        # Tokens a row takes, by rows in a call

        The prompts as LeadScout sends them, counted in o200k_base (OpenAI's vocabulary), instructions, labels and the reply's schema included; the reply with
        labels of average length; no thoughts. Texts: up to 1,000 different ones, spread evenly over a public set.
        Money: {0} at ${1} a million tokens in and ${2} out ({3}, {4}), nothing out of the provider's cache.

        | question | texts of | rows a call | input tokens a row | output tokens a row | tokens a row | against 1 row a call | money for 1,000 rows |
        |---|---|---|---|---|---|---|---|

        """;

    public static string Render(IReadOnlyList<QuestionTokens> results, PriceRow price)
    {
        var text = new StringBuilder().AppendFormat(
            CultureInfo.InvariantCulture, Head.ReplaceLineEndings("\n"), price.Model, price.Price.Input, price.Price.Output, price.Source,
            price.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach (var result in results)
        {
            foreach (var line in result.Lines)
            {
                text.Append(Markdown.Row(
                    result.Question,
                    result.Set,
                    Show.Whole(line.Rows),
                    Show.Tenths(line.Input),
                    Show.Tenths(line.Output),
                    Show.Tenths(line.Total),
                    Show.Share(line.Total / result.Lines[0].Total),
                    string.Create(CultureInfo.InvariantCulture, $"${line.DollarsPerThousand:0.0000}")));
            }
        }

        return text.Append('\n').Append(FindingBegins).Append(Finding(results)).Append('\n').ToString();
    }

    /// <summary>The finding, without its beginning, in a rendered table; null when it has none.</summary>
    public static string? FindingIn(string table) =>
        table.Split('\n').FirstOrDefault(line => line.StartsWith(FindingBegins, StringComparison.Ordinal))?[FindingBegins.Length..];

    private static string Finding(IReadOnlyList<QuestionTokens> results) => string.Create(
        CultureInfo.InvariantCulture,
        $"with one row in a call a row takes {Range(results, 1)} tokens, with {Usual} it takes {Range(results, Usual)}: {Show.Whole(Times(results).Min())} to {Show.Whole(Times(results).Max())} times fewer.");

    private static string Range(IReadOnlyList<QuestionTokens> results, int rows)
    {
        var totals = results.Select(result => result.Lines.Single(line => line.Rows == rows).Total).ToArray();
        return $"{Show.Whole(totals.Min())} to {Show.Whole(totals.Max())}";
    }

    private static IEnumerable<double> Times(IReadOnlyList<QuestionTokens> results) =>
        results.Select(result => result.Lines[0].Total / result.Lines.Single(line => line.Rows == Usual).Total);
}
