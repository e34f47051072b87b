using System.Collections.Immutable;
using LeadScout.Application.Certificates;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Questions;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;

namespace LeadScout.Server.Analytics;

/// <summary>What jobs of one question came to in one month.</summary>
/// <param name="Month">Its first day, in UTC.</param>
/// <param name="Question">The question's name.</param>
/// <param name="Jobs">Jobs that last changed in it.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="AskedTexts">Texts that they asked.</param>
/// <param name="CostUsd">What they cost; null when a price is unknown.</param>
/// <param name="RowByRowCostUsd">What a call for every row would have cost; null when a price is unknown.</param>
public sealed record SavingsMonth(
    DateOnly Month, string Question, int Jobs, long Rows, long AskedTexts, decimal? CostUsd, decimal? RowByRowCostUsd);

/// <summary>How much a job's calls taught.</summary>
/// <param name="Job">The job.</param>
/// <param name="Question">The question's name.</param>
/// <param name="At">When it last changed.</param>
/// <param name="Calls">Calls that it made.</param>
/// <param name="PatternsPerCall">Distinct patterns that helped to decide a text that was not asked, for each call.</param>
/// <param name="Audits">Audits of its certificate.</param>
/// <param name="AuditErrors">Those that contradicted the student.</param>
/// <param name="UpperBound">What the certificate proves.</param>
public sealed record JobLearning(
    string Job, string Question, DateTimeOffset At, int Calls, double PatternsPerCall, int Audits, int AuditErrors, double UpperBound);

/// <summary>Answers of one day.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Question">The question's name.</param>
/// <param name="Teacher">Answers of teachers.</param>
/// <param name="Person">Answers of persons.</param>
/// <param name="Audits">Those of the teachers' answers that checked the student.</param>
/// <param name="AuditErrors">Those of the audits that contradicted it.</param>
public sealed record AnswersOfDay(DateOnly Day, string Question, long Teacher, long Person, long Audits, long AuditErrors);

/// <summary>The learning in figures. Reads beside the writer. Thread-safe.</summary>
internal sealed class LearningAnalytics(ServerWorkspace workspace, QuestionStore questions, ServerOptions options)
{
    /// <summary>Answers by day and question, for so many days back.</summary>
    public Task<IReadOnlyList<AnswersOfDay>> AnswersAsync(int days, CancellationToken cancellation) => workspace.ReadAsync<IReadOnlyList<AnswersOfDay>>(async store =>
    {
        var names = await store.QuestionNamesAsync(cancellation);
        return
        [
            .. store.AnswerDays(options.Clock.GetUtcNow().AddDays(-days))
                .Select(
                    day => new AnswersOfDay(day.Day, NameOf(names, day.Question), day.Teacher, day.Person, day.Audits, day.AuditErrors)),
        ];
    });

    /// <summary>What was saved, by month and question, newest month first.</summary>
    public Task<IReadOnlyList<SavingsMonth>> SavingsAsync(CancellationToken cancellation) => workspace.ReadAsync<IReadOnlyList<SavingsMonth>>(async store =>
    [
        .. (await JobsAsync(store, cancellation))
            .SelectMany(ReportsOf)
            .GroupBy(part => (part.Month, part.Question))
            .Select(parts => new SavingsMonth(
                parts.Key.Month,
                parts.Key.Question,
                parts.Count(),
                parts.Sum(part => part.Report.Rows),
                parts.Sum(part => (long)part.Report.AskedTexts),
                Sum(parts.Select(part => part.Report.Cost?.Dollars)),
                Sum(parts.Select(part => part.Report.RowByRowCost?.Dollars))))
            .OrderByDescending(month => month.Month).ThenBy(month => month.Question, StringComparer.Ordinal),
    ]);

    /// <summary>What each job's calls taught, newest first.</summary>
    public Task<IReadOnlyList<JobLearning>> JobsAsync(CancellationToken cancellation) => workspace.ReadAsync<IReadOnlyList<JobLearning>>(async store =>
    [
        .. (await JobsAsync(store, cancellation)).Where(job => job.Report is not null).Select(LearningOf),
    ]);

    /// <summary>How much of each list had to be asked, in the order in which they were begun.</summary>
    /// <param name="question">Only of this question; null for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public Task<IReadOnlyList<ListLearning>> ListsAsync(string? question, CancellationToken cancellation) => workspace.ReadAsync<IReadOnlyList<ListLearning>>(async store =>
    [
        .. ListLearning.Of(await JobsAsync(store, cancellation)).Where(list => question is null || list.Question == question),
    ]);

    /// <summary>Where a question is weak, what its labels cost, and how answers agreed month by month.</summary>
    /// <exception cref="RefusedException">There is no such question.</exception>
    public Task<QuestionInsight> InsightAsync(string question, CancellationToken cancellation) =>
        workspace.ReadAsync(store => QuestionInsight.ReadAsync(questions.Find(question).Question, store, options, cancellation));

    /// <summary>The record of a question over its jobs, and whether it drifts.</summary>
    /// <exception cref="RefusedException">There is no such question.</exception>
    public Task<QuestionHistory> HistoryAsync(string question, CancellationToken cancellation) =>
        workspace.ReadAsync(store => QuestionHistory.ReadAsync(questions.Find(question).Question, store, cancellation));

    /// <summary>Where the student was contradicted, by what it had said; most errors first.</summary>
    public Task<ImmutableArray<WeakSpot>> WeakSpotsAsync(string question, CancellationToken cancellation) =>
        workspace.ReadAsync(store => Task.FromResult(store.WeakSpots(questions.Find(question).Question.Version)));

    private async Task<IEnumerable<Job>> JobsAsync(IDatabase store, CancellationToken cancellation) =>
        (await JobToDate.AllAsync(store, options.Environment, options.Clock, cancellation)).Select(now => now.Job);

    private static JobLearning LearningOf(Job job) => new(
        job.Id.Value, job.QuestionName, job.UpdatedAt, job.Report!.Calls, job.Report.PatternsPerCall,
        job.Report.Certificate.Audits, job.Report.Certificate.AuditErrors, job.Report.Certificate.UpperBound);

    /// <summary>A job's report, or each of its questions' own.</summary>
    private static IEnumerable<(DateOnly Month, string Question, JobReport Report)> ReportsOf(Job job)
    {
        var month = new DateOnly(job.UpdatedAt.UtcDateTime.Year, job.UpdatedAt.UtcDateTime.Month, 1);
        return job.Report switch
        {
            null => [],
            { Questions: [] } report => [(month, job.QuestionName, report)],
            { } report => report.Questions.Select(question => (month, question.Question, question.Report)),
        };
    }

    private static decimal? Sum(IEnumerable<decimal?> amounts) => amounts.Aggregate((decimal?)0, (sum, amount) => sum + amount);

    private static string NameOf(ImmutableDictionary<QuestionVersion, string> names, QuestionVersion question) =>
        names.GetValueOrDefault(question) ?? question.ToString()[..12];
}
