using System.CommandLine;
using LeadScout.Savings.Sets;
using LeadScout.Savings.Together;

namespace LeadScout.Savings.Commands;

/// <summary><c>together</c>: what asking two questions in one pass saves.</summary>
internal static class TogetherCommand
{
    private static readonly string[] Standard = ["titles_h2b", "titles_onet_reported"];

    public static Command Create()
    {
        var sets = SharedOptions.Names("--sets", "Sets of job titles; titles_h2b and titles_onet_reported by default");
        var rows = new Option<int?>("--rows") { HelpName = "N", Description = "Rows of a list, drawn by the seed; all by default" };
        var (seed, data, target) = (
            SharedOptions.Number("--seed", "Orders and draws", 1), SharedOptions.Data(), SharedOptions.Out("together.md"));
        var command = new Command(
            "together", "Compare two questions in one pass with two jobs: texts, calls, tokens, money.") { sets, rows, seed, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            var runs = new List<(string, int, TogetherRun, TogetherRun)>();
            foreach (var name in parsed.GetValue(sets) is { Length: > 0 } given ? given : Standard)
            {
                cancellation.ThrowIfCancellationRequested();
                var drawn = (ulong)parsed.GetValue(seed);
                var sample = Sample.Draw(SetFile.Read(Path.Combine(parsed.GetValue(data)!, name + ".tsv")), drawn, parsed.GetValue(rows));
                runs.Add(
                    (name, sample.Rows.Length, await TogetherRun.ApartAsync(sample, drawn), await TogetherRun.TogetherAsync(sample, drawn)));
            }

            Output.Write(parsed.GetValue(target)!, TogetherTable.Render(runs));
        });
        return command;
    }
}
