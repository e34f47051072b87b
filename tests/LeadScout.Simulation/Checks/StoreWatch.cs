using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Simulation.Checks;

/// <summary>Watches every write that the store has made, whoever was told of it.</summary>
internal sealed class StoreWatch
{
    private readonly Dictionary<(QuestionVersion Question, TextKey Text, string By), Asker> _answered = [];
    private readonly Dictionary<long, (CallIntent Intent, Asker Asker)> _open = [];
    private readonly Dictionary<JobId, long> _epochs = [];

    /// <summary>Whether a job asks a text again on purpose.</summary>
    public required Func<JobId?, BatchId, bool> AsksAgain { get; init; }

    /// <summary>Whether who was answered first must be known to a later one.</summary>
    public required Func<Asker, Asker, bool> Knows { get; init; }

    /// <summary>What the calls come to.</summary>
    public CallBook Calls { get; } = new();

    /// <summary>What labels the log has had of LLMs.</summary>
    public AnswerBook Answers { get; } = new();

    /// <summary>The jobs that somebody has been at work on.</summary>
    public IReadOnlyCollection<JobId> Jobs => [.. _epochs.Keys];

    public void Leased(JobId job, long epoch)
    {
        Violation.Unless(epoch > _epochs.GetValueOrDefault(job), "epochs rise", $"Job {job} had epoch {_epochs.GetValueOrDefault(job)}, and now {epoch}.");
        _epochs[job] = epoch;
    }

    /// <summary>The store was opened anew: no runner of before is there any more.</summary>
    public void Reopened() => _epochs.Clear();

    public void Began(long call, CallIntent intent, string process)
    {
        CheckEpoch(intent.Job, intent.Epoch);
        var asker = new Asker(intent.Job, process);
        _open[call] = (intent, asker);
        Calls.Began(call, intent, process);
        if (AsksAgain(intent.Job, intent.Batch))
        {
            return;
        }

        foreach (var (question, text) in from question in intent.Questions from text in intent.Texts select (question, text))
        {
            Violation.Unless(
                !IsAnswered(question, text, intent.Teacher, asker),
                "an answered text is never asked again",
                $"Call {call} of job {intent.Job}, batch {intent.Batch}, asks {intent.Teacher} about {text} again.");
        }
    }

    public void Committed(CallEnd ended)
    {
        Violation.Unless(_open.Remove(ended.Call, out var begun), "a call ends once", $"Call {ended.Call} was not open.");
        CheckEpoch(begun.Intent.Job, begun.Intent.Epoch);
        foreach (var answer in ended.Answers)
        {
            Violation.Unless(
                AsksAgain(begun.Intent.Job, begun.Intent.Batch)
                    || !IsAnswered(answer.Question, answer.Key, answer.By, begun.Asker),
                "no text is committed twice",
                $"Call {ended.Call} of job {begun.Intent.Job} commits {answer.Key} of {answer.By} again.");
            _answered.TryAdd((answer.Question, answer.Key, answer.By), begun.Asker);
        }

        Calls.Committed(ended);
        Answers.Add(ended.Answers);
    }

    public void Saved(Job job) => CheckEpoch(job.Id, job.Epoch);

    /// <summary>Texts were forgotten: they may be asked again.</summary>
    public async Task ForgottenAsync(IAnswerLog log)
    {
        var left = new HashSet<(QuestionVersion, TextKey, string)>();
        await foreach (var answer in log.ReadAllAsync())
        {
            left.Add((answer.Question, answer.Key, answer.By));
        }

        foreach (var gone in _answered.Keys.Where(key => !left.Contains(key)).ToArray())
        {
            _answered.Remove(gone);
        }
    }

    /// <summary>A process begins that reads all that the log has.</summary>
    public void Inherited(string process)
    {
        foreach (var (key, asker) in _answered.ToArray())
        {
            _answered[key] = asker with { Process = process };
        }
    }

    private bool IsAnswered(QuestionVersion question, TextKey text, string teacher, Asker asker) =>
        _answered.TryGetValue((question, text, teacher), out var first) && Knows(first, asker);

    private void CheckEpoch(JobId? job, long? epoch)
    {
        if (job is { } id && epoch is { } held)
        {
            Violation.Unless(
                _epochs.GetValueOrDefault(id) == held,
                "who was taken over writes nothing",
                $"Job {id} was written under epoch {held}; the latest is {_epochs.GetValueOrDefault(id)}.");
        }
    }
}

/// <summary>Who asks.</summary>
/// <param name="Job">The job; null for none.</param>
/// <param name="Process">In which process.</param>
internal readonly record struct Asker(JobId? Job, string Process);
