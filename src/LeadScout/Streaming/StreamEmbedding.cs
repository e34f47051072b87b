using LeadScout.Hints;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>
/// Shows the students of cascades what texts mean: each text is embedded once, and its vector is kept in the store, where it counts for
/// good. Cascades may share one. Thread-safe.
/// </summary>
/// <remarks>
/// What fails here is never an answer: a text that has no vector is not decided by the student, the teacher is asked. A service that is
/// away, refuses, or gives what is no vector is left alone for a second, and twice as long each further time, up to a minute, or as long as it
/// asks for; then one call tries it. A call that takes longer than 10 seconds is waited for no longer; what it brings is kept all the same.
/// A spending limit that a call does not fit into says nothing about the service: the next text is tried at once.
/// </remarks>
public sealed class StreamEmbedding
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    private readonly IEmbedder _embedder;
    private readonly IVectorStore _vectors;
    private readonly EmbeddingContext _context;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly Dictionary<TextKey, EmbeddingFlight> _wanted = [];
    private readonly HashSet<EmbeddingFlight> _out = [];
    private long _batches;
    private int? _dimensions;
    private bool _isHeldBack;
    private int _failures;
    private long _restsSince;
    private TimeSpan _rest;

    /// <param name="embedder">Who embeds; it stays its owner's to dispose of.</param>
    /// <param name="vectors">Keeps the vectors.</param>
    /// <param name="journal">Where calls that send texts out are journaled; the same store.</param>
    /// <param name="spending">What may be spent: the cascades' own limit.</param>
    /// <param name="clock">The time.</param>
    /// <param name="shared">Keeps what the service allows for all who call it; null where nobody else does.</param>
    /// <exception cref="BadInputException">There is a limit on money, and the embedder's price is unknown.</exception>
    public StreamEmbedding(
        IEmbedder embedder, IVectorStore vectors, ICallJournal journal, SpendingLimit spending, TimeProvider clock, ProviderLimits? shared = null)
    {
        ArgumentNullException.ThrowIfNull(embedder);
        ArgumentNullException.ThrowIfNull(spending);
        if (embedder is { Price: null, SentTo: not null })
        {
            CostLimit.CheckEmbedding(spending.Limit, embedder.Model);
        }

        (_embedder, _vectors, _clock, _dimensions) = (embedder, vectors, clock, embedder.Dimensions);
        _context = new EmbeddingContext(embedder, null, journal, spending, new AskServiceOptions
        {
            Clock = clock,
            Shared = shared,
            Retry = new RetryPolicy { MostTries = 1, Patience = TimeSpan.Zero }, // somebody is waiting, and can do without
        });
    }

    /// <summary>
    /// Whether answered texts that have no vector yet are embedded when a cascade opens, for they are lessons; true by default. A cascade that
    /// is opened for a single text never comes to trust its student.
    /// </summary>
    public bool EmbedsAnswered { get; init; } = true;

    /// <summary>Told, before they are embedded, which texts have no vector yet when a cascade or a list opens; none there may be.</summary>
    public Action<IReadOnlyList<string>> Opening { get; init; } = _ => { };

    /// <summary>Told, from any thread, why texts are not embedded for a while: what is wrong with the service.</summary>
    public Action<string> Failed { get; init; } = _ => { };

    /// <summary>Told, from any thread, that the spending limit lets no text be embedded: once, until something fits into it again.</summary>
    public Action<string> HeldBack { get; init; } = _ => { };

    /// <summary>Whether a database that keeps keys in place of texts keeps vectors all the same: much of a text can be read from its vector.</summary>
    public bool KeepsVectors { get; init; }

    /// <summary>
    /// The most that embedding texts can cost, should calls be refused as too large until each holds one text; null when the price is
    /// unknown.
    /// </summary>
    /// <param name="texts">The texts.</param>
    public Money? CeilingOf(IReadOnlyCollection<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (_embedder is { SentTo: null } or { Price.IsFree: true })
        {
            return Money.Zero;
        }

        var halvings = 1 + (int)Math.Ceiling(Math.Log2(Math.Max(1, Math.Min(texts.Count, _embedder.MostTexts))));
        return _context.CeilingOf(texts) is { } once ? new Money(once.NanoDollars * halvings) : null;
    }

    internal int MostTexts => _embedder.MostTexts;

    /// <summary>The vectors that the store has; empty where there is none. Embeds nothing.</summary>
    internal async Task<ReadOnlyMemory<Half>[]> KnownAsync(IReadOnlyList<TextKey> keys, CancellationToken cancellationToken)
    {
        var found = await new StoredVectors(_vectors, _embedder.Model).OfAsync(keys, cancellationToken).ConfigureAwait(false);
        return [.. found.Select(Fitting)];
    }

    /// <summary>The vectors of texts, in their order; those that have none are embedded, after <see cref="Opening"/> was told.</summary>
    /// <param name="texts">The texts, each once.</param>
    /// <param name="cancellationToken">Ends it; what is on the wire comes home and is kept.</param>
    /// <returns>Empty for those where that failed.</returns>
    public async Task<IReadOnlyList<ReadOnlyMemory<Half>>> EmbedAsync(
        IReadOnlyList<KeyValuePair<TextKey, string>> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = await KnownAsync([.. texts.Select(text => text.Key)], cancellationToken).ConfigureAwait(false);
        var missing = Enumerable.Range(0, texts.Count).Where(i => vectors[i].IsEmpty).ToArray();
        Opening([.. missing.Select(i => texts[i].Value)]);
        foreach (var some in missing.Chunk(_embedder.MostTexts))
        {
            var made = await OfAsync([.. some.Select(i => texts[i])], [], cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < some.Length; i++)
            {
                vectors[some[i]] = made[i];
            }
        }

        return vectors;
    }

    /// <summary>The vectors of answered texts, in their order.</summary>
    internal async Task<IReadOnlyList<ReadOnlyMemory<Half>>> OfAnsweredAsync(IReadOnlyList<KeyValuePair<TextKey, string>> texts) => EmbedsAnswered
        ? await EmbedAsync(texts).ConfigureAwait(false)
        : await KnownAsync([.. texts.Select(text => text.Key)], CancellationToken.None).ConfigureAwait(false);

    /// <summary>The vectors of texts, in their order: from the store, or embedded now; empty where that fails.</summary>
    /// <param name="texts">The texts, up to <see cref="IEmbedder.MostTexts"/>.</param>
    /// <param name="bills">Takes what is sent on the caller's account: what it cost, once it is home.</param>
    /// <param name="cancellationToken">Ends the waiting; what is on the wire comes home and is kept.</param>
    internal async Task<IReadOnlyList<ReadOnlyMemory<Half>>> OfAsync(
        IReadOnlyList<KeyValuePair<TextKey, string>> texts, ICollection<Task<AskBill>> bills, CancellationToken cancellationToken)
    {
        var vectors = await KnownAsync([.. texts.Select(text => text.Key)], cancellationToken).ConfigureAwait(false);
        var missing = texts.Where((_, i) => vectors[i].IsEmpty).DistinctBy(text => text.Key).ToArray();
        if (missing.Length == 0)
        {
            return vectors;
        }

        var flights = Send(missing, bills);
        await WaitAsync(flights, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < vectors.Length; i++)
        {
            if (vectors[i].IsEmpty && flights.Find(flight => flight.Made.ContainsKey(texts[i].Key)) is { } flight)
            {
                vectors[i] = Fitting(flight.Made[texts[i].Key]);
            }
        }

        return vectors;
    }

    /// <summary>Waits until no call is out.</summary>
    internal Task DrainAsync()
    {
        lock (_lock)
        {
            return Task.WhenAll(_out.Select(flight => flight.Bill));
        }
    }

    private List<EmbeddingFlight> Send(KeyValuePair<TextKey, string>[] missing, ICollection<Task<AskBill>> bills)
    {
        lock (_lock)
        {
            var flights = missing.Select(text => _wanted.GetValueOrDefault(text.Key)).OfType<EmbeddingFlight>().Distinct().ToList();
            var fresh = Array.FindAll(missing, text => !_wanted.ContainsKey(text.Key));
            var isResting = _failures > 0 && (_out.Count > 0 || _clock.GetElapsedTime(_restsSince) < _rest);
            if (fresh.Length == 0 || isResting)
            {
                return flights;
            }

            var own = new EmbeddingFlight();
            foreach (var text in fresh)
            {
                _wanted[text.Key] = own;
            }

            _out.Add(own);
            own.Bill = RunAsync(own, fresh);
            bills.Add(own.Bill);
            return [.. flights, own];
        }
    }

    private async Task WaitAsync(List<EmbeddingFlight> flights, CancellationToken cancellationToken)
    {
        var home = Task.WhenAll(flights.Select(flight => flight.Bill));
        if (_embedder.SentTo is null)
        {
            await home.WaitAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await home.WaitAsync(LongestWait, _clock, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            foreach (var late in flights.Where(flight => !flight.Bill.IsCompleted && flight.IsFirstToBeLate()))
            {
                Rest($"{_embedder.Model} has not answered for {LongestWait.TotalSeconds:0} s", null);
            }
        }
    }

    private async Task<AskBill> RunAsync(EmbeddingFlight flight, KeyValuePair<TextKey, string>[] texts)
    {
        // Leaves the lock, and any context of the caller's, before anything slow begins.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var bill = default(AskBill);
        try
        {
            foreach (var batch in EmbeddingBatches.Batches(texts, _embedder.MostTexts))
            {
                var (share, stop) = _embedder.SentTo is null
                    ? await EmbedHereAsync(flight, batch).ConfigureAwait(false)
                    : await EmbedThereAsync(flight, batch).ConfigureAwait(false);
                bill += share;
                if (stop is { } because)
                {
                    Stop(because);
                    break;
                }

                Recover();
            }
        }
        catch (Exception thrown)
        {
            Rest(thrown is TeacherException ? thrown.Message : $"{_embedder.Model} could not be asked: {thrown.GetType().Name}", null);
        }

        lock (_lock)
        {
            _out.Remove(flight);
            Array.ForEach(texts, text => _wanted.Remove(text.Key));
        }

        return bill;
    }

    private async Task<(AskBill, Stopped?)> EmbedHereAsync(EmbeddingFlight flight, KeyValuePair<TextKey, string>[] batch)
    {
        var (made, fault) = await HomeEmbedding
            .MakeAndKeepAsync(_embedder, _vectors, batch, _dimensions, _clock.GetUtcNow(), CancellationToken.None).ConfigureAwait(false);
        flight.Add(made);
        return (default, fault is null ? null : new Stopped(fault, null, false));
    }

    private async Task<(AskBill, Stopped?)> EmbedThereAsync(EmbeddingFlight flight, KeyValuePair<TextKey, string>[] batch)
    {
        using var account = _context.Gate.SpendingLimit.Open();
        var session = new EmbeddingSession(BatchId.OfEmbedding(Interlocked.Increment(ref _batches) - 1), _context, account);
        var stop = await session.RunAsync(batch, CancellationToken.None).ConfigureAwait(false);
        flight.Add(session.Vectors);
        var bill = session.Calls == 0
            ? default
            : new AskBill(session.Calls, _embedder.Price is null ? null : account.Spent - account.PossiblyBilled, account.PossiblyBilled);
        return (bill, stop is null ? null : new Stopped(stop.Message.ToString(), session.RetryAfter, session.IsHeldBack));
    }

    private void Stop(Stopped stop)
    {
        if (!stop.IsHeldBack)
        {
            Rest(stop.Because, stop.Rest);
            return;
        }

        lock (_lock)
        {
            if (_isHeldBack)
            {
                return;
            }

            _isHeldBack = true;
        }

        HeldBack(Sentence(stop.Because));
    }

    private void Rest(string because, TimeSpan? asked)
    {
        lock (_lock)
        {
            var rest = TimeSpan.FromSeconds(Math.Min(LongestRest.TotalSeconds, FirstRest.TotalSeconds * Math.Pow(2, _failures)));
            (_failures, _restsSince, _rest) = (_failures + 1, _clock.GetTimestamp(), asked > rest ? asked.Value : rest);
        }

        Failed(Sentence(because));
    }

    private static string Sentence(string because) => because.TrimEnd('.') + ".";

    private void Recover()
    {
        lock (_lock)
        {
            (_failures, _isHeldBack) = (0, false);
        }
    }

    private ReadOnlyMemory<Half> Fitting(ReadOnlyMemory<Half> vector)
    {
        if (vector.IsEmpty)
        {
            return default;
        }

        lock (_lock)
        {
            if (_dimensions is null)
            {
                _dimensions = vector.Length;
                _context.Expect(vector.Length);
            }

            return vector.Length == _dimensions ? vector : default;
        }
    }

    /// <summary>Why texts were not embedded, for how long the service asked to be left alone, and whether it was only the spending limit.</summary>
    private readonly record struct Stopped(string Because, TimeSpan? Rest, bool IsHeldBack);
}
