using LeadScout.Answers;
using LeadScout.Application.Reports;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Terminals;

namespace LeadScout.Cli.Reports;

/// <summary>What <c>answers forget</c> says.</summary>
internal static class ForgetText
{
    /// <returns>The exit code: an unexplained trace is a bug.</returns>
    public static int Write(Terminal terminal, OutputFormat? format, ForgetResult result, int? texts, string? olderThan)
    {
        var (forgotten, traces) = (result.Forgotten, result.Traces);
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(new ForgetDocument(
                texts, olderThan, forgotten.Answers, forgotten.Asks, forgotten.Failures, result.KeptForOtherQuestions, result.IsClean,
                [.. traces.Select(TraceDocument.Of)])
            { Vectors = forgotten.Vectors }));
            return result.IsClean ? ExitCode.Done : ExitCode.InternalError;
        }

        var output = terminal.Out;
        output.WriteLine(forgotten.Any
            ? $"Forgotten: {forgotten.Answers.Of("answer")} deleted; {forgotten.Asks.Of("place")} in the call journal and {forgotten.Failures.Of("given-up text")} cleared{(forgotten.Vectors > 0 ? $"; {forgotten.Vectors.Of("vector")} deleted" : "")}. Costs stay in the ledger."
            : "Nothing was stored under that; the pages were cleaned all the same.");
        output.WriteLine(
            "The database was written anew, and its write-ahead log emptied. Nothing that was learned is stored: the next command learns from the answers that are left.");
        if (result.KeptForOtherQuestions > 0)
        {
            output.WriteLine($"{result.KeptForOtherQuestions.Of("text")} stay with answers to other questions; leave out --question to forget them altogether.");
        }

        if (texts is not null)
        {
            WriteProof(output, result);
        }

        return result.IsClean ? ExitCode.Done : ExitCode.InternalError;
    }

    private static void WriteProof(TextWriter output, ForgetResult result)
    {
        if (result.Traces.IsEmpty)
        {
            output.WriteLine("Searched the bytes of the database's files for text and key: found nothing.");
        }

        foreach (var trace in result.Traces)
        {
            output.WriteLine(trace.IsExplained
                ? $"Searched the bytes of the database's files: no key of '{trace.Traced.Text}'; its letters stand in {trace.Bytes.Of("place")}, as part of {trace.Values.Of("other value")} that were not to be forgotten."
                : $"'{trace.Traced.Text}' still shows: {trace.Bytes.Of("place")} with its letters, {trace.Keys.Text()} with its key. This should not be; please report it, and run the command again.");
        }
    }
}
