using System.Globalization;
using System.Text;

namespace LeadScout.Savings.Together;

/// <summary>Two jobs beside one pass, list by list.</summary>
internal static class TogetherTable
{
    public static string Render(IEnumerable<(string Set, int Rows, TogetherRun Apart, TogetherRun Together)> runs)
    {
        var table = new StringBuilder(
            """
            # Two questions in one pass

            Each list is asked the set's own question and the built-in question `seniority` (its answers by a word list), at 2 % and 95 %: in two jobs, and in one pass with
            `--question` given twice. Tokens are those of the real prompts and schemas in o200k_base, without cached input, without thoughts; money at $0.25 a million in and $2 out. Asked: texts put to the teacher for the first and for the second question. One seed.

            | set | rows | | asked | calls | tokens in | tokens out | money | bounds |
            |---|---|---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (set, rows, apart, together) in runs)
        {
            Row($"{set} | {rows.ToString("N0", CultureInfo.InvariantCulture)}", "two jobs", apart, "");
            Row(
                " | ",
                "one pass",
                together,
                Beside(together.Cost.Dollars / apart.Cost.Dollars));
        }

        return table.ToString();

        void Row(string list, string how, TogetherRun run, string saved) => table.Append(
            CultureInfo.InvariantCulture,
            $"| {list} | {how} | {run.Asked[0]:N0}, {run.Asked[1]:N0} | {run.Calls} | {run.Usage.InputTokens:N0} | {run.Usage.OutputTokens:N0} | ${run.Cost.Dollars:0.0000}{saved} | {100 * run.Bounds[0]:0.00} %, {100 * run.Bounds[1]:0.00} % |\n");
    }

    private static string Beside(decimal share) =>
        string.Create(CultureInfo.InvariantCulture, $" ({Math.Abs(100 * (1 - share)):0} % {(share > 1 ? "more" : "less")})");
}
