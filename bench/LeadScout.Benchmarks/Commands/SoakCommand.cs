using System.CommandLine;
using System.Globalization;
using System.Text;
using LeadScout.Benchmarks.Soak;
using LeadScout.Savings.Commands;

namespace LeadScout.Benchmarks.Commands;

/// <summary><c>soak</c>: single texts, corrections and jobs at once, for long.</summary>
internal static class SoakCommand
{
    private const string Head = """
        # Everything at once, for long

        One client over one SQLite file: single texts at an even pace by four callers (each of a tenth as many distinct texts once, the others by Zipf's law), a correction for
        every 500 of them, and one job of 5,000 rows after the other, at 5 %; a teacher that takes no time. Every single text has to be decided; a corrected one by the person, at once
        and in every job that begins later; every job has to end with its certificate and all rows; each answer that was paid for is on record once, and no text is asked twice.

        | minutes | single texts | jobs | corrections | texts asked | in use | in use for each text asked | process |
        |--:|--:|--:|--:|--:|--:|--:|--:|

        """;

    public static Command Create()
    {
        var (texts, minutes) = (SharedOptions.Number("--texts", "Single texts", 1_000_000), SharedOptions.Number("--minutes", "How long they take", 30));
        var (data, target) = (SharedOptions.Data(), SharedOptions.Out("soak.md"));
        var command = new Command("soak", "Decide single texts, correct and run jobs at once, and see that nothing is lost and memory stays.") { texts, minutes, data, target };
        command.SetAction(async (parsed, cancellation) =>
        {
            var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
            await using var run = new SoakRun(parsed.GetValue(data)!, parsed.GetValue(texts), TimeSpan.FromMinutes(parsed.GetValue(minutes)));
            await run.RunAsync(
                sample =>
                {
                    var line = string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {sample.Time.TotalMinutes:0.0} | {sample.Singles:N0} | {sample.Jobs:N0} | {sample.Corrections:N0} | {sample.Asked:N0} | {sample.HeapMebibytes:0} MiB | {1024 * sample.HeapMebibytes / Math.Max(1, sample.Asked):0.0} KiB | {sample.ProcessMebibytes:0} MiB |");
                    Console.Error.WriteLine(line);
                    table.Append(line).Append('\n');
                },
                cancellation);
            table.Append('\n').Append(run.Lost.IsEmpty ? "Nothing was lost.\n" : string.Concat(run.Lost.Select(lost => $"* {lost.Value} times: {lost.Key}\n")));
            Output.Write(parsed.GetValue(target)!, table.ToString());
            return run.Lost.IsEmpty ? 0 : 1;
        });
        return command;
    }
}
