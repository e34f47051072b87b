using System.Collections.Immutable;
using LeadScout.Forecasts;
using LeadScout.Jobs.Planning;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Teaching.Calls;
using LeadScout.Teaching.Limits;
using LeadScout.Teaching.Spending;

namespace LeadScout.Jobs.Reporting;

/// <summary>
/// Turns folds into progress. With several questions a row is decided in parts. Not thread-safe, but for what is said to be.
/// </summary>
internal sealed class JobMeter(ImmutableArray<QuestionRun> runs, JobContext context)
{
    // A forecast takes as long as planning a batch: it is refreshed whenever the asked texts have grown by a tenth, and so many.
    private const int FewestTexts = 20;

    private readonly JobForecaster _forecaster = new(runs, context);
    private readonly int[] _askedOf = new int[runs.Length];
    private readonly int[] _callsOf = new int[runs.Length]; // that brought a reply, those of earlier runs included
    private readonly int _distinctTexts = runs.Select(run => run.Texts).Distinct().Sum(texts => texts.Count);

    private readonly int _knownTexts = runs.GroupBy(run => run.Texts)
        .Sum(
            sharing => Enumerable.Range(0, sharing.Key.Count).Count(text => sharing.All(run => run.Intake.Decisions[text] is { IsDecided: true } || run.Settled(text).IsAnswered)));

    private readonly ReplyTimes _replies = new();
    private readonly bool _isPriced = runs.All(run => run.RowByRowCost is not null);
    private volatile JobProgress? _latest;
    private volatile TeacherWait? _waiting;
    private ImmutableArray<AnsweringModel> _models = [];
    private ThinkingRecord _thinking = context.Thinking;
    private int _refreshAt;
    private Forecast? _left;
    private int _callsSince; // since what is left was forecast
    private long _within; // rows decided, and those that the student could decide, when last counted
    private int _askedTexts;
    private int _calls;
    private int _failedCalls;
    private int _givenUp;
    private string? _lastGivenUp;

    /// <summary>Takes in which models answered in earlier runs of the job.</summary>
    public void Answered(IEnumerable<ReportedModel> earlier) => _models = [.. earlier.Select(model => new AnsweringModel(model.Teacher, model.Model))];

    /// <summary>What was expected before the first call of this run; null while there was none.</summary>
    public Forecast? First { get; private set; }

    /// <summary>Takes in the calls of earlier runs.</summary>
    public void GoOn(ImmutableArray<LedgerLine> ledger)
    {
        for (var i = 0; i < runs.Length; i++)
        {
            _callsOf[i] = Bill.OfQuestion(ledger, runs[i].Question.Version).AnsweredCalls;
        }
    }

    /// <summary>To be called before each call: the first one is announced with what it and the others will come to.</summary>
    public void Asking(SpendingLimit spending)
    {
        if (First is null)
        {
            First = _left = Left();
            _replies.Begin(context.Elapsed);
            Report(spending);
        }
    }

    /// <summary>What is left by the plans as they stand.</summary>
    public Forecast Left()
    {
        (_refreshAt, _callsSince) = (_askedTexts + FewestTexts + (_askedTexts / 10), 0);
        _within = runs.Sum(run => run.Plan.Decided.Rows + run.Plan.DecidableRows()) / runs.Length;
        return _forecaster.Left(_askedOf, _thinking);
    }

    /// <summary>Counts a folded batch and reports.</summary>
    public void Folded(Batch batch, AskResult result, SpendingLimit spending)
    {
        var asked = batch.Asks.Where(ask => !result.Of(ask).IsOpen).ToArray();
        for (var i = 0; i < runs.Length; i++)
        {
            _askedOf[i] += asked.Count(ask => ask.Question == runs[i].Question);
            _callsOf[i] += batch.Asks.Any(ask => ask.Question == runs[i].Question) ? result.Calls - result.FailedCalls : 0;
        }

        _askedTexts += asked.DistinctBy(ask => ask.Key).Count();
        Count(batch, result);
        if (context.Progress is not null && First is not null && (_askedTexts >= _refreshAt || IsAllDecided))
        {
            _left = Left();
        }

        // A forecast that asks nobody has nothing to show for it.
        if (result.Calls > 0 || asked.Length > 0)
        {
            Report(spending);
        }
    }

    /// <summary>Counts a folded batch of second asks, which decide nothing, and reports.</summary>
    public void Checked(Batch batch, AskResult result, SpendingLimit spending)
    {
        Count(batch, result);
        Report(spending, JobPhase.SelfCheck);
    }

    /// <summary>The plans have come to their end.</summary>
    public void Done()
    {
        (_left, _within) = (_forecaster.Nothing(), 0);
        First ??= _left;
    }

    /// <summary>Reports as things stand.</summary>
    public void Report(SpendingLimit spending, JobPhase? phase = null)
    {
        if (context.Progress is null)
        {
            return;
        }

        var decided = runs.Sum(run => run.Plan.Decided.Rows) / runs.Length;
        var all = runs[0].Texts.RowCount;
        var savings = runs.Select((run, i) => run.Plan.Decided.Savings(_askedOf[i], _callsOf[i])).Aggregate((sum, savings) => sum + savings);
        _latest = new JobProgress
        {
            Waiting = _waiting,
            Phase = phase ?? runs.Min(run => run.Plan.Phase),
            Rows = all,
            DistinctTexts = _distinctTexts,
            KnownTexts = _knownTexts,
            DecidedRows = decided,
            UndecidedRows = Math.Max(0, decided - (savings.Rows / runs.Length)),
            DecidableRows = Math.Max(0, _within - decided),
            ReusedRows = runs.Sum(run => run.Plan.Decided.ReusedRows) / runs.Length,
            AskedTexts = _askedTexts,
            Calls = _calls,
            FailedCalls = _failedCalls,
            GivenUpTexts = _givenUp,
            Models = _models,
            LastGivenUp = _lastGivenUp,
            Spent = _isPriced ? spending.Spent : null,
            PossiblyBilled = spending.PossiblyBilled,
            Reserved = spending.Reserved,
            Unspent = spending.Left,
            RowByRowCost = savings.RowByRow.Cost,
            Savings = savings,
            Left = _left,
            Elapsed = context.Elapsed,
            Remaining = Remaining(),
        };
        context.Progress.Report(_latest);
    }

    /// <summary>Reports what a teacher is being waited for, or that it is no longer. May be called from any thread.</summary>
    public void Report(TeacherWait? waiting)
    {
        _waiting = waiting;
        if (_latest is { } latest)
        {
            context.Progress?.Report(latest with { Waiting = waiting, Elapsed = context.Elapsed });
        }
    }

    private bool IsAllDecided => runs.All(run => run.Plan.Decided.Rows == run.Texts.RowCount);

    private TimeSpan? Remaining()
    {
        var settings = context.Request.Settings;
        return _left is { } left && _replies.Of(Math.Min(settings.Concurrency, runs.Min(run => run.Plan.Window))) is { } reply
            ? AskingTime.Of(Math.Max(0, left.Calls.Expected - _callsSince), left.ForecastFeatures.Answers, settings, reply)
            : null;
    }

    private void Count(Batch batch, AskResult result)
    {
        _replies.Add(context.Elapsed, result.Calls);
        _callsSince += result.Calls;
        var failures = batch.Asks.Select(ask => result.Of(ask).Failure).Where(failure => failure is not null).ToArray();
        _calls += result.Calls;
        _models = [.. _models.Union(result.Models)];
        _thinking += result.Lessons.Thinking;
        _failedCalls += result.FailedCalls;
        _givenUp += failures.Length;
        _lastGivenUp = failures.LastOrDefault() ?? _lastGivenUp;
    }
}
