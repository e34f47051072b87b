using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout;

/// <summary>A question that a client has open: its cascade, and who may tell it of new answers. Thread-safe.</summary>
internal sealed class OpenQuestion(Question question, string teacher, Cascade cascade, IAnswerLog log) : IAsyncDisposable
{
    private const int AtOnce = 1_000;

    // Answers are learned in the order of the log: the last word of a person counts.
    private readonly SemaphoreSlim _learning = new(1);
    private int _saidOutOfMoney;
    private int _users;

    public Question Question => question;

    public Cascade Cascade => cascade;

    /// <summary>Whether nobody has been told yet that there is no money left.</summary>
    public bool IsFirstOutOfMoney() => Interlocked.Exchange(ref _saidOutOfMoney, 1) == 0;

    /// <summary>Whether texts are being decided by it: who waits hears of corrections even when the question was closed.</summary>
    public bool IsInUse => Volatile.Read(ref _users) > 0;

    /// <summary>Somebody begins to have texts decided.</summary>
    public void Enter() => Interlocked.Increment(ref _users);

    /// <summary>Somebody has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref _users);

    /// <summary>Appends a person's answer, unless it is the last word of a person already, and learns it.</summary>
    public async Task<bool> CorrectAsync(Answer answer, CancellationToken cancellationToken)
    {
        await _learning.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var held = await log.FindAsync(answer.Question, answer.Key, cancellationToken).ConfigureAwait(false);
            var last = AnswerPrecedence.LastOfPersons(held);
            var isNew = last?.Label != answer.Label;
            if (isNew)
            {
                await log.AppendAsync([answer], cancellationToken).ConfigureAwait(false);
            }

            // Also one that the log has: another program may have put it there, or an attempt that failed after it was written.
            await cascade.LearnAsync([isNew ? answer : last!], CancellationToken.None).ConfigureAwait(false);
            return isNew;
        }
        finally
        {
            _learning.Release();
        }
    }

    /// <summary>Drops the answers to texts that were forgotten, but not while it reads the log.</summary>
    public async Task ForgetAsync(IReadOnlyCollection<TextKey> texts)
    {
        await _learning.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            cascade.Forget(texts);
        }
        finally
        {
            _learning.Release();
        }
    }

    /// <summary>Learns what others, such as a job, have put into the log.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await _learning.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var some = new List<Answer>();
            await foreach (var answer in log.ReadAsync(question.Version, teacher, cancellationToken).ConfigureAwait(false))
            {
                some.Add(answer);
                if (some.Count == AtOnce)
                {
                    await cascade.LearnAsync(some, cancellationToken).ConfigureAwait(false);
                    some.Clear();
                }
            }

            await cascade.LearnAsync(some, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _learning.Release();
        }
    }

    /// <summary>
    /// Waits for those who are learning. The turn itself stays: it holds nothing but memory, and who waits for one that is gone waits for ever.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _learning.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _learning.Release();
    }
}
