using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Cli.Progress;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Statistics;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Asking;

/// <summary>How a question fits a list, what is asked about, and what a call costs, by the list's first rows; asks nobody.</summary>
internal sealed class QuestionTrial(Terminal terminal, string question, string teacher)
{
    private const int Rows = 1000;

    /// <summary>Tries the question on a list.</summary>
    /// <exception cref="BadInputException">List, question or LLM can't be used, or they do not fit.</exception>
    public async Task<QuestionTrialDocument> OnAsync(string list, CancellationToken interrupt)
    {
        if (list == JobInvocation.Stream)
        {
            throw new BadInputException("A question is checked against a file, not against standard input. Save the first rows to a file and name it with --list.");
        }

        var notes = new List<string>();
        var invocation = new JobInvocation
        {
            Folder = Environment.CurrentDirectory,
            Input = list,
            Questions = [question],
            Teacher = teacher,
            WritesResult = false,
        };
        var opening = new JobOpening(terminal.Environment, terminal.Clock, note => notes.Add(note.In(terminal.Words)));
        var request = opening.RequestOf(invocation, new JobSettings { Limit = Rows, Budget = new ErrorBudget(0, ErrorBudget.Default.Confidence) });
        using var nothingKnown = SqliteStore.OpenEmpty(null);
        var forecast = await new JobRunner(nothingKnown, new RetryPolicy(), terminal.Clock)
            .ForecastAsync(request, opening.ProfileOf(invocation, request.Questions), null, null, interrupt);
        var found = forecast.Findings;
        if (forecast.Rows == Rows)
        {
            notes.Add($"By the first {Rows.Text()} rows:");
        }

        return new QuestionTrialDocument([.. found.Columns], [.. found.Samples], teacher, CallOf(forecast)) { Findings = [.. notes, .. FindingsText.Of(found, terminal.Words)] };
    }

    /// <summary>The usual call; null where none is made.</summary>
    private static CallEstimateDocument? CallOf(JobForecast forecast)
    {
        var (left, calls) = (forecast.Left, forecast.Left.Calls.Expected);
        return calls == 0
            ? null
            : new CallEstimateDocument(
                (left.Asks.Expected + calls - 1) / calls, left.InputTokens.Expected / calls, left.OutputTokens.Expected / calls, (left.Cost?.Expected)?.Dollars / calls);
    }
}
