using System.Globalization;
using System.Runtime.CompilerServices;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>
/// Decides one text at a time, for streams and for programs: person → exact → rule → student → teacher. A text that is in flight is asked
/// once, whoever else wants it, and what is learned is usable at once. Thread-safe; one call at a time, it is deterministic.
/// </summary>
/// <remarks>
/// The stream may be endless. What grows with the answers that were paid for: the known decisions, about 200 bytes each. What is bounded:
/// the student's lessons (the newest 50,000 answered texts) and the decisions of the student that are remembered (the newest 200,000
/// texts). When the answers have grown by a tenth, the next call waits until the student is built anew: about 0.2 ms an answer.
/// </remarks>
public sealed class Cascade
{
    private readonly CascadeRungs _rungs;
    private readonly IAnswerLog _log;
    private readonly CascadeOptions _options;
    private readonly TimeProvider _clock;

    private Cascade(CascadeRungs rungs, IAnswerLog log, CascadeOptions options, TimeProvider clock) =>
        (_rungs, _log, _options, _clock) = (rungs, log, options, clock);

    /// <summary>
    /// What the audits prove about all rows classified since the cascade was opened: with the budget's confidence the bound is true at
    /// every moment. It says nothing about rows without a label, and nothing about blank ones.
    /// </summary>
    public Certificate Certificate => _rungs.Certificate;

    /// <summary>Opens a cascade that knows all that the log knows.</summary>
    /// <exception cref="BadInputException">There is a limit on money, and the model's price is unknown.</exception>
    public static Task<Cascade> OpenAsync(
        Question question, ITeacher teacher, IAnswerStore store, CascadeOptions options, TimeProvider clock,
        CancellationToken cancellationToken = default) =>
        OpenAsync(question, teacher, store, options, clock, null, cancellationToken);

    /// <summary>The same with another student's predictions, for tests of what is promised whatever the student does.</summary>
    internal static async Task<Cascade> OpenAsync(
        Question question, ITeacher teacher, IAnswerStore store, CascadeOptions options, TimeProvider clock,
        Func<string, Prediction?>? predict, CancellationToken cancellationToken)
    {
        CostLimit.Check(options.MaxCost, teacher.Profile);
        if (options.Embedding is { } embeds)
        {
            VectorsOfHashedTexts.Check(store.Keys, embeds.KeepsVectors);
        }

        var knowledge = await Knowledge
            .ReadWithAsync(
                question, teacher.Profile.Name, store, options.Embedding is { } embedding ? embedding.OfAnsweredAsync : null, cancellationToken)
            .ConfigureAwait(false);

        // The time, too: openings between which nobody answered would else draw alike, and a text at a time would never be audited.
        var seeds = SeedSequence.Of(
            options.Seed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"stream of {teacher.Profile.Name}, question {question.Version}, opened {clock.GetUtcNow().UtcTicks}"),
            await store.LogPositionAsync(cancellationToken).ConfigureAwait(false));
        var student = new StudentRung(
            predict is null ? (text, vector) => knowledge.Student.Predict(text, vector.Span) : (text, _) => predict(text),
            options.Budget,
            seeds.Spawn("audits"));
        var asking = new AskService(
            teacher,
            store,
            options.Spending ?? new SpendingLimit(options.MaxCost, Money.Zero),
            new AskServiceOptions
            {
                Concurrency = options.Concurrency,
                Retry = options.Retry,
                Clock = clock,
                Shared = options.Shared,
                InFlight = options.InFlight ?? (options.Learn == LearnMode.Immediate ? new InFlightTexts(store) : null),
            });
        return new Cascade(new CascadeRungs(question, knowledge, student, asking, options, clock), store, options, clock);
    }

    /// <summary>Decides a text. Texts that are asked at the same time share calls.</summary>
    /// <param name="text">The text, as it stands.</param>
    /// <param name="cancellationToken">
    /// Ends the waiting. What is not on the wire by then is not asked, unless somebody else waits for it; a call already out comes home all
    /// the same, and is learned from.
    /// </param>
    /// <returns>A label and who gave it, or undecided with the reason.</returns>
    /// <exception cref="TeacherException">The teacher threw instead of replying; other texts are decided all the same.</exception>
    public Task<Classification> ClassifyAsync(string text, CancellationToken cancellationToken = default) =>
        ClassifyAsync(text, null, cancellationToken);

    /// <summary>The same, for those who keep accounts.</summary>
    /// <param name="text">The text, as it stands.</param>
    /// <param name="settled">
    /// Told once, when all is home, what was asked on this account: also when the caller has left by then. Nothing, if nothing was.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<Classification> ClassifyAsync(string text, Action<AskBill>? settled, CancellationToken cancellationToken) =>
        SingleReading.ReadAsync(_rungs, text, isAlone: false, settled, cancellationToken);

    /// <summary>The same in a call of its own, for those who can't pay for a share of calls that may be of no use.</summary>
    /// <inheritdoc cref="ClassifyAsync(string, Action{AskBill}, CancellationToken)"/>
    public Task<Classification> ClassifyAloneAsync(string text, Action<AskBill>? settled, CancellationToken cancellationToken) =>
        SingleReading.ReadAsync(_rungs, text, isAlone: true, settled, cancellationToken);

    /// <summary>
    /// Decides texts in their order. Those that are asked share calls, of which several are out at once; it reads as far ahead as these
    /// need, and no further. For a source that is never silent longer than <see cref="CascadeOptions.Linger"/>, what is asked and decided
    /// depends on the texts, the answers and the state at the beginning alone.
    /// </summary>
    /// <param name="texts">
    /// The texts, read on the thread pool, not in the caller's synchronisation context. If it throws, what it gave before is decided and
    /// delivered first.
    /// </param>
    /// <param name="cancellationToken">Ends it: what is not on the wire by then is not asked; calls already out come home.</param>
    /// <exception cref="TeacherException">The teacher threw instead of replying about the next text.</exception>
    public async IAsyncEnumerable<Classification> ClassifyAsync(
        IAsyncEnumerable<string> texts, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (_, classification) in ClassifyAsync(texts, text => text, cancellationToken).ConfigureAwait(false))
        {
            yield return classification;
        }
    }

    /// <inheritdoc cref="ClassifyAsync(IAsyncEnumerable{string}, CancellationToken)"/>
    /// <param name="items">
    /// What the texts are about, read on the thread pool. If it throws, what it gave before is decided and delivered first.
    /// </param>
    /// <param name="text">The text of an item.</param>
    /// <param name="cancellationToken">Ends it: what is not on the wire by then is not asked; calls already out come home.</param>
    public IAsyncEnumerable<(T Item, Classification Classification)> ClassifyAsync<T>(
        IAsyncEnumerable<T> items, Func<T, string> text, CancellationToken cancellationToken = default) =>
        ClassifyAsync(items, text, null, cancellationToken);

    /// <summary>The same, for those who keep accounts.</summary>
    /// <param name="items">What the texts are about.</param>
    /// <param name="text">The text of an item.</param>
    /// <param name="settled">
    /// Told once, when all calls are home, what was asked on this account: also when the reader has left by then.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public IAsyncEnumerable<(T Item, Classification Classification)> ClassifyAsync<T>(
        IAsyncEnumerable<T> items,
        Func<T, string> text,
        Action<AskBill>? settled,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(text);
        return StreamReading.ReadAsync(_rungs, items, text, _options, _clock, settled, cancellationToken);
    }

    /// <summary>What an answer or a rule says about a text, or null. Asks nobody, and counts for nothing.</summary>
    public Classification? Known(string text) => _rungs.Known(text);

    /// <summary>
    /// What is known about a text, or else what the student would say, which nothing has proven. Asks nobody, and counts for nothing.
    /// </summary>
    public Classification Explain(string text) => _rungs.Explain(text);

    /// <summary>Takes in answers that others have put into the log since; those that it has already change nothing.</summary>
    public void Learn(IEnumerable<Answer> answers) => _rungs.Learn(answers);

    /// <summary>The same with what their texts mean, as far as the store has vectors of them; embeds nothing.</summary>
    /// <param name="answers">The answers, in the order of the log.</param>
    /// <param name="cancellationToken">Ends it before anything is learned.</param>
    public async Task LearnAsync(IReadOnlyList<Answer> answers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        _rungs.Learn(
            answers,
            _rungs.Embedding is { } embedding
                ? await embedding.KnownAsync([.. answers.Select(answer => answer.Key)], cancellationToken).ConfigureAwait(false)
                : null);
    }

    /// <summary>Drops the answers to texts that were forgotten. What the student learnt from them stays with it.</summary>
    internal void Forget(IEnumerable<TextKey> texts) => _rungs.Forget(texts);

    /// <summary>Makes pending answers usable.</summary>
    /// <returns>How many there were: always 0 when learning is immediate, because then nothing is ever pending.</returns>
    public Task<int> FlushAsync() => Task.FromResult(_rungs.Flush());

    /// <summary>
    /// What is behind the student's decision about a text, by what it knows now; what the classification says for any other.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="classification">What was decided about it.</param>
    public Why? WhyOf(string text, Classification classification) => classification.Decision.Source == DecisionSource.Student
        ? _rungs.WhyOf(text, classification.Decision.Label, classification.Vector)
        : classification.Why;

    /// <summary>
    /// What is known about a text, or else what the student would say, with what it means as far as the store has its vector. Asks and
    /// embeds nothing, and counts for nothing.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Classification> ExplainAsync(string text, CancellationToken cancellationToken = default)
    {
        if (_rungs.Embedding is not { } embedding)
        {
            return _rungs.Explain(text);
        }

        var vectors = await embedding.KnownAsync([_log.Keys.Of(text)], cancellationToken).ConfigureAwait(false);
        return await _rungs.Explain(text, vectors[0]).AsAskedAsync(_rungs.Question, _log, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The answered texts that are nearest in meaning to one that the student decided, the nearest first; none where texts are not embedded.
    /// </summary>
    /// <param name="classification">What was decided.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<NearAnswer>> NearestAsync(Classification classification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classification);
        return await NearAnswer
            .AsAskedAsync(_rungs.Question, _log, _rungs.Nearest(classification.Vector), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until no call is out: what they bring is in the log and learned from.</summary>
    internal async Task DrainAsync()
    {
        while (Out() is { Length: > 0 } calls)
        {
            await Task.WhenAll(calls).ConfigureAwait(false);
        }

        await (_rungs.Embedding?.DrainAsync() ?? Task.CompletedTask).ConfigureAwait(false);
    }

    /// <summary>Whether no call is out; never said where texts are embedded, for others may share these calls.</summary>
    internal bool IsIdle => _rungs.Embedding is null && Out().Length == 0;

    private Task[] Out()
    {
        lock (_rungs.Gate)
        {
            return _rungs.Teacher.Out;
        }
    }
}
