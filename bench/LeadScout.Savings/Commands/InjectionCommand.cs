using System.CommandLine;
using LeadScout.Savings.Injection;

namespace LeadScout.Savings.Commands;

/// <summary><c>injection</c>: what one text that gives orders does to the other rows, against a model that obeys.</summary>
internal static class InjectionCommand
{
    public static Command Create()
    {
        var (rows, target) = (SharedOptions.Number("--rows", "Rows of the list", 300), SharedOptions.Out("injection.md"));
        var command = new Command("injection", "Count the rows that a text flips which gives the LLM orders, with and without defences.") { rows, target };
        command.SetAction(async parsed =>
        {
            var run = new InjectionRun(parsed.GetValue(rows));
            var outcomes = new List<InjectionOutcome>();
            foreach (var defence in Defence.All)
            {
                var honest = await run.RunAsync(defence, null).ConfigureAwait(false);
                var attacked = new List<(Attack, InjectionResult)>();
                foreach (var attack in Attacks.All)
                {
                    attacked.Add((attack, await run.RunAsync(defence, attack).ConfigureAwait(false)));
                }

                outcomes.Add(new InjectionOutcome(defence, honest, attacked));
                await Console.Error.WriteLineAsync($"{defence.Name}: done").ConfigureAwait(false);
            }

            Output.Write(parsed.GetValue(target)!, InjectionTable.Render(parsed.GetValue(rows), outcomes));
        });
        return command;
    }
}
