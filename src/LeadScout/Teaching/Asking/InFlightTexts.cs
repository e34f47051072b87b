using LeadScout.Answers;

namespace LeadScout.Teaching.Asking;

/// <summary>
/// The texts that calls of one process are out for, over all its jobs and single asks on one log: who wants such a text waits for its
/// answer instead of paying again. Where other processes share the log, what they are asking is waited for as well. Thread-safe.
/// </summary>
/// <param name="log">The log that all of them share: what is in it by the time a text's turn comes is not asked either.</param>
public sealed class InFlightTexts(IAnswerLog log)
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(10); // however fast others commit, they are not asked more often

    private readonly ITextClaims? _claims = log as ITextClaims;
    private readonly ISharedLog? _shared = log as ISharedLog;
    private readonly Lock _lock = new();
    private readonly Dictionary<Wanted, Flight> _out = [];

    /// <summary>Claims texts for a request: those that nobody else is asking are its own until it lands.</summary>
    internal Claim Take(AskRequest request, string teacher)
    {
        var (own, others) = (new List<PlannedAsk>(), new List<(PlannedAsk Ask, Task<Answer?> Answer)>());
        var flight = new Flight(request.Job);
        lock (_lock)
        {
            foreach (var ask in request.Asks)
            {
                var wanted = new Wanted(ask.Id, teacher);
                if (!_out.TryGetValue(wanted, out var other))
                {
                    _out.Add(wanted, flight);
                    flight.Texts.Add(wanted);
                    own.Add(ask);
                }
                else if (other.Job is not null && other.Job == request.Job)
                {
                    own.Add(ask); // a job plans for itself, and its batches must not wait for each other
                }
                else
                {
                    others.Add((ask, AnswerOf(other, wanted.Ask)));
                }
            }
        }

        return new Claim(own, others, answers => Land(flight, answers));
    }

    /// <summary>What the teachers have answered meanwhile, the word of the one named first before the next one's; null for nothing.</summary>
    internal async Task<Answer?> FindAsync(PlannedAsk ask, IReadOnlyCollection<string> teachers, CancellationToken cancellation) =>
        AnswerPrecedence.OfTeachers(
            (await log.FindAsync(ask.Question.Version, ask.Key, cancellation).ConfigureAwait(false))
                .Where(answer => ask.Question.IndexOf(answer.Label) >= 0),
            teachers);

    /// <summary>Those of a request's own texts that no other process is asking about; to be let go of once they have been asked.</summary>
    internal async Task<IReadOnlyList<PlannedAsk>> ClaimAsync(
        AskRequest request, string teacher, IReadOnlyList<PlannedAsk> own, CancellationToken cancellation)
    {
        if (_claims is null || own.Count == 0)
        {
            return own;
        }

        var change = _shared?.NextChange ?? Task.Delay(Glance, cancellation);
        var claimed = await _claims.ClaimAsync(request.Job, teacher, [.. own.Select(ask => ask.Id)], cancellation).ConfigureAwait(false);
        if (claimed.Count == 0)
        {
            // Others have them all: look again once something has come into the log, and soon anyway.
            await Task.Delay(Breath, cancellation).ConfigureAwait(false);
            await Task.WhenAny(change, Task.Delay(Glance, cancellation)).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
        }

        return [.. own.Where(ask => claimed.Contains(ask.Id))];
    }

    /// <summary>Lets other processes have them.</summary>
    internal Task EndClaimsAsync(string teacher, IReadOnlyList<PlannedAsk> claimed) => _claims is null || claimed.Count == 0
        ? Task.CompletedTask
        : _claims.EndClaimsAsync(teacher, [.. claimed.Select(ask => ask.Id)]);

    private static async Task<Answer?> AnswerOf(Flight flight, AskId ask) =>
        (await flight.Landed.Task.ConfigureAwait(false))
            .FirstOrDefault(answer => answer.Key == ask.Text && answer.Question == ask.Question);

    private void Land(Flight flight, IReadOnlyList<Answer> answers)
    {
        lock (_lock)
        {
            flight.Texts.ForEach(wanted => _out.Remove(wanted));
        }

        flight.Landed.TrySetResult(answers);
    }

    private readonly record struct Wanted(AskId Ask, string Teacher);

    private sealed record Flight(JobId? Job)
    {
        public List<Wanted> Texts { get; } = [];

        public TaskCompletionSource<IReadOnlyList<Answer>> Landed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>What a request has claimed.</summary>
    /// <param name="Own">What is its own to ask.</param>
    /// <param name="Others">What others are asking, with what will come of it.</param>
    /// <param name="Land">To be told the answers; nobody waits for the request from then on.</param>
    internal sealed record Claim(
        IReadOnlyList<PlannedAsk> Own, IReadOnlyList<(PlannedAsk Ask, Task<Answer?> Answer)> Others, Action<IReadOnlyList<Answer>> Land);
}
