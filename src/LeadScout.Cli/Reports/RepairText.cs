using LeadScout.Application.Reports;
using LeadScout.Cli.Arguments;
using LeadScout.Teaching;

namespace LeadScout.Cli.Reports;

/// <summary>What a verdict on a pattern reopens, for a person.</summary>
internal static class RepairText
{
    private const int TextsShown = 10;

    /// <summary>What leans on the pattern, by job.</summary>
    public static void WriteLeaning(TextWriter writer, RepairDocument repair)
    {
        writer.WriteLine(repair.Texts == 0
            ? $"No decided text leans on {repair.Pattern}: it was decisive for none."
            : $"{repair.Pattern} was decisive for {repair.Texts.Of("text")}, {repair.Rows.Of("row")} that the student decided:");
        foreach (var job in repair.Jobs)
        {
            writer.WriteLine(job.Problem is { } problem
                ? $"  job {job.Job}  {job.Input}: may lean on it, and stays as it is: {problem}"
                : $"  job {job.Job}  {job.Input}: {job.Texts.Count.Of("text")}, {job.Rows.Of("row")}");
            foreach (var text in job.Texts.Take(TextsShown))
            {
                writer.WriteLine($"    {text.Text}: {text.Label}, {text.Rows.Of("row")}{(text.Answer is { } answer ? $"; the LLM said {answer}" : "")}");
            }

            if (job.Texts.Count > TextsShown)
            {
                writer.WriteLine($"    and {(job.Texts.Count - TextsShown).Text()} more");
            }
        }
    }

    /// <summary>What asking about it costs.</summary>
    public static void WriteCost(TextWriter writer, RepairDocument repair)
    {
        var answered = repair.Texts - repair.Unanswered;
        var cost = repair.CostUsd is { } dollars ? $"about {Money.OfDollars(dollars)}" : "at an unknown price";
        writer.WriteLine($"To ask the LLM instead: {repair.Unanswered.Of("text")} in {repair.Calls.Of("call")}, {cost}.{(answered > 0 ? $" {answered.Of("text")} are answered already." : "")}");
    }

    /// <summary>The commands that carry the verdict into the results.</summary>
    public static void WriteNext(TextWriter writer, RepairDocument repair, string database)
    {
        foreach (var job in repair.Jobs.Where(job => job.Problem is null))
        {
            writer.WriteLine($"Next: leadscout jobs resume {job.Job}{OptionWords.Database(database)}");
        }
    }
}
