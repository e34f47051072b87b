using LeadScout.Application.Jobs;
using LeadScout.Application.Rechecks;
using LeadScout.Application.Reports;
using LeadScout.Cli.Jobs;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Files.Doors;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;

namespace LeadScout.Cli.Rechecks;

/// <summary>
/// The decisions of a finished job, taken from its result, which must be what its list and the log give: it is made again, beside, and
/// compared.
/// </summary>
internal sealed class JobDecisions(Terminal terminal, IDatabase store)
{
    /// <param name="job">The job.</param>
    /// <param name="asked">The question to ask now, as the user named it; null for the job's own.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <exception cref="BadInputException">The job is not done, or its list, question, answers or result are not what they were.</exception>
    public async Task<OldDecisions> OpenAsync(Job job, string? asked, CancellationToken interrupt)
    {
        if (job.Settings.Certify is not null || job.State != JobState.Done)
        {
            throw new BadInputException(job.Settings.Certify is not null
                ? $"Job {job.Id} put a list's labels to the proof and has decided nothing. Name a job that `leadscout classify` ran, or give the same `leadscout certify` command with another --teacher."
                : $"Job {job.Id} is {job.State.Shown()}: not all of its rows are decided. Go on with it first: leadscout jobs resume {job.Id}{Database}.");
        }

        var invocation = JobInvocation.Of(job).ToLook();
        var result = invocation with { Input = invocation.Output ?? LeadFiles.DefaultOutput(invocation.Input) };
        if (result.Input == JobInvocation.Stream || LeadDoors.IsAddress(result.Input))
        {
            throw new BadInputException(
                $"The result of job {job.Id} is not a file of its own ('{result.Input}'). Put it to the proof where it is: {AsList("LIST", job)}.");
        }

        var request = await MadeAgainAsync(job, invocation, result, interrupt);
        var question = QuestionOf(job, request, asked);
        var columns = invocation.Columns == ColumnChoice.ByName && question.Text.Columns is [var lone]
            ? new ColumnChoice(lone)
            : invocation.Columns;
        var own = invocation.Questions[request.Questions.IndexOf(question)];
        return new OldDecisions(
            result.InputPath,
            null,
            request.OutColumnOf(question),
            columns,
            IsRewordedInPlace(job, request) ? job.Question : question.Version,
            asked ?? (BuiltInQuestions.Names.Contains(own) ? own : invocation.Placed(own)),
            job.Teacher,
            job.Id)
        {
            Invocation = JobInvocation.Of(job),
            IsAsFound = IsRewordedInPlace(job, request),
        };
    }

    private async Task<JobRequest> MadeAgainAsync(Job job, JobInvocation invocation, JobInvocation result, CancellationToken interrupt)
    {
        if (!File.Exists(result.InputPath))
        {
            throw new BadInputException(
                $"The result of job {job.Id}, '{result.InputPath}', is gone. Write it again, which asks nothing: leadscout jobs resume {job.Id}{Database}.");
        }

        using var beside = SpoolFolder.Create();
        var again = Path.Join(beside.Path, "result" + Path.GetFileName(result.InputPath));
        var remade = Opened(job, result, () => new RemadeResult(terminal, store).Open(job, again));
        if (IsRewordedInPlace(job, remade.Request))
        {
            return remade.Request; // what it decided can't be made again: the words are gone
        }

        if (!remade.IsOf(job))
        {
            throw new BadInputException(
                $"'{invocation.InputPath}' or the question's file is not what it was when job {job.Id} ran. {WayOn(job, result)}");
        }

        if (!await remade.WriteAsync(interrupt))
        {
            throw new BadInputException(
                $"The log does not hold all answers of job {job.Id} any more: some were forgotten. Put what its result says to the proof: {AsList(result.InputPath, job)}.");
        }

        return LeadFiles.At(again, options: invocation.Reading).Hash == LeadFiles.At(result.InputPath, options: invocation.Reading).Hash
            ? remade.Request
            : throw new BadInputException(
                $"'{result.InputPath}' is not what job {job.Id} decided: the file was changed, or a person has corrected answers since. Delete it and write it again, which asks nothing and takes changes in the file back: "
                + $"leadscout jobs resume {job.Id}{Database}. Or put the file as it is to the proof: {AsList(result.InputPath, job)}.");
    }

    /// <summary>Whether all that has changed is the wording of the job's one question, in its own file.</summary>
    private static bool IsRewordedInPlace(Job job, JobRequest request) =>
        request.Questions is [var only] && request.Input.Hash == job.InputHash && only.Version != job.Question && only.Name == job.QuestionName;

    private RemadeJob Opened(Job job, JobInvocation result, Func<RemadeJob> open)
    {
        try
        {
            return open();
        }
        catch (BadInputException e)
        {
            throw new BadInputException($"Job {job.Id} can't be looked at: {e.Message} {WayOn(job, result)}", e);
        }
    }

    private static Question QuestionOf(Job job, JobRequest request, string? asked)
    {
        var now = asked is null ? null : BuiltInQuestions.Resolve(asked).Question;
        var old = request.Questions.FirstOrDefault(question => question.Version == now?.Version)
            ?? (request.Questions is [var only] ? only : request.Questions.FirstOrDefault(question => question.Name == now?.Name))
            ?? throw new BadInputException(
                $"Job {job.Id} asked several questions: {job.QuestionName}. Say with --question which one is meant, or give the reworded one under the same name.");
        SameLabels.Ensure(old, now ?? old);
        return old;
    }

    private string WayOn(Job job, JobInvocation result) =>
        "Put the list and the question's file back as they were, and give a reworded question as another file, with --question. "
        + $"Or put what the job's result says to the proof: {AsList(result.InputPath, job)}.";

    private string AsList(string path, Job job) =>
        $"leadscout certify {path} --label-column {(job.QuestionName.Split(", ")[0] is var name ? job.Settings.OutColumns.GetValueOrDefault(name, name) : "")} --unknown-labels skip --question ... --teacher ...{Database}";

    private string Database => OptionWords.Database(terminal.Database.Name);
}
