using System.CommandLine;
using System.Globalization;
using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Llm.Prices;
using Spectre.Console;

namespace LeadScout.Cli.Commands;

/// <summary><c>leadscout prices</c>.</summary>
internal static class PricesCommand
{
    public static Command Create(Terminal terminal) => new("prices", "What models charge, as far as LeadScout knows, and who says so.")
    {
        Command(terminal, "list", "All prices and limits, with the date and the source of each.", onlyOld: false),
        Command(
            terminal,
            "check",
            $"The prices that are older than {PriceDocument.OldAfterDays} days: look them up before you trust them with money.",
            onlyOld: true),
    };

    private static Command Command(Terminal terminal, string name, string description, bool onlyOld)
    {
        var filter =
            new Argument<string?>("name") { Description = "Only models whose name contains this, as in gemini or openai:", Arity = ArgumentArity.ZeroOrOne };
        var table = new Option<string?>("--prices") { HelpName = "FILE", Description = "A table of your own over the built-in one" };
        var format = CommonOptions.Format();
        var command = new Command(name, description) { filter, table, format };
        command.SetAction(parsed =>
        {
            var prices = parsed.GetValue(table) is { } file ? PriceTable.Load(file) : PriceTable.BuiltIn;
            var today = DateOnly.FromDateTime(terminal.Clock.GetUtcNow().UtcDateTime);
            PriceDocument[] all =
                [.. prices.Rows.Select(row => PriceDocument.Of(row, today))
                    .Where(row => row.Model.Contains(parsed.GetValue(filter) ?? "", StringComparison.OrdinalIgnoreCase))];
            var shown = Array.FindAll(all, row => row.IsOld || !onlyOld);
            if (parsed.GetValue(format) == OutputFormat.Json)
            {
                terminal.Out.WriteLine(ReportJson.Of(shown));
                return ExitCode.Done;
            }

            Write(terminal, shown);
            terminal.Out.WriteLine(Summary(all, onlyOld));
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, PriceDocument[] rows)
    {
        if (rows.Length == 0)
        {
            return;
        }

        var table = new Table { Border = TableBorder.Simple }.AddColumns(
            "model", "input", "cached", "output", "flex", "batch", "context", "reply", "date", "source");
        foreach (var row in rows)
        {
            table.AddRow(
            [
                .. new[]
                {
                    row.Model, Number(row.Input), Number(row.CachedInput), Number(row.Output), Number(row.FlexTimes, "x"),
                    Number(row.BatchTimes, "x"),
                    row.Context?.ToString(CultureInfo.InvariantCulture)
                        ?? "", row.MostOutput?.ToString(CultureInfo.InvariantCulture)
                        ?? "", row.Date + (row.IsOld ? " (old)" : ""), row.Source,
                }.Select(cell => new Text(cell)),
            ]);
        }

        terminal.DrawOut().Write(table);
        terminal.Out.WriteLine("US dollars per million tokens; flex and batch as a share of the price.");
    }

    private static string Summary(PriceDocument[] rows, bool onlyOld)
    {
        var old = rows.Count(row => row.IsOld);
        return (rows.Length, old, onlyOld) switch
        {
            (0, _, _) => "No price is known by that name. State it with --price-in and --price-out, or in a table with --prices FILE.",
            (_, 0, _) => $"{rows.Length.Of("price")}, none older than {PriceDocument.OldAfterDays} days.",
            _ => $"{old} of {rows.Length.Of("price")} older than {PriceDocument.OldAfterDays} days. Look at the provider's page, and state what differs with --price-in and --price-out or in a table with --prices FILE.",
        };
    }

    private static string Number(decimal? number, string prefix = "") =>
        number is { } known ? prefix + known.ToString("0.######", CultureInfo.InvariantCulture) : "";
}
