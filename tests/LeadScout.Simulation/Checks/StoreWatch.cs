using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Simulation.Checks;

/// <summary>Watches every write that the store has made, whoever was told of it.</summary>
internal sealed class StoreWatch
{
    private readonly Dictionary<(QuestionVersion Question, TextKey Text, string By), (JobId? Job, string Process)> _answered = [];
    private readonly Dictionary<long, (CallIntent Intent, string Process)> _open = [];
    private readonly Dictionary<JobId, long> _epochs = [];

    /// <summary>Whether a job asks a text again on purpose.</summary>
    public required Func<JobId?, BatchId, bool> AsksAgain { get; init; }

    /// <summary>Whether jobs of one process share what they ask.</summary>
    public required bool SharesTexts { get; init; }

    /// <summary>Calls that the journal has.</summary>
    public int Calls { get; private set; }

    public void Leased(JobId job, long epoch)
    {
        Violation.Unless(epoch > _epochs.GetValueOrDefault(job), "epochs rise", $"Job {job} had epoch {_epochs.GetValueOrDefault(job)}, and now {epoch}.");
        _epochs[job] = epoch;
    }

    /// <summary>The store was opened anew: no runner of before is there any more.</summary>
    public void Reopened() => _epochs.Clear();

    public void Began(long call, CallIntent intent, string process)
    {
        Calls++;
        CheckEpoch(intent.Job, intent.Epoch);
        _open[call] = (intent, process);
        if (AsksAgain(intent.Job, intent.Batch))
        {
            return;
        }

        foreach (var (question, text) in from question in intent.Questions from text in intent.Texts select (question, text))
        {
            Violation.Unless(
                !IsAnswered(question, text, intent.Teacher, intent.Job, process),
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
                    || !IsAnswered(answer.Question, answer.Key, answer.By, begun.Intent.Job, begun.Process),
                "no text is committed twice",
                $"Call {ended.Call} of job {begun.Intent.Job} commits {answer.Key} of {answer.By} again.");
            _answered.TryAdd((answer.Question, answer.Key, answer.By), (begun.Intent.Job, begun.Process));
        }
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

    /// <summary>A job knows what it was answered itself and, within a process that shares them, what others of it were.</summary>
    private bool IsAnswered(QuestionVersion question, TextKey text, string teacher, JobId? job, string process) =>
        _answered.TryGetValue((question, text, teacher), out var by) && (by.Job == job || (SharesTexts && by.Process == process));

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
