using LeadScout.Application.Reports;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>answers import</c> says.</summary>
internal static class ImportText
{
    private const int MostShown = 20;

    public static void Write(Terminal terminal, OutputFormat? format, ImportDocument import)
    {
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(import));
            return;
        }

        terminal.Out.WriteLine($"{import.File}: {import.Added.Of("answer")} added, {import.Known.Text()} already known, {import.Conflicting.Of("conflict")}.");
        if (import.Confirming > 0)
        {
            terminal.Out.WriteLine($"  {import.Confirming.Text()} of those added say again what counted already");
        }

        foreach (var (reason, rows) in import.Left)
        {
            terminal.Out.WriteLine($"  left: {rows.Of("row")}, {reason}");
        }

        foreach (var (label, rows) in import.UnknownLabels.OrderByDescending(pair => pair.Value).Take(MostShown))
        {
            terminal.Out.WriteLine($"    {label} ({rows.Of("row")}); if it means one of the question's labels: --map '{label}=...'");
        }

        foreach (var conflict in import.Conflicts.Take(MostShown))
        {
            terminal.Out.WriteLine($"  conflict: {(conflict.Text.Length > 0 ? conflict.Text : "(no text kept)")}: imported {Said(conflict.Incoming)}, here {Said(conflict.Held)}. {Verdict(conflict)}");
        }

        if (import.Conflicting > MostShown)
        {
            terminal.Out.WriteLine(
                $"  ... and {(import.Conflicting - MostShown).Text()} more; --format json lists up to {Answers.ImportReport.MostConflicts.Text()}");
        }
    }

    private static string Said(GivenDocument given) => $"{given.Label} ({given.By})";

    private static string Verdict(ConflictDocument conflict) => conflict.Counts switch
    {
        "incoming" => conflict.Held.Source == "person" ? "The imported one counts: the last word of people does." : "The imported one counts: a person outranks the LLM.",
        "held" => conflict.Held.Source == "person" ? "The one here counts: a person outranks the LLM." : "The one here counts: an LLM's first word does.",
        _ => "Each counts in jobs with its own LLM.",
    };
}
