using System.CommandLine;
using LeadScout.Savings.Costs;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Commands;

/// <summary><c>cost</c>: a quarter, a half and the whole of the two sets that learning is held to.</summary>
internal static class CostCommand
{
    private static readonly string[] Standard = ["banking77", "titles_noc"];

    public static Command Create()
    {
        var sets = SharedOptions.Names("--sets", "Sets; banking77 and titles_noc by default");
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("cost.md"));
        var command = new Command("cost", "Measure processor time and memory of whole jobs, one after the other.") { sets, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            var measured = new List<(string, CostFigures)>();
            foreach (var name in parsed.GetValue(sets) is { Length: > 0 } given ? given : Standard)
            {
                var path = Path.Combine(parsed.GetValue(data)!, name + ".tsv");
                var whole = SetFile.Read(path).Rows.Length;
                foreach (var rows in new[] { whole / 4, whole / 2, whole })
                {
                    cancellation.ThrowIfCancellationRequested();
                    measured.Add((name, await OwnProcess.MeasureAsync(path, rows)));
                }
            }

            Output.Write(parsed.GetValue(target)!, CostTable.Render(measured));
        });
        return command;
    }

    /// <summary>The one job of a process that <see cref="OwnProcess"/> started.</summary>
    public static Command CreateOne()
    {
        var path = new Argument<string>("set");
        var rows = new Argument<int>("rows");
        var command = new Command("cost-of") { path, rows };
        command.Hidden = true;
        command.SetAction(async (parsed, _) =>
        {
            var figures = await CostFigures.MeasureAsync(SetFile.Read(parsed.GetRequiredValue(path)), parsed.GetValue(rows));
            await Console.Out.WriteLineAsync(figures.ToLine());
        });
        return command;
    }
}
