using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Texts;

namespace LeadScout.Application.Reviews;

/// <summary>Which list is reviewed.</summary>
/// <param name="Path">The labelled list.</param>
/// <param name="Question">What it was asked, named or by path.</param>
/// <param name="Columns">Which columns are meant, where the user said so.</param>
/// <param name="Reading">How the list is read.</param>
/// <param name="Job">The job that labelled it, if it is known.</param>
public sealed record ReviewTarget(string Path, string Question, ColumnChoice Columns, LeadFileOptions Reading, Job? Job)
{
    /// <summary>What tells the list from others, however often it is written. Where a job and its question file lie is no part of it.</summary>
    public string Identity =>
        Job is { } job
            ? $"job {job.Id}, question {System.IO.Path.GetFileNameWithoutExtension(Question)}"
            : $"{System.IO.Path.GetFullPath(Path)}, question {Question}";

    /// <summary>Finds what the user means.</summary>
    /// <param name="store">Where jobs are.</param>
    /// <param name="named">A labelled list, a list that a job labelled, or a job; null for the newest job with a result.</param>
    /// <param name="question">As the user named it; null for the job's own.</param>
    /// <param name="interrupt">Ends the search.</param>
    /// <exception cref="BadInputException">No such thing.</exception>
    public static async Task<ReviewTarget> FindAsync(IDatabase store, string? named, string? question, CancellationToken interrupt)
    {
        var jobs = (await store.ListAsync(interrupt))
            .Where(job => job.Invocation.ContainsKey("folder") && ResultFile.IsWritten(job.State) && job.OutputName.Length > 0)
            .ToArray();
        if (named is null)
        {
            return OfJob(Array.Find(jobs, job => job.OutputName != JobInvocation.Stream) ?? throw new BadInputException(
                "job-missing", $"There is no job with a result in this database. Name a labelled list, or another database with {Setting.Store}."), question);
        }

        if (!File.Exists(named))
        {
            return OfJob(await JobLookup.FindAsync(store, named, interrupt), question);
        }

        var full = System.IO.Path.GetFullPath(named);
        if (jobs.FirstOrDefault(job => Placed(job, job.OutputName) == full || Placed(job, job.InputName) == full) is { } known)
        {
            return OfJob(known, question);
        }

        return question is null
            ? throw new BadInputException(
                $"Which question was '{named}' asked? No job in this database has made it, so say so with {Setting.Question}, or name the job.")
            : new ReviewTarget(named, question, ColumnChoice.ByName, new LeadFileOptions(), null);
    }

    /// <summary>The question over the columns of the list.</summary>
    public Question Bind(ILeadReader reader) =>
        ColumnBinding.Bind(BuiltInQuestions.Resolve(Question), Path, reader.Columns, Columns).Question;

    /// <summary>The list that a job labelled.</summary>
    /// <exception cref="BadInputException">It has written none yet.</exception>
    public static ReviewTarget OfJob(Job job, string? question)
    {
        var invocation = JobInvocation.Of(job);
        if (job.OutputName == JobInvocation.Stream)
        {
            throw new BadInputException(
                $"Job {job.Id} wrote its result to standard output, so where it is now is not known here. Name the file that it was sent to, and its question with {Setting.Question}.");
        }

        if (job.OutputName.Length == 0)
        {
            throw new BadInputException($"Job {job.Id} has put labels of '{job.InputName}' to the proof and has written no list. Name the job or the list that is to be looked at.");
        }

        return ResultFile.IsWritten(job.State)
            ? new ReviewTarget(
                Placed(job, job.OutputName),
                question ?? QuestionOf(job, invocation),
                invocation.Columns,
                invocation.Reading,
                job)
            : throw new BadInputException(
                $"Job {job.Id} has written no result yet ({job.State.Shown()}). Go on with it first: {UserAction.ResumeJob.On(job.Id.Value)}.");
    }

    /// <summary>The list that a job labelled, under one of its questions.</summary>
    /// <param name="job">The job.</param>
    /// <param name="question">The question's place among the job's, from 0.</param>
    /// <exception cref="BadInputException">It has written none yet, or asks not so many questions.</exception>
    public static ReviewTarget OfJob(Job job, int question)
    {
        var asked = JobInvocation.Of(job).Questions;
        return question >= 0 && question < asked.Length
            ? OfJob(job, QuestionAt(job, asked[question]))
            : throw new BadInputException($"Job {job.Id} asks {asked.Length} questions: {job.QuestionName}. Choose one of them.");
    }

    private static string QuestionOf(Job job, JobInvocation invocation) => invocation.Questions is [var only]
        ? QuestionAt(job, only)
        : throw new BadInputException(
            "question-unclear", $"Job {job.Id} asked several questions ({job.QuestionName}). Say with {Setting.Question} whose answers you want to look at: {string.Join(" or ", invocation.Questions)}.");

    // A question file is named from the folder where the job was started.
    private static string QuestionAt(Job job, string named) => BuiltInQuestions.Names.Contains(named) ? named : Placed(job, named);

    private static string Placed(Job job, string path) => System.IO.Path.GetFullPath(path, job.Invocation["folder"]);
}
