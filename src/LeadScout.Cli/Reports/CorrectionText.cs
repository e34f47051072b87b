using LeadScout.Answers;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>answers correct</c> says.</summary>
internal static class CorrectionText
{
    private const int MostShown = 20;

    /// <param name="terminal">Where it is said.</param>
    /// <param name="format">JSON, or null for text.</param>
    /// <param name="question">What is answered.</param>
    /// <param name="corrections">What they came to.</param>
    /// <param name="undone">Whether words were taken back.</param>
    /// <param name="written">Jobs of the question that have written a result, the latest first.</param>
    /// <param name="database">Where they are.</param>
    public static void Write(
        Terminal terminal, OutputFormat? format, Question question, IReadOnlyList<Correction> corrections, bool undone, IReadOnlyList<Job> written, string database)
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

        WriteUnanswered(terminal.Out, corrections);
        if (corrections.Any(correction => correction.Changed))
        {
            WriteResults(terminal.Out, [.. corrections.SelectMany(correction => correction.Contradicts).Select(answer => answer.Job).OfType<JobId>().Distinct()], written, database);
        }
    }

    // A text with a slip in it looks like one that the student decided: nobody was asked about either.
    private static void WriteUnanswered(TextWriter output, IReadOnlyList<Correction> corrections)
    {
        string[] texts = [.. corrections.Where(correction => !correction.AnsweredBefore).Select(correction => $"'{correction.Text}'")];
        if (texts.Length > 0)
        {
            var which = corrections.Count == 1 ? "this text" : $"{texts.Length.Text()} of these texts ({string.Join(", ", texts.Take(MostShown))}{(texts.Length > MostShown ? ", ..." : "")})";
            output.WriteLine(
                $"  nobody was asked about {which} before: see that {(texts.Length == 1 ? "it is" : "they are")} written as in the list, or the correction does nothing; answers correct --undo takes it back");
        }
    }

    // Whether a list has the text is not on record where the student decided it, so every result of the question is named, those first that hold a contradicted answer.
    private static void WriteResults(TextWriter output, IReadOnlyList<JobId> contradicted, IReadOnlyList<Job> written, string database)
    {
        Job[] jobs = [.. written.OrderBy(job => !contradicted.Contains(job.Id))];
        if (jobs.Length == 0)
        {
            return;
        }

        output.WriteLine(
            $"  results written before may say otherwise, where they have the text; to write one again: leadscout jobs resume {jobs[0].Id}{OptionWords.Database(database)} ({jobs[0].InputName})"
            + (jobs.Length == 1 ? "" : $", also {string.Join(", ", jobs.Skip(1).Take(MostShown).Select(job => $"{job.Id} ({job.InputName})"))}{(jobs.Length > MostShown + 1 ? " and others, see leadscout jobs list" + OptionWords.Database(database) : "")}"));
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
