using System.CommandLine;
using System.Text;
using LeadScout.Jobs;
using LeadScout.Savings.Results;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Validity;
using LeadScout.Statistics;

namespace LeadScout.Savings.Commands;

/// <summary><c>bylabel</c>: what budgets by label ask beside the list's own.</summary>
internal static class ByLabelCommand
{
    private const string Head = """
        # What budgets by label ask beside the list's own

        Whole lists, 2 % at 95 % for the list; the gold label as teacher. Asked: distinct texts by rows. Each line adds its budget to the list's own.

        | set | seed | budget beside | rows that should have it | asked / rows | texts asked | more | wrong in truth | found in truth |
        |---|---|---|---|---|---|---|---|---|

        """;

    private static readonly string[] Standard = ["titles_h2b", "names_charrnn"];

    public static Command Create()
    {
        var sets = SharedOptions.Names("--sets", "Sets; titles_h2b and names_charrnn by default");
        var rows = new Option<int?>("--rows") { HelpName = "N", Description = "Rows of a list, drawn by the seed; all by default" };
        var (seeds, data, target) = (SharedOptions.Number("--seeds", "Seeds from 1", 3), SharedOptions.Data(), SharedOptions.Out("bylabel.md"));
        var command = new Command("bylabel", "Compare jobs with and without budgets by label: what more is asked.") { sets, rows, seeds, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
            foreach (var name in parsed.GetValue(sets) is { Length: > 0 } given ? given : Standard)
            {
                var set = SetFile.Read(Path.Combine(parsed.GetValue(data)!, name + ".tsv"));
                for (var seed = 1; seed <= parsed.GetValue(seeds); seed++)
                {
                    await AddAsync(table, Sample.Draw(set, (ulong)seed, parsed.GetValue(rows)), (ulong)seed, cancellation);
                    Output.Write(parsed.GetValue(target)!, table.ToString());
                }
            }
        });
        return command;
    }

    private static async Task AddAsync(StringBuilder table, Sample sample, ulong seed, CancellationToken cancellation)
    {
        var labels = Enumerable.Range(0, sample.Rows.Length).CountBy(row => sample.Set.Labels[sample.Text(row)])
            .OrderByDescending(label => label.Value).ThenBy(label => label.Key).ToArray();
        var plain = 0;
        foreach (var (label, budget) in Budgets(sample, labels))
        {
            cancellation.ThrowIfCancellationRequested();
            var trial = new Trial(sample, seed, RunOptions.Default);
            var outcome = await ListJob.RunAsync(trial, new ErrorBudget(0.02, 0.95), budget is null ? [] : [budget]);
            var asked = trial.Teacher.AskedTexts;
            plain = budget is null ? asked : plain;
            var truth = LabelTruth.Of(trial, outcome.Output, label);
            table.Append(Markdown.Row(
                sample.Set.Name,
                Show.Whole(seed),
                budget switch { null => "none", { MaxError: { } error } => $"{budget.Label}: {Show.Share(error)} wrong", _ => $"{budget.Label}: {Show.Share(budget.MinRecall!.Value)} found" },
                budget is null ? "" : Show.Whole(truth.Given - truth.Wrong + truth.Missed),
                Show.Share((double)asked / sample.Rows.Length),
                Show.Whole(asked),
                budget is null ? "" : Show.Whole(asked - plain),
                budget is null ? "" : Show.FineShare(truth.Error),
                budget is null ? "" : Show.FineShare(truth.Recall)));
        }
    }

    /// <summary>None; for a large label and one in the middle, 2 % wrong and 95 % found.</summary>
    private static IEnumerable<(int Label, LabelBudget? Budget)> Budgets(Sample sample, KeyValuePair<int, int>[] labels)
    {
        yield return (0, null);
        foreach (var place in (int[])[1, Math.Min(5, labels.Length - 1)])
        {
            var (label, name) = (labels[place].Key, sample.Set.Question.Labels[labels[place].Key].Name);
            yield return (label, new LabelBudget(name, MaxError: 0.02));
            yield return (label, new LabelBudget(name, MinRecall: 0.95));
        }
    }
}
