using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Spending;
using LeadScout.Telemetry;
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
    private readonly Question _question;
    private readonly CascadeOptions _options;
    private readonly TimeProvider _clock;
    private readonly Knowledge _knowledge;
    private readonly StudentRung _student;
    private readonly List<Answer> _pending = [];
    private int _uncounted;

    private Cascade(
        Question question, Knowledge knowledge, StudentRung student, AskService service, CascadeOptions options, TimeProvider clock)
    {
        (_question, _knowledge, _student, _options, _clock) = (question, knowledge, student, options, clock);
        Teacher = new TeacherRung(service, options, clock, Gate, Learn);
    }

    internal Lock Gate { get; } = new();

    internal TeacherRung Teacher { get; }

    /// <summary>
    /// What the audits prove about all rows classified since the cascade was opened: with the budget's confidence the bound is true at
    /// every moment. It says nothing about rows without a label, and nothing about blank ones.
    /// </summary>
    public Certificate Certificate
    {
        get
        {
            lock (Gate)
            {
                CountKnown();
                return _student.Certificate;
            }
        }
    }

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
        var knowledge = await Knowledge.ReadAsync(question, teacher.Profile.Name, store, cancellationToken).ConfigureAwait(false);

        // The time, too: openings between which nobody answered would else draw alike, and a text at a time would never be audited.
        var seeds = SeedSequence.Of(
            options.Seed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"stream of {teacher.Profile.Name}, question {question.Version}, opened {clock.GetUtcNow().UtcTicks}"),
            await store.LogPositionAsync(cancellationToken).ConfigureAwait(false));
        var student = new StudentRung(predict ?? (text => knowledge.Student.Predict(text)), options.Budget, seeds.Spawn("audits"));
        var asking = new AskService(
            teacher,
            store,
            options.Spending ?? new SpendingLimit(options.MaxCost, Money.Zero),
            new AskServiceOptions
            {
                Concurrency = options.Concurrency,
                Retry = options.Retry,
                Clock = clock,
                InFlight = options.InFlight ?? (options.Learn == LearnMode.Immediate ? new InFlightTexts(store) : null),
            });
        return new Cascade(question, knowledge, student, asking, options, clock);
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
        ClassifyAsync(text, isAlone: false, settled, cancellationToken);

    /// <summary>The same in a call of its own, for those who can't pay for a share of calls that may be of no use.</summary>
    /// <inheritdoc cref="ClassifyAsync(string, Action{AskBill}, CancellationToken)"/>
    public Task<Classification> ClassifyAloneAsync(string text, Action<AskBill>? settled, CancellationToken cancellationToken) =>
        ClassifyAsync(text, isAlone: true, settled, cancellationToken);

    private async Task<Classification> ClassifyAsync(
        string text, bool isAlone, Action<AskBill>? settled, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        var planned = default(Planned);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            planned = Plan(text, null, isAlone);
            if (planned.Waiter is { } waiter)
            {
                await WaitAsync(waiter, cancellationToken).ConfigureAwait(false);
            }

            return Told(planned);
        }
        finally
        {
            Settle(default, planned.Waiter is { } waiter ? [waiter] : [], settled);
        }
    }

    /// <summary>
    /// Decides texts in their order. Those that are asked share calls, of which several are out at once; it reads as far ahead as these
    /// need, and no further. For a source that is never silent longer than <see cref="CascadeOptions.Linger"/>, what is asked and decided
    /// depends on the texts, the answers and the state at the beginning alone.
    /// </summary>
    /// <param name="texts">The texts. If it throws, what it gave before is decided and delivered first.</param>
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
    /// <param name="items">What the texts are about. If it throws, what it gave before is decided and delivered first.</param>
    /// <param name="text">The text of an item.</param>
    /// <param name="cancellationToken">Ends it: what is not on the wire by then is not asked; calls already out come home.</param>
    public IAsyncEnumerable<(T Item, Classification Classification)> ClassifyAsync<T>(
        IAsyncEnumerable<T> items, Func<T, string> text, CancellationToken cancellationToken = default) =>
        ClassifyAsync(items, text, null, cancellationToken);

    /// <summary>The same, for those who keep accounts.</summary>
    /// <param name="items">What the texts are about.</param>
    /// <param name="text">The text of an item.</param>
    /// <param name="settled">Told once, when all calls are home, what was asked on this account: also when the reader has left by then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<(T Item, Classification Classification)> ClassifyAsync<T>(
        IAsyncEnumerable<T> items,
        Func<T, string> text,
        Action<AskBill>? settled,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(text);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = items.GetAsyncEnumerator(reading.Token);
        var stream = new TextStream<T>(this, source, text, _options, _clock);
        try
        {
            while (await stream.NextAsync(cancellationToken).ConfigureAwait(false) is { } row)
            {
                yield return (row.Item, Told(row.Planned));
            }
        }
        finally
        {
            var left = stream.Leave();
            Settle(stream.Bill, left, settled);
            await reading.CancelAsync().ConfigureAwait(false);
            await DisposeAsync(source, stream.Pending).ConfigureAwait(false);
        }
    }

    /// <summary>What an answer or a rule says about a text, or null. Asks nobody, and counts for nothing.</summary>
    public Classification? Known(string text) => _knowledge.Known(text);

    /// <summary>
    /// What is known about a text, or else what the student would say, which nothing has proven. Asks nobody, and counts for nothing.
    /// </summary>
    public Classification Explain(string text)
    {
        lock (Gate)
        {
            return _knowledge.Explain(text);
        }
    }

    /// <summary>Takes in answers that others have put into the log since; those that it has already change nothing.</summary>
    public void Learn(IEnumerable<Answer> answers)
    {
        lock (Gate)
        {
            foreach (var answer in answers)
            {
                _knowledge.Learn(answer);
            }
        }
    }

    /// <summary>Makes pending answers usable.</summary>
    /// <returns>How many there were: always 0 when learning is immediate, because then nothing is ever pending.</returns>
    public Task<int> FlushAsync()
    {
        lock (Gate)
        {
            var count = _pending.Count;
            _pending.ForEach(_knowledge.Learn);
            _pending.Clear();
            return Task.FromResult(count);
        }
    }

    /// <summary>What is behind the student's decision about a text, by what it knows now; what the classification says for any other.</summary>
    /// <param name="text">The text.</param>
    /// <param name="classification">What was decided about it.</param>
    public Why? WhyOf(string text, Classification classification)
    {
        if (classification.Decision.Source != DecisionSource.Student)
        {
            return classification.Why;
        }

        lock (Gate)
        {
            return _knowledge.WhyOf(TextNormaliser.Normalise(text), classification.Decision.Label);
        }
    }

    /// <summary>Waits until no call is out: what they bring is in the log and learned from.</summary>
    internal async Task DrainAsync()
    {
        while (Out() is { Length: > 0 } calls)
        {
            await Task.WhenAll(calls).ConfigureAwait(false);
        }

        Task[] Out()
        {
            lock (Gate)
            {
                return Teacher.Out;
            }
        }
    }

    /// <summary>Decides a text, or wants it of the teacher.</summary>
    /// <param name="text">The text.</param>
    /// <param name="call">The call that it is to go out with; null for the one that single texts share.</param>
    /// <param name="isAlone">Whether it shares its call with nobody.</param>
    internal Planned Plan(string text, SharedCall? call, bool isAlone = false)
    {
        var normalised = TextNormaliser.Normalise(text);
        var key = _knowledge.Keys.OfNormalised(normalised);
        if (Known(key, normalised) is { } known)
        {
            return new Planned(known, null);
        }

        lock (Gate)
        {
            // It may have been learned while the lock was waited for.
            if (Known(key, normalised) is { } learned)
            {
                return new Planned(learned, null);
            }

            CountKnown();
            if (Teacher.Join(key, call) is { } other)
            {
                return new Planned(null, other);
            }

            var decided = _student.Decide(key, normalised);
            if (decided is { Audited: false })
            {
                return new Planned(_knowledge.ByStudent(key, decided.Prediction), null);
            }

            var ask = new PlannedAsk(_question, key, text, MarkOf(decided));
            return new Planned(null, call is null ? Teacher.Want(ask, decided is null, isAlone) : Teacher.Want(ask, decided is null, call));
        }
    }

    private static void Settle(AskBill delivered, IReadOnlyList<Waiter> left, Action<AskBill>? settled)
    {
        if (settled is not null)
        {
            _ = SettleAsync();
        }

        async Task SettleAsync()
        {
            foreach (var waiter in left.Where(waiter => waiter.Text.Payer == waiter))
            {
                await waiter.Text.Home.ConfigureAwait(false);
                delivered += waiter.Bill;
            }

            settled(delivered);
        }
    }

    /// <summary>
    /// A source can't be disposed of while it is asked for its next item. If it does not heed the token, nobody waits for it.
    /// </summary>
    private static async ValueTask DisposeAsync<T>(IAsyncEnumerator<T> source, Task<bool>? pending)
    {
        if (pending is null or { IsCompleted: true })
        {
            await source.DisposeAsync().ConfigureAwait(false);
            return;
        }

        _ = DisposeOnceDoneAsync();

        async Task DisposeOnceDoneAsync()
        {
            await ((Task)pending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task WaitAsync(Waiter waiter, CancellationToken cancellationToken)
    {
        try
        {
            await waiter.Text.Home.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            lock (Gate)
            {
                Teacher.Leave(waiter);
            }

            throw;
        }
    }

    /// <summary>What is told to whoever waited.</summary>
    private Classification Told(Planned planned)
    {
        var classification = planned.Decided ?? Classified(planned.Waiter!);
        Instruments.TextDecided(_question.Name, classification.Decision.Source.Word());
        return classification;
    }

    /// <summary>Takes in a text that is home. Under the lock.</summary>
    private void Learn(AskedText text)
    {
        if (text.Reply?.Answer is not { } answer)
        {
            return;
        }

        _student.EndAudit(answer.Key, _question.IndexOf(answer.Label));
        if (text.Waiters.Count(waiter => waiter.IsAsked) is > 0 and var rows)
        {
            _student.ObserveAsked(rows);
        }

        if (_options.Learn == LearnMode.Immediate)
        {
            _knowledge.Learn(answer);
        }
        else
        {
            _pending.Add(answer);
        }
    }

    /// <summary>
    /// What is known needs no lock: while the student is being built anew, known texts do not wait for it. Their rows are counted later.
    /// </summary>
    private Classification? Known(TextKey key, string normalised)
    {
        var known = _knowledge.Known(key, normalised);
        if (known is { Decision.IsDecided: true })
        {
            Interlocked.Increment(ref _uncounted);
        }

        return known;
    }

    /// <summary>Counts the rows of known texts since the last time. Under the lock.</summary>
    private void CountKnown()
    {
        if (Interlocked.Exchange(ref _uncounted, 0) is > 0 and var rows)
        {
            _student.ObserveAsked(rows);
        }
    }

    private AuditMark? MarkOf(StudentDecision? decided) =>
        decided is null ? null : new AuditMark(_question.Labels[decided.Prediction.Label].Name, decided.Rate);

    private Classification Classified(Waiter waiter)
    {
        var (key, reply) = (waiter.Text.Ask.Key, waiter.Text.Reply!);
        switch (reply)
        {
            case { Thrown: TeacherException thrown }:
                throw new TeacherException(thrown.Message, thrown.InnerException!); // each who waited throws an exception of its own
            case { Thrown: { } thrown }:
                ExceptionDispatchInfo.Throw(thrown);
                break;
        }

        AskBill? bill = waiter.Bill.IsNothing ? null : waiter.Bill;
        return reply.Answer is { } answer
            ? new Classification(key, answer.Label, Decision.By(DecisionSource.Teacher, _question.IndexOf(answer.Label)), null)
            {
                Why = new Why.Answered(answer.Source, answer.By, answer.At, answer.Call, answer.Audit),
                Bill = bill,
            }
            : new Classification(key, null, Decision.Undecided(ReasonOf(reply.Stop)), reply.Failure)
            {
                Stop = reply.Stop,
                Cause = reply.Cause,
                Bill = bill,
            };
    }

    private static UndecidedReason ReasonOf(AskStop? stop) => stop?.Kind switch
    {
        null => UndecidedReason.Failed,
        AskStopKind.OutOfMoney => UndecidedReason.OutOfMoney,
        _ => UndecidedReason.NotAsked,
    };
}
