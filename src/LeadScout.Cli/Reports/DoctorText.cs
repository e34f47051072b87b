using LeadScout.Application.Reports;
using LeadScout.Messages;
using LeadScout.Sqlite.Health;
using LeadScout.Stores;

namespace LeadScout.Cli.Reports;

/// <summary>What an examination came to, for people.</summary>
internal static class DoctorText
{
    public static void Write(TextWriter output, Examined examined, Func<Remedy, string> words)
    {
        output.WriteLine(examined.IsHealthy
            ? $"{examined.Database} is healthy: {examined.Answers.Of("answer")}{(StoreAddress.IsShared(examined.Database) ? "" : ", each as it was written")}."
            : $"{examined.Database} is damaged. {examined.Answers.Of("answer")} can be read{(StoreAddress.IsShared(examined.Database) ? "" : " as they were written")}.");
        foreach (var finding in examined.Findings)
        {
            output.WriteLine($"{(finding.IsDamage ? "Damage" : "Note")}: {finding.What}");
        }

        foreach (var next in examined.Saved is null ? examined.Findings.Select(finding => finding.Next?.In(words)).OfType<string>().Distinct() : [])
        {
            output.WriteLine($"Next: {next}");
        }

        if (examined.Saved is { } saved)
        {
            WriteSaved(output, examined.Database, saved);
        }
    }

    private static void WriteSaved(TextWriter output, string database, Saved saved)
    {
        output.WriteLine($"Saved in {saved.File}: {saved.Answers.Of("answer")}.");
        if (saved.Unproven > 0)
        {
            output.WriteLine($"{saved.Unproven.Of("answer")} of them are from before there were checksums: they are whole as far as can be seen, and can't be proven.");
        }

        output.WriteLine(saved.Lost switch
        {
            null => "How many answers it had can't be read any more, so nobody can say how many are lost.",
            0 => "No answer is lost.",
            var lost => $"Lost: {lost.Value.Of("answer")}. A job over the same list asks them again.",
        });
        foreach (var table in saved.Tables.Where(table => !table.IsComplete))
        {
            output.WriteLine($"Not all of it could be read: {table.Table}, of which {table.Rows.Of("row")} are saved.");
        }

        output.WriteLine($"{database} is as it was. To go on with what was saved: --db {saved.File}");
    }
}
