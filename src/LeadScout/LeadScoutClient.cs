using System.Runtime.CompilerServices;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Jobs;
using LeadScout.Jobs.Reporting;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LeadScout;

/// <summary>
/// Labels texts and records: asks a teacher, an LLM, learns from each answer at once, and proves how far the rest can be off. One client
/// serves any number of questions and callers at a time; make one and share it. Thread-safe.
/// </summary>
/// <remarks>
/// What was answered is in the store, whatever becomes of the client: the next one pays for nothing twice. Disposing waits for the calls
/// that are out, since they are paid for; the store and the teacher stay their owner's.
/// </remarks>
public sealed class LeadScoutClient : IAsyncDisposable
{
    private readonly ITeacher _teacher;
    private readonly IStore _store;
    private readonly LeadScoutOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SpendingLimit _spending;
    private readonly InFlightTexts _inFlight;
    private readonly ProviderLimits _limits;
    private readonly StreamEmbedding? _embedding;
    private readonly OpenQuestions _questions;
    private readonly ListJobs _jobs;
    private readonly CancellationTokenSource _closing = new();
    private volatile bool _isDisposed;

    /// <summary>Makes a client. Nothing is asked and nothing is read yet.</summary>
    /// <param name="teacher">Whom to ask.</param>
    /// <param name="store">Where answers, calls and jobs are kept.</param>
    /// <param name="options">How to work; null for the defaults.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    /// <param name="loggerFactory">Told what happens, never a lead's text; null for nobody.</param>
    /// <exception cref="OptionsValidationException">An option is not allowed, or there is a limit on money and the price is
    /// unknown.</exception>
    public LeadScoutClient(
        ITeacher teacher,
        IStore store,
        LeadScoutOptions? options = null,
        TimeProvider? timeProvider = null,
        ILoggerFactory? loggerFactory = null)
    {
        ArgumentNullException.ThrowIfNull(teacher);
        ArgumentNullException.ThrowIfNull(store);
        _options = options ?? new LeadScoutOptions();
        if (LeadScoutOptionsValidator.Problems(_options, teacher).ToArray() is { Length: > 0 } problems)
        {
            throw new OptionsValidationException(nameof(LeadScoutOptions), typeof(LeadScoutOptions), problems);
        }

        (_teacher, _store, _clock) = (teacher, store, timeProvider ?? TimeProvider.System);
        _logger = (ILogger?)loggerFactory?.CreateLogger<LeadScoutClient>() ?? NullLogger.Instance;
        _spending = new SpendingLimit(_options.MaxCostUsd is { } dollars ? Money.OfDollars(dollars) : null, Money.Zero);
        (_inFlight, _limits) = (new InFlightTexts(store), new ProviderLimits(_clock));
        _questions = new OpenQuestions(OpenAsync);
        _embedding = _options.Embedder is { } embedder ? EmbeddingBy(embedder) : null;
        var retry = new RetryPolicy { Patience = _options.Patience };
        _jobs = new ListJobs(store, teacher, _spending, retry, _clock, _inFlight, _limits, _logger);
    }

    /// <summary>What the client has spent, and what is left of <see cref="LeadScoutOptions.MaxCostUsd"/>.</summary>
    public SpendingStatement Spending => new(
        _spending.Limit,
        _spending.Reserved,
        _teacher.Profile.Price is null ? null : _spending.Spent,
        _teacher.Profile.Price is null ? null : _spending.PossiblyBilled,
        _spending.Left);

    /// <summary>Decides one text: a person's answer, the teacher's from before, a rule, the student, or the teacher now.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="text">The text as it stands.</param>
    /// <param name="cancellationToken">Ends the waiting; a call that is out comes home all the same, and is learned from.</param>
    /// <returns>A label and who gave it; or undecided with the reason: a blank text, a teacher that gave no usable answer, a spending limit
    /// that is reached.</returns>
    /// <exception cref="TeacherUnavailableException">The teacher can't be reached or refuses.</exception>
    /// <exception cref="BadInputException">The store can't be used.</exception>
    public async Task<Classification> ClassifyAsync(Question question, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(question);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var open = await _questions.EnterAsync(question, cancellationToken).ConfigureAwait(false);
        try
        {
            return await ClassifyAsync(open, text, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            open.Leave();
        }
    }

    /// <summary>
    /// Decides a stream of your records, which may be endless; in their order, each with what was decided about it. Texts that are asked
    /// share calls, so it reads a little ahead.
    /// </summary>
    /// <typeparam name="T">Your record's type.</typeparam>
    /// <param name="question">What is asked.</param>
    /// <param name="leads">Your records, read on the thread pool, not in the caller's synchronisation context.</param>
    /// <param name="selector">The text of a record; null or blank for none. Called on the thread pool, too.</param>
    /// <param name="cancellationToken">Ends the stream; calls that are out come home all the same, and are learned from.</param>
    /// <exception cref="TeacherUnavailableException">The teacher can't be reached or refuses. What came before it stands.</exception>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<(T Item, Classification Result)> ClassifyAsync<T>(
        Question question, IAsyncEnumerable<T> leads, Func<T, string?> selector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(leads);
        ArgumentNullException.ThrowIfNull(selector);
        return StreamAsync(question, leads, selector, cancellationToken);
    }

    /// <summary>Decides your records; in their order, each with what was decided about it.</summary>
    /// <inheritdoc cref="ClassifyAsync{T}(Question, IAsyncEnumerable{T}, Func{T, string}, CancellationToken)"/>
    public IAsyncEnumerable<(T Item, Classification Result)> ClassifyAsync<T>(
        Question question, IEnumerable<T> leads, Func<T, string?> selector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(leads);
        ArgumentNullException.ThrowIfNull(selector);
        return StreamAsync(question, leads.ToAsyncEnumerable(), selector, cancellationToken);
    }

    /// <summary>
    /// Labels a whole list of your records as a job: it asks what teaches most first, and ends with a certificate for the list. Run it again
    /// after a crash, a cancellation or an empty spending limit, and it goes on; run it again when it is done, and it reads the result
    /// without asking anybody.
    /// </summary>
    /// <remarks>
    /// To keep labels that records have already, give only the others, and those whose label is to be decided anew: the certificate is about what
    /// is given.
    /// </remarks>
    /// <typeparam name="T">Your record's type.</typeparam>
    /// <param name="question">What is asked.</param>
    /// <param name="leads">Your records. The job is known by their texts, in their order.</param>
    /// <param name="selector">The text of a record; null or blank for none.</param>
    /// <param name="options">How to go about it; null for the defaults.</param>
    /// <param name="progress">Told of every step; null for nobody.</param>
    /// <param name="cancellationToken">Stops the job: calls that are out come home and are kept, and the job is saved.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is not allowed.</exception>
    /// <exception cref="BadInputException">The job can't be carried out as it stands; nothing was asked.</exception>
    /// <exception cref="TeacherUnavailableException">The teacher can't be reached or refuses; the job is saved.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the job is saved.</exception>
    public async Task<LabelResult<T>> LabelAsync<T>(
        Question question,
        IEnumerable<T> leads,
        Func<T, string?> selector,
        LabelOptions? options = null,
        IProgress<JobProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(leads);
        ArgumentNullException.ThrowIfNull(selector);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        T[] records = [.. leads];
        string[] texts = Array.ConvertAll(records, lead => selector(lead) ?? "");
        var (list, outcome) = await _jobs.RunAsync(question, texts, options ?? new LabelOptions(), progress, cancellationToken)
            .ConfigureAwait(false);
        foreach (var open in await _questions.OfAsync(question.Version).ConfigureAwait(false))
        {
            await open.CatchUpAsync(CancellationToken.None).ConfigureAwait(false);
        }

        return new LabelResult<T>
        {
            Job = outcome.Job.Id,
            State = outcome.Job.State,
            StoppedBecause = outcome.StoppedBecause?.ToString(),
            NewCalls = outcome.NewCalls,
            Report = outcome.Job.Report!,
            Leads =
            [
                .. records.Zip(list.Result, (lead, cells) => new LabelledLead<T>(lead, cells.Label)
                {
                    Source = cells.Source,
                    Confidence = cells.Confidence,
                    UndecidedReason = cells.UndecidedReason,
                    IsGuess = cells.IsGuess,
                }),
            ],
        };
    }

    /// <summary>Says what labelling a list will probably cost. Asks nobody and keeps nothing.</summary>
    /// <typeparam name="T">Your record's type.</typeparam>
    /// <param name="question">What would be asked.</param>
    /// <param name="leads">Your records.</param>
    /// <param name="selector">The text of a record; null or blank for none.</param>
    /// <param name="options">How the job would go about it; null for the defaults.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<JobForecast> ForecastAsync<T>(
        Question question,
        IEnumerable<T> leads,
        Func<T, string?> selector,
        LabelOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(leads);
        ArgumentNullException.ThrowIfNull(selector);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _jobs.ForecastAsync(
            question, [.. leads.Select(lead => selector(lead) ?? "")], options ?? new LabelOptions(), cancellationToken);
    }

    /// <summary>
    /// Records a person's answer. It outranks the teacher's at once, in the next text and in the next job; saying the same again changes
    /// nothing.
    /// </summary>
    /// <param name="question">What was asked.</param>
    /// <param name="text">The text, not blank.</param>
    /// <param name="label">One of the question's labels; case and accents are forgiven where no two labels differ in them alone.</param>
    /// <param name="by">Who says so, not blank.</param>
    /// <param name="cancellationToken">Ends it before anything is recorded.</param>
    /// <exception cref="ArgumentException">The text is blank, or the label is none of the question's.</exception>
    /// <exception cref="BadInputException">The text holds nothing that can be seen.</exception>
    public async Task CorrectAsync(
        Question question, string text, string label, string by, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        var index = new LabelMatcher(question).IndexOf(label);
        var known = index >= 0
            ? question.Labels[index].Name
            : throw new ArgumentException(
                $"'{label}' is no label of the question '{question.Name}'. Its labels are: {string.Join(", ", question.Labels)}.", nameof(label));
        var answer = Answer.OfPerson(question, _store.Keys, text, known, by.Trim(), _clock.GetUtcNow());
        var open = await FindAsync(question, cancellationToken).ConfigureAwait(false);
        var isNew = await open.CorrectAsync(answer, cancellationToken).ConfigureAwait(false);
        foreach (var other in await _questions.OfAsync(question.Version).ConfigureAwait(false))
        {
            await (other == open ? Task.CompletedTask : other.CatchUpAsync(CancellationToken.None)).ConfigureAwait(false);
        }

        if (isNew)
        {
            LeadScoutLog.Corrected(_logger, question.Name);
        }
    }

    /// <summary>
    /// What is known about a text and why, or else what the student would say, which nothing has proven; with what the text means and the
    /// answered texts nearest to it, where the store has its vector. Asks and embeds nothing, and counts for nothing. Where the client has no
    /// <see cref="LeadScoutOptions.Embedder"/> and the store has vectors, it reads all answers to the question: about 0.2 ms each.
    /// </summary>
    /// <param name="question">What would be asked.</param>
    /// <param name="text">The text as it stands.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Classification> ExplainAsync(Question question, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var open = await FindAsync(question, cancellationToken).ConfigureAwait(false);
        return _embedding is null && open.Cascade.Known(text) is null
            && (await _store.VectorModelsAsync(_store.Keys.Of(text), cancellationToken).ConfigureAwait(false)).Count > 0
                ? await Explanation.OfAsync(question, _teacher.Profile.Name, _store, _store, text, cancellationToken).ConfigureAwait(false)
                : await open.Cascade.ExplainAsync(text, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// What the audits prove about the texts that this client has decided for a question, one by one and in streams, jobs not included. It
    /// is true at every moment of the stream, with the options' confidence.
    /// </summary>
    /// <param name="question">The question.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Certificate> CertificateAsync(Question question, CancellationToken cancellationToken = default) =>
        (await FindAsync(question, cancellationToken).ConfigureAwait(false)).Cascade.Certificate;

    /// <summary>What the audits of a job prove about its list; null where there is no such job, or it never came so far.</summary>
    /// <param name="job">The job, as its result names it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Certificate?> CertificateAsync(JobId job, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return (await _store.FindAsync(job, cancellationToken).ConfigureAwait(false))?.Report?.Certificate;
    }

    /// <summary>
    /// Forgets texts for good: their answers to every question go, and what was learned from them. Bills stay. The certificates of this
    /// client's streams begin anew, since they were about a student that is no more. A stream that is being read says none of the answers any
    /// more; its student goes when it ends.
    /// </summary>
    /// <param name="texts">The texts as they stand.</param>
    /// <param name="cancellationToken">Ends it before anything is forgotten.</param>
    public async Task<Forgotten> ForgetAsync(IEnumerable<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        var what = Forgetting.Texts(texts.Select(_store.Keys.Of));
        var forgotten = what.Keys.IsEmpty ? new Forgotten(0, 0, 0) : await ForgetAsync(what, cancellationToken).ConfigureAwait(false);
        if (forgotten.Any)
        {
            LeadScoutLog.Forgot(_logger, forgotten.Answers);
        }

        return forgotten;
    }

    private async Task<Forgotten> ForgetAsync(Forgetting what, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.ForgetAsync(what, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Also where it fails, for it may be written all the same; and where nothing is left: what is open may know what others took away.
            _questions.Close(null);
            foreach (var closed in await _questions.ClosedInUseAsync().ConfigureAwait(false))
            {
                await closed.ForgetAsync(what.Keys).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Waits for the calls that are out, so that what they bring is kept. Running jobs are stopped and saved.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await _closing.CancelAsync().ConfigureAwait(false); // streams ask nothing more
            await _jobs.DisposeAsync().ConfigureAwait(false);
            await _questions.DrainAsync().ConfigureAwait(false);
            _closing.Dispose();
        }
    }

    private async IAsyncEnumerable<(T Item, Classification Result)> StreamAsync<T>(
        Question question, IAsyncEnumerable<T> leads, Func<T, string?> selector, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        var open = await _questions.EnterAsync(question, cancellationToken).ConfigureAwait(false);
        try
        {
            var decided = open.Cascade.ClassifyAsync(leads, lead => selector(lead) ?? "", ending.Token);
            var rows = decided.GetAsyncEnumerator(CancellationToken.None);
            await using var ended = rows.ConfigureAwait(false);
            while (await NextAsync(rows, cancellationToken).ConfigureAwait(false))
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                yield return (rows.Current.Item, Told(open, rows.Current.Classification));
            }
        }
        finally
        {
            open.Leave();
        }
    }

    private async Task<bool> NextAsync<T>(
        IAsyncEnumerator<(T Item, Classification Classification)> rows, CancellationToken cancellationToken)
    {
        try
        {
            return await rows.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_isDisposed && !cancellationToken.IsCancellationRequested)
        {
            throw new ObjectDisposedException(nameof(LeadScoutClient));
        }
    }

    private async Task<Classification> ClassifyAsync(OpenQuestion open, string text, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested(); // who has left pays nothing
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Told(open, await open.Cascade.ClassifyAsync(text, cancellationToken).ConfigureAwait(false));
    }

    private Classification Told(OpenQuestion open, Classification classification)
    {
        if (classification.Stop is { Kind: AskStopKind.TeacherUnavailable } stop)
        {
            LeadScoutLog.Unavailable(_logger, _teacher.Profile.Name, open.Question.Name, stop.Message.ToString());
            throw new TeacherUnavailableException(stop.Message.ToString(), stop.Cause ?? classification.Cause);
        }

        if (classification.Decision.Reason == UndecidedReason.OutOfMoney && open.IsFirstOutOfMoney())
        {
            LeadScoutLog.OutOfMoney(_logger, open.Question.Name, classification.Reason);
        }

        return classification;
    }

    private Task<OpenQuestion> FindAsync(Question question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _questions.FindAsync(question, cancellationToken);
    }

    private async Task<OpenQuestion> OpenAsync(Question question)
    {
        var cascade = await Cascade.OpenAsync(
            question,
            _teacher,
            _store,
            new CascadeOptions
            {
                Budget = _options.Budget,
                Seed = _options.Seed,
                Spending = _spending,
                RowsPerCall = _options.RowsPerCall,
                Linger = _options.Linger,
                Concurrency = _options.Concurrency,
                InFlight = _inFlight,
                Shared = _limits,
                Embedding = _embedding,
                Retry = new RetryPolicy { Patience = _options.Patience },
            },
            _clock).ConfigureAwait(false);
        LeadScoutLog.Opened(_logger, question.Name, question.Version.ToString(), _teacher.Profile.Name);
        return new OpenQuestion(question, _teacher.Profile.Name, cascade, _store);
    }

    private StreamEmbedding EmbeddingBy(IEmbedder embedder) => new(embedder, _store, _store, _spending, _clock, _limits)
    {
        Opening = texts =>
        {
            if (texts.Count > 0)
            {
                LeadScoutLog.EmbedsAnswered(_logger, texts.Count, embedder.Model, embedder.SentTo);
            }
        },
        Failed = because => LeadScoutLog.NotEmbedded(_logger, embedder.Model, because),
        HeldBack = because => LeadScoutLog.HeldBack(_logger, embedder.Model, because),
    };
}
