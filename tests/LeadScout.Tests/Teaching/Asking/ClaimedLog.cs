using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching.Asking;
using LeadScout.Texts;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>A log over which other processes ask, too.</summary>
internal sealed class ClaimedLog(IAnswerLog log) : IAnswerLog, ITextClaims
{
    /// <summary>What other processes are asking about.</summary>
    public HashSet<TextKey> Others { get; } = [];

    /// <summary>What is claimed now.</summary>
    public HashSet<TextKey> Claimed { get; } = [];

    /// <summary>What was wanted last.</summary>
    public TextKey[] Wanted { get; private set; } = [];

    /// <summary>How often texts were claimed.</summary>
    public int Rounds { get; private set; }

    /// <summary>Told each round before its texts are claimed, from 1.</summary>
    public Action<int> Claiming { get; set; } = _ => { };

    public TextKeys Keys => log.Keys;

    public Task<IReadOnlySet<AskId>> ClaimAsync(JobId? job, string teacher, IReadOnlyCollection<AskId> asks, CancellationToken cancellationToken)
    {
        Wanted = [.. asks.Select(ask => ask.Text)];
        Claiming(++Rounds);
        var own = asks.Where(ask => !Others.Contains(ask.Text)).ToHashSet();
        Claimed.UnionWith(own.Select(ask => ask.Text));
        return Task.FromResult<IReadOnlySet<AskId>>(own);
    }

    public Task EndClaimsAsync(string teacher, IReadOnlyCollection<AskId> asks)
    {
        Claimed.ExceptWith(asks.Select(ask => ask.Text));
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<Answer> ReadAsync(QuestionVersion question, string teacher, CancellationToken cancellation = default) =>
        log.ReadAsync(question, teacher, cancellation);

    public Task AppendAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) => log.AppendAsync(answers, cancellation);

    public IAsyncEnumerable<Answer> ReadAllAsync(QuestionVersion? question = null, CancellationToken cancellation = default) =>
        log.ReadAllAsync(question, cancellation);

    public Task<ImmutableArray<Answer>> FindAsync(QuestionVersion question, TextKey key, CancellationToken cancellation = default) =>
        log.FindAsync(question, key, cancellation);

    public Task<ImmutableArray<Merge>> MergeAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) =>
        log.MergeAsync(answers, cancellation);

    public Task RetractAsync(long position, Retraction retraction, CancellationToken cancellation = default) =>
        log.RetractAsync(position, retraction, cancellation);

    public Task<Forgotten> ForgetAsync(Forgetting what, CancellationToken cancellation = default) => log.ForgetAsync(what, cancellation);

    public Task<long> LogPositionAsync(CancellationToken cancellation = default) => log.LogPositionAsync(cancellation);
}
