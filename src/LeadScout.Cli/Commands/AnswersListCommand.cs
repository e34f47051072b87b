using System.CommandLine;
using System.Globalization;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using Spectre.Console;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout answers list</c>.</summary>
internal static class AnswersListCommand
{
    public static Command Create(Terminal terminal)
    {
        var (database, format) = (CommonOptions.Database(), CommonOptions.Format());
        var command = new Command("list", "Who gave how many answers to which question.") { database, format };
        command.SetAction(async (parsed, interrupt) =>
        {
            using var store = Databases.OpenRead(terminal, parsed.GetRequiredValue(database));
            var names = await store.QuestionNamesAsync(interrupt);
            var counts = (await store.CountAsync(interrupt))
                .Select(count => AnswerCountDocument.Of(count, names.GetValueOrDefault(count.Question)))
                .ToArray();
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(counts));
            }
            else
            {
                Write(terminal.DrawOut(), counts);
                Databases.SayWhatIsMissing(store, terminal.Error.WriteLine);
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(IAnsiConsole console, AnswerCountDocument[] counts)
    {
        if (counts.Length == 0)
        {
            console.WriteLine("No answers yet.");
            return;
        }

        var table = new Table { Border = TableBorder.Simple }.AddColumns(
            "question", "version", "given by", "source", "answers", "texts", "taken back", "first (UTC)", "last (UTC)");
        foreach (var count in counts)
        {
            string[] cells =
            [
                count.Question ?? "", count.Version[..12], count.By, ReaderWords.OfSource(count.Source), count.Answers.Text(), count.Texts.Text(), count.TakenBack.Text(), Day(count.First), Day(count.Last),
            ];
            table.AddRow(cells.Select(cell => new Text(cell)));
        }

        console.Write(table);
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
