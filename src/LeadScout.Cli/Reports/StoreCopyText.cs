using LeadScout.Application.Reports;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>store copy</c> says.</summary>
internal static class StoreCopyText
{
    public static void Write(Terminal terminal, OutputFormat? format, StoreCopyDocument copy)
    {
        if (copy.ReplacedValues > 0)
        {
            terminal.Error.WriteLine(
                $"{copy.ReplacedValues.Of("value")} held a zero character, which PostgreSQL can't: U+FFFD stands in its place. None of them is a lead's text.");
        }

        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(copy));
            return;
        }

        if (terminal.IsQuiet)
        {
            return;
        }

        terminal.Out.WriteLine(
            copy.State == "unchanged" ? $"{copy.To} already holds all that {copy.From} does: nothing was copied."
            : $"{copy.From} is copied to {copy.To}{(copy.Resumed ? $"; {copy.CopiedRows.Of("row")} of it now" : "")}. The copy was read back and is the same.");
        terminal.Out.WriteLine($"  answers   {copy.Log.Answers.Text()}, checksum {copy.Log.Checksum}");
        foreach (var table in copy.Tables.Where(table => table.Rows > 0))
        {
            terminal.Out.WriteLine($"  {table.Table,-20} {table.Rows.Text(),12}  {table.Checksum}");
        }

        if (copy.State != "unchanged")
        {
            terminal.Out.WriteLine($"{copy.From} is as it was. To go on with the copy: --db {CommandWords.Argument(copy.To)}");
        }
    }
}
