using System.CommandLine;
using LeadScout.Savings.Methods;
using LeadScout.Savings.Ocats;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Commands;

/// <summary><c>ocats</c>: real answers of an LLM as the teacher.</summary>
internal static class OcatsCommand
{
    private static readonly string[] Methods = ["memo", "nearest", "stream", "coverage-1", "coverage-2", "coverage-5"];

    private static readonly string[] Embedded = ["coverage-2+embeddings", "coverage-5+embeddings"];

    public static Command Create()
    {
        var seeds = SharedOptions.Number("--seeds", "Seeds 1 to N: orders and draws", 5);
        var embeddings = new Option<bool>("--embeddings") { Description = "Certify with the add-on's local encoder, too; it must be built" };
        var (data, target, cores) = (SharedOptions.Data(), SharedOptions.Out("ocats.md"), SharedOptions.Cores());
        var command = new Command("ocats", "Compare with OCaTS on GPT-4's real answers to Banking77.") { seeds, embeddings, data, target, cores };
        command.SetAction(async (parsed, cancellation) =>
        {
            var set = SetFile.Read(Path.Combine(parsed.GetValue(data)!, "banking77_ocats.tsv"), "llm_label", "label");
            var work = AllMethods.For(set, parsed.GetValue(embeddings) ? [.. Methods, .. Embedded] : Methods)
                .SelectMany(method => Enumerable.Range(1, parsed.GetValue(seeds)).Select(seed => (method, (ulong)seed)))
                .ToArray();
            var runs = await InParallel.RunAsync(
                work, parsed.GetValue(cores),
                one => OcatsRun.OfAsync(one.method, new Trial(Sample.Draw(set, one.Item2), one.Item2, RunOptions.Default)), cancellation);
            var accuracy = set.Rows.Count(row => row.Label == row.Gold) / (double)set.Rows.Length;
            Output.Write(parsed.GetValue(target)!, OcatsTable.Render(accuracy, runs.GroupBy(run => run.Title), parsed.GetValue(seeds)));
        });
        return command;
    }
}
