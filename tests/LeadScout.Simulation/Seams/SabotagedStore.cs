using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Simulation.Seams;

/// <summary>A store that breaks one of its promises.</summary>
internal sealed class SabotagedStore(IStore inner, Sabotage kind) : IStore
{
    public TextKeys Keys => inner.Keys;

    public Task<Job?> FindAsync(JobId id, CancellationToken cancellation = default) => inner.FindAsync(id, cancellation);

    public Task<ImmutableArray<Job>> ListAsync(CancellationToken cancellation = default) => inner.ListAsync(cancellation);

    public Task<long> LeaseAsync(JobId id, CancellationToken cancellationToken = default) => inner.LeaseAsync(id, cancellationToken);

    public Task EndLeaseAsync(JobId id, long epoch) => inner.EndLeaseAsync(id, epoch);

    public Task SaveAsync(Job job, CancellationToken cancellation = default) => inner.SaveAsync(Fenced(job), cancellation);

    public Task SaveAsync(Job job, IReadOnlyCollection<AppliedPattern> applied, CancellationToken cancellation = default) =>
        kind == Sabotage.LosesTheJobsEnd ? Task.CompletedTask : inner.SaveAsync(Fenced(job), applied, cancellation);

    public Task DeleteAsync(JobId id, CancellationToken cancellation = default) => inner.DeleteAsync(id, cancellation);

    public Task ConfirmAsync(Job job, ImmutableArray<LedgerLine> ledger) => inner.ConfirmAsync(job, ledger);

    public Task<long> BeginAsync(CallIntent intent, CancellationToken cancellation = default) =>
        inner.BeginAsync(kind == Sabotage.SkipsTheEpoch ? intent with { Epoch = null } : intent, cancellation);

    public Task CommitAsync(CallEnd ended) => inner.CommitAsync(kind switch
    {
        Sabotage.LosesAnAnswer when ended.Answers.Length > 2 => ended with { Answers = ended.Answers[1..] },
        Sabotage.CommitsWithoutTheCost when ended.Answers.Length > 0 => ended with { Cost = Money.Zero },
        _ => ended,
    });

    public Task<int> SettleAsync(JobId id, CancellationToken cancellation = default) => inner.SettleAsync(id, cancellation);

    public Task<Settlement> ReleaseAsync(JobId id, string by, DateTimeOffset at, CancellationToken cancellation = default) =>
        inner.ReleaseAsync(id, by, at, cancellation);

    public Task<ImmutableArray<Settlement>> SettlementsAsync(JobId id, CancellationToken cancellation = default) =>
        inner.SettlementsAsync(id, cancellation);

    public async Task<ImmutableArray<LedgerLine>> CallsAsync(JobId id, CancellationToken cancellation = default)
    {
        var calls = await inner.CallsAsync(id, cancellation);
        return kind == Sabotage.ForgetsACall && calls.Length > 1 ? calls[1..] : calls;
    }

    public Task<ThinkingRecord> ThinkingAsync(string teacher, CancellationToken cancellation = default) => inner.ThinkingAsync(teacher, cancellation);

    public Task<ImmutableArray<FailedText>> FailuresAsync(JobId id, CancellationToken cancellation = default) =>
        kind == Sabotage.ForgetsFailures ? Task.FromResult<ImmutableArray<FailedText>>([]) : inner.FailuresAsync(id, cancellation);

    public async IAsyncEnumerable<Answer> ReadAsync(
        QuestionVersion question, string teacher, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var answers = new List<Answer>();
        await foreach (var answer in inner.ReadAsync(question, teacher, cancellation))
        {
            answers.Add(answer);
        }

        if (kind == Sabotage.ReadsTheLogBackwards)
        {
            answers.Reverse();
        }

        foreach (var (place, answer) in answers.Index())
        {
            yield return kind == Sabotage.SwapsALabel && place == answers.Count / 2 ? answer with { Label = "Label 2" } : answer;
        }
    }

    public Task AppendAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) => inner.AppendAsync(answers, cancellation);

    public Task AppendAsync(PatternVerdict verdict, CancellationToken cancellation = default) => inner.AppendAsync(verdict, cancellation);

    public IAsyncEnumerable<Answer> ReadAllAsync(QuestionVersion? question = null, CancellationToken cancellation = default) =>
        inner.ReadAllAsync(question, cancellation);

    public Task<ImmutableArray<Answer>> FindAsync(QuestionVersion question, TextKey key, CancellationToken cancellation = default) =>
        inner.FindAsync(question, key, cancellation);

    public Task<ImmutableArray<Merge>> MergeAsync(IReadOnlyList<Answer> answers, CancellationToken cancellation = default) =>
        inner.MergeAsync(answers, cancellation);

    public Task RetractAsync(long position, Retraction retraction, CancellationToken cancellation = default) =>
        inner.RetractAsync(position, retraction, cancellation);

    public Task<Forgotten> ForgetAsync(Forgetting what, CancellationToken cancellation = default) => inner.ForgetAsync(what, cancellation);

    public Task<long> LogPositionAsync(CancellationToken cancellation = default) => inner.LogPositionAsync(cancellation);

    public Task<ImmutableArray<PatternVerdict>> VerdictsAsync(QuestionVersion question, CancellationToken cancellation = default) =>
        inner.VerdictsAsync(question, cancellation);

    public Task<ImmutableArray<AppliedPattern>> AppliedAsync(
        QuestionVersion question, string? teacher = null, CancellationToken cancellation = default) =>
        inner.AppliedAsync(question, teacher, cancellation);

    public Task<IReadOnlyList<ReadOnlyMemory<Half>>> VectorsAsync(
        string model, IReadOnlyList<TextKey> keys, CancellationToken cancellationToken = default) =>
        inner.VectorsAsync(model, keys, cancellationToken);

    public Task KeepVectorsAsync(
        string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at,
        CancellationToken cancellationToken = default) => inner.KeepVectorsAsync(model, vectors, at, cancellationToken);

    public Task<IReadOnlyList<string>> VectorModelsAsync(TextKey key, CancellationToken cancellationToken = default) =>
        inner.VectorModelsAsync(key, cancellationToken);

    private Job Fenced(Job job) => kind == Sabotage.SkipsTheEpoch ? job with { Epoch = null } : job;
}
