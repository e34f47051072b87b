using System.CommandLine;
using LeadScout.Scale.Measuring;

namespace LeadScout.Scale.Commands;

/// <summary>The hidden commands that <see cref="OwnProcess"/> starts: one run, whose figures go to standard output.</summary>
internal static class OneRun
{
    public static Command Command(string name, IReadOnlyList<string> pathNames, Func<string[], Task> run)
    {
        var paths = pathNames.Select(path => new Argument<string>(path)).ToArray();
        var command = new Command(name) { Hidden = true };
        foreach (var path in paths)
        {
            command.Add(path);
        }

        command.SetAction(async (parsed, _) =>
        {
            var figures = await Figures.OfAsync(() => run(Array.ConvertAll(paths, path => parsed.GetRequiredValue(path))));
            await Console.Out.WriteLineAsync(figures.ToLine());
        });
        return command;
    }
}
