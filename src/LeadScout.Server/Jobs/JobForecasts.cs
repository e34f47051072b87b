using LeadScout.Answers;
using LeadScout.Jobs.Reporting;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;

namespace LeadScout.Server.Jobs;

/// <summary>What a job would cost: by its list alone, or by the answers to its first texts. Thread-safe.</summary>
internal sealed class JobForecasts(ServerWorkspace workspace, JobOpener opener, JobTurns turns, WorkLimit heavy)
{
    /// <summary>What a job would probably ask and cost, as an interval. Asks nobody.</summary>
    /// <exception cref="BadInputException">Something can't be used.</exception>
    /// <exception cref="RefusedException">There is no such list, question or teacher.</exception>
    public Task<JobForecast> EstimateAsync(JobOrder order, CancellationToken cancellation) =>
        heavy.RunAsync(() => workspace.ReadAsync(store => opener.Draft(order, store).ForecastAsync(cancellation)), cancellation);

    /// <summary>How long the teacher of a forecast takes to reply.</summary>
    public ReplyTime ReplyTimeOf(JobForecast forecast) => ReplyTime.Of(workspace, forecast.Job.Teacher);

    /// <summary>
    /// Asks the first texts of a job and says what it would cost by their answers. They are paid for and kept; the job itself goes on from
    /// there when it is created. It does not begin by itself.
    /// </summary>
    /// <param name="order">What would be wanted.</param>
    /// <param name="texts">The most texts to ask; at least 1.</param>
    /// <param name="caller">Who wants it, and pays.</param>
    /// <param name="cancellation">The wish to stop: calls in flight come home and are kept.</param>
    /// <exception cref="BadInputException">Something can't be used; nothing was asked.</exception>
    /// <exception cref="RefusedException">There is no such list, question or teacher, or the job is at work.</exception>
    public async Task<JobTrial> TryAsync(JobOrder order, int texts, Caller caller, CancellationToken cancellation)
    {
        var given = await opener.TakeAsync(order, caller, cancellation);
        var open = opener.Open(given);
        using var turn = turns.TryTake(open)
            ?? throw new RefusedException("job-at-work", 409, "A job of this question and LLM is at work, and a try would ask what it is asking. Look at its rows, or wait until it is done.");
        if (workspace.Service.Jobs().All(job => job.Id != given.Id))
        {
            workspace.Service.Save(given with { IsWanted = false });
        }

        var forecast = await open.ProbeAsync(texts, cancellation);
        return new JobTrial(
            forecast, [.. open.Request.Questions.Select(question => question.Name)], await RowsAsync(given, open, texts, cancellation));
    }

    private Task<TrialRow[]> RowsAsync(SubmittedJob given, OpenJob open, int texts, CancellationToken cancellation) => workspace.ReadAsync(async store =>
    {
        var said = new OrderedDictionary<string, string?[]>(StringComparer.Ordinal);
        foreach (var (place, question) in open.Request.Questions.Index())
        {
            foreach (var teacher in open.TeacherNames)
            {
                await foreach (
                    var answer in store.ReadAsync(question.Version, teacher, cancellation).Where(answer => answer.Job == given.Id && answer.Source == AnswerSource.Teacher))
                {
                    if (!said.TryGetValue(answer.Text, out var labels))
                    {
                        said[answer.Text] = labels = new string?[open.Request.Questions.Length];
                    }

                    labels[place] ??= answer.Label;
                }
            }
        }

        return said.Take(texts).Select(row => new TrialRow(row.Key, row.Value)).ToArray();
    });
}
