using LeadScout.Answers;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Terminals;
using LeadScout.Questions;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>answers correct</c> says.</summary>
internal static class CorrectionText
{
    private const int MostShown = 20;

    public static void Write(
        Terminal terminal, OutputFormat? format, Question question, IReadOnlyList<Correction> corrections, bool undone, string database)
    {
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of([.. corrections.Select(correction => CorrectionDocument.Of(correction, question))]));
            return;
        }

        if (corrections.Count > 1)
        {
            terminal.Out.WriteLine(
                $"{corrections.Count(correction => correction.Changed).Of("correction")} added, {corrections.Count(correction => !correction.Changed).Text()} known already, "
                + $"{corrections.Count(correction => correction.Contradicts.Length > 0).Text()} contradict an earlier answer.");
        }

        foreach (
            var correction in corrections.Count == 1 ? corrections : [.. corrections.Where(correction => correction.Contradicts.Length > 0).Take(MostShown)])
        {
            Write(terminal.Out, correction, undone);
        }

        var jobs = corrections.SelectMany(correction => correction.Contradicts)
            .Select(answer => answer.Job)
            .OfType<JobId>()
            .Distinct()
            .ToArray();
        if (jobs.Length > 0)
        {
            terminal.Out.WriteLine($"  results written before say otherwise; to write one again: leadscout jobs resume {jobs[0]}{OptionWords.Database(database)}{(jobs.Length > 1 ? $" (also {string.Join(", ", jobs.Skip(1).Take(MostShown))})" : "")}");
        }
    }

    private static void Write(TextWriter output, Correction correction, bool undone)
    {
        output.WriteLine(undone
            ? $"{correction.Text}: {correction.Contradicts[0].Label} is taken back; {(correction.Label is null ? "nothing is known about it any more" : $"{correction.Label} counts again")}."
            : $"{correction.Text}: {correction.Label}{(correction.Changed ? "" : ", as a person had said already; nothing was added")}.");
        foreach (var answer in undone ? [] : correction.Contradicts)
        {
            output.WriteLine($"  contradicts {answer.Label}, {(answer.Source == AnswerSource.Person ? "corrected" : "answered")} by {answer.By}{(answer.PaidBy is { } call ? $" in call {call}" : "")}");
        }
    }
}
