using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Application.Rechecks;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Lists;
using LeadScout.Server.Questions;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Jobs;

/// <summary>What a client wants to know about a finished job: would another teacher, or other words, decide otherwise?</summary>
/// <param name="Question">The question to ask now, with the labels of the old one; null for the job's own, as it is worded by now.</param>
/// <param name="Teacher">Who is asked; null for the job's own teacher.</param>
/// <param name="Settings">Budget, most audits and the like; its certify settings name no column yet.</param>
internal sealed record RecheckOrder(string? Question, string? Teacher, JobSettings Settings);

/// <summary>The result of a job as a list whose labels can be put to the proof.</summary>
/// <param name="List">The list.</param>
/// <param name="Asked">The question that the job asked, as it was worded then.</param>
/// <param name="Column">The column of the labels that the job wrote.</param>
internal sealed record DecidedList(StoredList List, Question Asked, string Column);

/// <summary>
/// Puts the decisions of a finished job to the proof: its result, as it was written, becomes a list, and the labels in it are audited by
/// another teacher or in other words. Thread-safe.
/// </summary>
internal sealed class JobRechecks(
    JobService service, JobOpener opener, ListStore lists, QuestionStore questions, ServerWorkspace workspace)
{
    /// <summary>The order for the job that does it.</summary>
    /// <exception cref="RefusedException">The job is not done, put labels to the proof itself, or would be asked the same again.</exception>
    /// <exception cref="BadInputException">The question has other labels.</exception>
    public async Task<JobOrder> OrderAsync(JobId id, RecheckOrder wish, CancellationToken cancellation)
    {
        var job = (await service.ShowAsync(id, cancellation)).Job;
        if (job.Settings.Certify is not null || job.State != JobState.Done)
        {
            throw new RefusedException(
                "job-not-done",
                409,
                job.Settings.Certify is not null
                    ? $"Job {id} put a list's labels to the proof and has decided nothing. Name one that labels a list, or start it again with another LLM."
                    : $"Job {id} is {job.State.Word()}: not all of its rows are decided. Go on with it first: POST /api/v1/jobs/{id}/resume.");
        }

        var old = JobInvocation.Of(job);
        var asked = OldQuestion(job, old, wish.Question);
        var now = questions.Find(wish.Question ?? asked.Name).Question;
        SameLabels.Ensure(asked, now);
        var decided = await TakeInAsync(job, asked.Name, cancellation);
        var order = new JobOrder
        {
            List = decided.List.Id,
            Questions = [now.Name],
            Columns = ColumnsOf(old, asked),
            Teacher = wish.Teacher ?? old.TeacherKnownAs ?? old.Teacher,
            Rechecks = id.Value,
            Settings = wish.Settings with
            {
                Certify = wish.Settings.Certify! with
                {
                    LabelColumns = [decided.Column],
                    UnknownLabels = UnknownLabels.Skip,
                },
            },
        };
        return now.Version == asked.Version && opener.Draft(order, workspace.Store).Teacher.Name == job.Teacher
            ? throw new RefusedException(
                "nothing-new",
                409,
                $"Job {id} was decided by {job.Teacher} in the same words already: there is nothing to learn. Name another LLM, or a reworded question.")
            : order;
    }

    /// <summary>Takes the result of a job in as a list, read as the job read its own.</summary>
    /// <param name="job">The job.</param>
    /// <param name="question">Whose labels are meant; null where it asked only one.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="RefusedException">There is no result, or the job asked several questions and not this one.</exception>
    /// <exception cref="BadInputException">The result or the question can't be read any more.</exception>
    public async Task<DecidedList> TakeInAsync(Job job, string? question, CancellationToken cancellation)
    {
        var old = JobInvocation.Of(job);
        var asked = OldQuestion(job, old, question);
        var path = await service.ResultAsync(job.Id, cancellation);
        await using var result = File.OpenRead(path);
        var list = await lists.SaveAsync(Path.GetFileName(path), result, old.Reading, cancellation);
        return new DecidedList(list, asked, job.Settings.OutColumns.GetValueOrDefault(asked.Name, asked.Name));
    }

    /// <summary>The question that the job asked, as it was worded then.</summary>
    internal static Question OldQuestion(Job job, JobInvocation old, string? wanted)
    {
        var then = old.Questions.Select(path => BuiltInQuestions.Resolve(BuiltInQuestions.Names.Contains(path) ? path : old.Placed(path)).Question).ToArray();
        return then is [var only] ? only : then.FirstOrDefault(question => question.Name == wanted)
            ?? throw new RefusedException(
                "question-not-found", 404, $"Job {job.Id} asked several questions: {job.QuestionName}. Say which is meant: question.");
    }

    private static ColumnChoice ColumnsOf(JobInvocation old, Question asked) =>
        old.Columns == ColumnChoice.ByName && asked.Text.Columns is [var lone] ? new ColumnChoice(lone) : old.Columns;
}
