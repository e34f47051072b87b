using LeadScout.Answers;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Reviews;
using LeadScout.Questions;
using LeadScout.Server.Answers;
using LeadScout.Server.Classifying;
using LeadScout.Server.Hosting;
using LeadScout.Server.Jobs;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Reviews;

/// <summary>Opens labelled lists for people to look at. Thread-safe.</summary>
internal sealed class ReviewService(ServerWorkspace workspace, JobService jobs, Classifier classifier, PeoplesWords words, ServerOptions options)
{
    /// <summary>Opens the list that a job labelled, to look where it is worth most; nobody says anything about it.</summary>
    /// <param name="job">The job.</param>
    /// <param name="question">The place of one of its questions, from 0.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="BadInputException">The list can't be reviewed.</exception>
    public Task<ListReview> LookAsync(LeadScout.Jobs.Job job, int question, CancellationToken cancellationToken) =>
        ListReview.OpenAsync(workspace.Store, ReviewTarget.OfJob(job, question), null, 1, cancellationToken);

    /// <summary>Opens the list that a job labelled.</summary>
    /// <param name="id">The job.</param>
    /// <param name="question">The place of one of its questions, from 0.</param>
    /// <param name="sample">Rows to draw, to measure the accuracy; null to look where it is worth most.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="confidence">Of the accuracy.</param>
    /// <param name="by">The person.</param>
    /// <param name="cancellation">Ends the opening.</param>
    /// <exception cref="BadInputException">The list can't be reviewed.</exception>
    /// <exception cref="RefusedException">There is no such job.</exception>
    public async Task<ReviewRoom> OpenAsync(
        JobId id, int question, int? sample, ulong seed, double confidence, string by, CancellationToken cancellation)
    {
        var view = await jobs.ShowAsync(id, cancellation);
        var review = await ListReview.OpenAsync(workspace.Store, ReviewTarget.OfJob(view.Job, question), sample, seed, cancellation);
        var reviewer = new Reviewer(
            new Corrector(workspace.Store, review.Question, by, options.Clock), review.Question, review.List, review.Logged);
        await workspace.Store.NameQuestionAsync(review.Question.Version, review.Question.Name, cancellation);
        return new ReviewRoom(review, reviewer, sample is null ? null : review.Meter(confidence), classifier, words, by);
    }
}
