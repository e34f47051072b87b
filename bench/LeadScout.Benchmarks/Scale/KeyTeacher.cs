using LeadScout.Teaching;

namespace LeadScout.Benchmarks.Scale;

/// <summary>A teacher that takes no time. Thread-safe.</summary>
internal sealed class KeyTeacher(Func<string, int> labelOf) : TeacherProfile, ITeacher
{
    private int _asked;

    /// <summary>Texts asked.</summary>
    public int Asked => _asked;

    /// <inheritdoc/>
    public TeacherProfile Profile => this;

    /// <inheritdoc/>
    public override string Name => "bench:key";

    /// <inheritdoc/>
    public override Price? Price => new(0.25m, 0.025m, 2m);

    /// <inheritdoc/>
    public override Usage Ceiling(Ask ask) => Estimate(ask);

    /// <inheritdoc/>
    public override Usage Estimate(Ask ask) => new(300 + (20 * ask.Texts.Length), 0, 8 * ask.Texts.Length);

    /// <inheritdoc/>
    public Task<Reply> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _asked, ask.Texts.Length);
        return Task.FromResult(
            new Reply { Items = [.. ask.Texts.Select(text => AskOutcome.Answered(labelOf(text)))], Usage = Estimate(ask) });
    }
}
