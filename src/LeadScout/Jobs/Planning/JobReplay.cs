using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// What the log and the journal already hold of a job's own plan. A resumed job plans from the beginning, and whatever was committed before
/// is taken from here instead of being asked: so it comes to the same plan, and pays for nothing twice.
/// </summary>
internal sealed class JobReplay(Question question, JobSettings settings, TeacherProfile? second)
{
    private readonly HashSet<TextKey> _givenUp = [];
    private readonly Dictionary<(BatchId? Batch, TextKey Key), AskOutcome> _settled = []; // without a batch: for all of the plan
    private readonly Dictionary<TextKey, AskOutcome> _checked = [];

    /// <summary>Whether it holds an answer.</summary>
    public bool HasAnswers { get; private set; }

    /// <summary>Takes in an answer that is the job's own, or that came into the log after the job began.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="batch">The batch that its call served, if the job's journal knows.</param>
    public void Fold(Answer answer, BatchId? batch) => Fold(answer, batch, isFromElsewhere: false);

    /// <summary>Takes in an answer that came into the log after the job began, and not by a call of its own.</summary>
    public void FoldFromElsewhere(Answer answer) => Fold(answer, null, isFromElsewhere: true);

    private void Fold(Answer answer, BatchId? batch, bool isFromElsewhere)
    {
        if (question.IndexOf(answer.Label) is >= 0 and var label)
        {
            HasAnswers = true;
            var outcome = AskOutcome.Answered(label) with { IsFromElsewhere = isFromElsewhere };
            _settled.TryAdd((PlaceOf(batch), answer.Key), outcome);
            if (IsCheck(batch))
            {
                _checked.TryAdd(answer.Key, outcome);
            }
        }
    }

    /// <summary>Takes in a text that a teacher was asked about in vain: given up, unless a second opinion is still open.</summary>
    public void Fold(FailedText failed, BatchId? batch)
    {
        if (second is not null && failed.Teacher != second.Name)
        {
            _givenUp.Add(failed.Key);
        }
        else
        {
            _settled.TryAdd((PlaceOf(batch), failed.Key), AskOutcome.Failed(failed.Reason));
        }
    }

    /// <summary>Whether the first teacher gave the text up, so that only the second is to be asked.</summary>
    public bool IsGivenUp(TextKey key) => _givenUp.Contains(key);

    /// <summary>
    /// What is settled about a text of a batch; open if nothing is. What no call of the job has brought, a person's word or that the text was
    /// given up, is settled for every batch, but for those of checks; and so is what a check has found out about a text that the plan had not
    /// asked: where it comes to ask it after all, for a pattern was retired or a lesson forgotten, it was paid for.
    /// </summary>
    public AskOutcome Find(BatchId batch, TextKey key) => _settled.TryGetValue((PlaceOf(batch), key), out var outcome) ? outcome
        : IsCheck(batch) ? default
        : _settled.TryGetValue((null, key), out outcome) ? outcome
        : _checked.GetValueOrDefault(key);

    // A job that learns at once asks each text once, wherever; a deferring one, and a self-check, ask it again in a later batch, and must
    // do so when replayed.
    private BatchId? PlaceOf(BatchId? batch) =>
        settings.Learn == LearnMode.Immediate && !IsCheck(batch) ? null : batch;

    private static bool IsCheck(BatchId? batch) => batch is { Kind: BatchKind.SelfCheck or BatchKind.AloneCheck };
}
