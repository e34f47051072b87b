using LeadScout.Forecasts;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Turns what a question run's plan says about its remaining asks into calls, tokens and money, by the prompts of the list's own texts. Not
/// thread-safe.
/// </summary>
internal sealed class QuestionForecaster
{
    private const int SampledTexts = 200;
    private const int MostPacked = 50_000;

    private readonly AskModel _model;
    private readonly CallTokens _tokens;
    private readonly TeacherProfile _teacher;
    private readonly Price? _price;
    private readonly double _textsPerCall = 1;
    private readonly int _fullestCall = 1;
    private readonly bool _isInOrder = true; // at most one text goes alone while others gather around it
    private readonly int _settled;

    public QuestionForecaster(QuestionRun run, int rowsPerCall, TeacherProfile teacher, AskModel model, int canaries = 0)
    {
        (QuestionRun, _model, _teacher, _price, _settled) = (run, model, teacher, teacher.Price, run.SettledTexts());
        int[] open = [.. run.Plan.MayAsk.Distinct()];
        int[] sample = [.. open.Where((_, i) => i % Math.Max(1, open.Length / SampledTexts) == 0).Take(SampledTexts)];
        _tokens = CallTokens.Through(
            [.. sample.Select(text => teacher.Estimate(new Ask(run.Question, [run.Texts.Text(text)])))],
            [.. run.Packed(sample, rowsPerCall, teacher.Fits).Select(teacher.Estimate)]).Guarded(canaries);
        if (open.Length > 0)
        {
            var packed = run.Plan.FeaturesFor(1).IsInListOrder ? run.Plan.MayAsk : Some(open);
            int[] calls = [.. run.Packed(packed, rowsPerCall, teacher.Fits).Select(ask => ask.Texts.Length)];
            (_textsPerCall, _fullestCall) = ((double)packed.Count / calls.Length, calls.Max());
            _isInOrder = _fullestCall == 1 || packed.Where(text => LoneText.Is(run.Texts.Text(text))).Take(2).Count() < 2;
        }
    }

    public QuestionRun QuestionRun { get; }

    /// <summary>What is left by the plan as it stands.</summary>
    /// <param name="asked">Texts that this run has asked, or found settled, so far.</param>
    /// <param name="thinking">What replies have shown of the teacher's thinking.</param>
    public Forecast Left(int asked, ThinkingRecord thinking) =>
        Of(QuestionRun.Plan.FeaturesFor(_textsPerCall), Math.Max(0, _settled - asked), thinking);

    /// <summary>What is left to ask.</summary>
    /// <param name="features">What the plan says.</param>
    /// <param name="settled">Texts among them that an earlier run has paid for.</param>
    /// <param name="thinking">What replies have shown of the teacher's thinking; before there were any, the teacher's own guess
    /// counts.</param>
    public Forecast Of(ForecastFeatures features, long settled, ThinkingRecord thinking)
    {
        var (least, tokens, most) = CallTokens.Thinking(_tokens, _teacher.Thinking, thinking);
        var asks = _model.Asks(features).Select(texts => Math.Max(0, texts - settled));
        var calls = features.IsInListOrder && settled == 0 && _isInOrder
            ? asks.Select(texts => (long)Math.Ceiling((texts / features.TextsPerCall) - 1e-9))
            : Full(_model.Calls(asks, features.TextsPerCall), asks, settled == 0);
        Usage[] usage = [least.Of(calls.Least, asks.Least), tokens.Of(calls.Expected, asks.Expected), most.Of(calls.Most, asks.Most)];
        return new Forecast
        {
            UntilTelling = Math.Max(0, AskModel.UntilTelling(features) - settled),
            ForecastFeatures = features,
            Tokens = tokens,
            Basis = AskModel.BasisOf(features),
            Thinking = ThinkingBases.Of(_teacher.Thinking, thinking),
            Asks = asks,
            AsksForLabels = (long)Math.Min(asks.Expected, Math.Round(features.ForLabels)),
            Calls = calls,
            InputTokens = new(usage[0].InputTokens, usage[1].InputTokens, usage[2].InputTokens),
            OutputTokens = new(usage[0].OutputTokens, usage[1].OutputTokens, usage[2].OutputTokens),
            Cost = _price is { } price ? new Interval<Money>(price.Of(usage[0]), price.Of(usage[1]), price.Of(usage[2])) : null,
        };
    }

    /// <summary>
    /// The calls, where at the least all are as full as goes: so they are when it is known what is asked, but for those that an earlier run has
    /// begun. What fits into one call is one.
    /// </summary>
    private Interval<long> Full(Interval<long> calls, Interval<long> asks, bool isWhole)
    {
        var most = isWhole && asks.Most <= _fullestCall ? Math.Min(1, asks.Most) : calls.Most;
        var least = Math.Min(Math.Min(calls.Least, most), Of(asks.Least));
        return new(least, Math.Clamp(asks.IsExact ? Of(asks.Expected) : calls.Expected, least, most), most);

        long Of(long texts) => (texts + _fullestCall - 1) / _fullestCall;
    }

    /// <summary>
    /// All of up to <see cref="MostPacked"/> texts, else so many evenly spaced ones: a call's share of a long list is known well enough by
    /// them.
    /// </summary>
    private static int[] Some(int[] texts)
    {
        var stride = (texts.Length + MostPacked - 1) / MostPacked;
        return stride <= 1 ? texts : [.. texts.Where((_, i) => i % stride == 0)];
    }
}
