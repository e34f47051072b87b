using System.Collections.Immutable;
using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;
using Spectre.Console;

namespace LeadScout.Cli.Reports;

/// <summary>A job and its ledger, for a person.</summary>
internal static class JobText
{
    private const int LinesShown = 10;

    public static void Write(
        IAnsiConsole console,
        JobToDate now,
        ImmutableArray<Settlement> settlements,
        ImmutableArray<FailedText> failures,
        string database)
    {
        var (job, ledger) = (now.Job, now.Ledger);
        console.WriteLine($"Job {job.Id}: {job.State.Shown()}");
        console.WriteLine($"  {job.InputName}, question {job.QuestionName}, LLM {job.Teacher}");
        console.WriteLine($"  {HeadlineText.Of(job)}");
        if (job.Invocation.GetValueOrDefault(JobInvocation.LawfulBasisKey) is { } basis)
        {
            console.WriteLine($"  lawful basis, as its question stated: {basis}");
        }

        WriteLedger(console, job, ledger);
        console.WriteLine($"  spending limit: {SpendingText.Of(now.Bill)}");
        foreach (var settlement in settlements)
        {
            var at = settlement.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            console.WriteLine($"    released {settlement.Released} of {settlement.Calls.Of("possibly billed call")}, by {settlement.By} on {at} UTC");
        }

        if (job.Report is { } report)
        {
            if (now.CallsSince > 0)
            {
                var parts = report.Questions.IsEmpty ? "" : ", the parts of single questions";
                console.WriteLine($"  {now.CallsSince.Of("call")} made since the job last stopped: rows, savings{parts} and certificate below are as they were then; what was asked and paid in all is by the ledger.");
            }

            TextReport.Write(console, job, report, database);
        }
        else
        {
            console.WriteLine(
                job.State == JobState.Running ? "  It is at work, and has not come to a report yet." : "  It was killed before it came to a report.");
            foreach (var given in GivenUpReason.Of(failures))
            {
                console.WriteLine($"  given up so far  {TextReport.WordsOf(given)}");
            }

            console.WriteLine($"  next  {JobEnding.NextStep(job, database)}");
        }
    }

    private static void WriteLedger(IAnsiConsole console, Job job, ImmutableArray<LedgerLine> ledger)
    {
        var byState = ledger.GroupBy(line => line.State)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count().Text()} {WordOf(group.Key)}");
        console.WriteLine(ledger.IsEmpty ? "  ledger: no call" : $"  ledger: {ledger.Length.Of("call")}, {string.Join(", ", byState)}");
        var notable = ledger.Where(line => line.State is not CallState.Answered || line.Billing == Billing.PossiblyBilled).ToArray();
        foreach (var line in notable.Take(LinesShown))
        {
            console.WriteLine($"    call {line.Id} ({WordOf(line.State)}, {line.Intent.Texts.Length.Of("text")}, {BillOf(line)}{TeacherOf(job, line)}){FaultOf(line)}");
        }

        if (notable.Length > LinesShown)
        {
            console.WriteLine($"    and {(notable.Length - LinesShown).Text()} more");
        }
    }

    private static string TeacherOf(Job job, LedgerLine line) => line.Intent.Teacher == job.Teacher ? "" : ", " + line.Intent.Teacher;

    private static string BillOf(LedgerLine line) => line switch
    {
        { State: CallState.Open } => $"at most {line.Intent.Ceiling?.ToString() ?? "unknown"}",
        { Billing: Billing.NotBilled } => "not billed",
        { Billing: Billing.Measured } => $"{line.Cost?.ToString() ?? "price unknown"} measured",
        { IsReleased: true } => $"{line.Cost?.ToString() ?? "price unknown"} released",
        _ => $"{line.Cost?.ToString() ?? "price unknown"} possibly billed",
    };

    private static string FaultOf(LedgerLine line) => line.Fault is { } fault ? ": " + fault : "";

    private static string WordOf(CallState state) => state switch
    {
        CallState.Open => "in flight, or cut off by a crash",
        CallState.Answered => "answered",
        CallState.Failed => "failed",
        _ => "lost: in flight at a crash",
    };
}
