using System.CommandLine;
using LeadScout.Savings.Commands;
using LeadScout.Scale.Lists;
using LeadScout.Scale.Measuring;
using LeadScout.Scale.Warm;

namespace LeadScout.Scale.Commands;

/// <summary><c>warm</c>: a list whose texts are all known, beside the copy of its file.</summary>
internal static class WarmCommand
{
    public static Command Create()
    {
        var rows = SharedOptions.Number("--rows", "Rows of the list", 1_000_000);
        var distinct = SharedOptions.Number("--distinct", "Distinct texts", 100_000);
        var runs = SharedOptions.Number("--runs", "Runs of each", 5);
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("warm.md"));
        var command = new Command(
            "warm",
            "Measure a job over a list whose texts are all known, beside the copy of the list.") { rows, distinct, runs, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var folder = new ScratchFolder();
            var list = LargeList.Draw(parsed.GetValue(data)!, parsed.GetValue(rows), parsed.GetValue(distinct), seed: 1);
            CsvList.Write(list, folder.File("list.csv"));
            await WarmJob.TeachAsync(folder.File("known.db"), list.Titles);
            var measured = new List<(Figures, Figures)>();
            for (var run = 0; run < parsed.GetValue(runs); run++)
            {
                cancellation.ThrowIfCancellationRequested();
                var copy = await OwnProcess.MeasureAsync("copy-one", folder.File("list.csv"), folder.File("copy.csv"));
                File.Copy(folder.File("known.db"), folder.File("warm.db"), overwrite: true);
                measured.Add(
                    (copy, await OwnProcess.MeasureAsync("warm-one", folder.File("list.csv"), folder.File("warm.csv"), folder.File("warm.db"))));
            }

            Output.Write(parsed.GetValue(target)!, WarmTable.Render(list.TitleOfRow.Length, list.Titles.Length, measured));
        });
        return command;
    }

    /// <summary>One copy, in a process of its own.</summary>
    public static Command CreateCopyOne() => OneRun.Command("copy-one", ["from", "to"], paths =>
    {
        CsvCopy.Run(paths[0], paths[1]);
        return Task.CompletedTask;
    });

    /// <summary>One warm job, in a process of its own.</summary>
    public static Command CreateWarmOne() =>
        OneRun.Command("warm-one", ["list", "output", "database"], paths => WarmJob.RunAsync(paths[0], paths[1], paths[2]));
}
