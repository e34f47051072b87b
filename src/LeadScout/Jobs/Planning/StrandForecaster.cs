using LeadScout.Forecasts;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>Turns what a strand's plan says about its remaining asks into calls, tokens and money, by the prompts of the list's own texts. Not thread-safe.</summary>
internal sealed class StrandForecaster
{
    private const int SampledTexts = 200;
    private const int MostPacked = 50_000;

    private readonly AskModel _model;
    private readonly CallTokens _tokens;
    private readonly ITeacher _teacher;
    private readonly Price? _price;
    private readonly double _textsPerCall = 1;
    private readonly int _settled;

    public StrandForecaster(Strand strand, int rowsPerCall, ITeacher teacher, AskModel model)
    {
        (Strand, _model, _teacher, _price, _settled) = (strand, model, teacher, teacher.Price, strand.SettledTexts());
        int[] open = [.. strand.Plan.MayAsk.Distinct()];
        int[] sample = [.. open.Where((_, i) => i % Math.Max(1, open.Length / SampledTexts) == 0).Take(SampledTexts)];
        _tokens = CallTokens.Through(
            [.. sample.Select(text => teacher.Estimate(new Ask(strand.Question, [strand.Texts.Text(text)])))],
            [.. strand.Packed(sample, rowsPerCall, teacher.Fits).Select(teacher.Estimate)]);
        if (open.Length > 0)
        {
            var packed = strand.Plan.SignsFor(1).IsInListOrder ? strand.Plan.MayAsk : Some(open);
            _textsPerCall = (double)packed.Count / strand.Packed(packed, rowsPerCall, teacher.Fits).Count();
        }
    }

    public Strand Strand { get; }

    /// <summary>What is left by the plan as it stands.</summary>
    /// <param name="asked">Texts that this run has asked, or found settled, so far.</param>
    /// <param name="thinking">What replies have shown of the teacher's thinking.</param>
    public Forecast Left(int asked, ThinkingRecord thinking) => Of(Strand.Plan.SignsFor(_textsPerCall), Math.Max(0, _settled - asked), thinking);

    /// <summary>What is left to ask.</summary>
    /// <param name="signs">What the plan says.</param>
    /// <param name="settled">Texts among them that an earlier run has paid for.</param>
    /// <param name="thinking">What replies have shown of the teacher's thinking; before there were any, the teacher's own guess counts.</param>
    public Forecast Of(Signs signs, long settled, ThinkingRecord thinking)
    {
        var (least, tokens, most) = CallTokens.Thinking(_tokens, _teacher.Thinking, thinking);
        var asks = _model.Asks(signs).Select(texts => Math.Max(0, texts - settled));
        var calls = signs.IsInListOrder && settled == 0 ? asks.Select(texts => (long)Math.Ceiling((texts / signs.TextsPerCall) - 1e-9)) : _model.Calls(asks, signs.TextsPerCall);
        Usage[] usage = [least.Of(calls.Least, asks.Least), tokens.Of(calls.Expected, asks.Expected), most.Of(calls.Most, asks.Most)];
        return new Forecast
        {
            Signs = signs,
            Tokens = tokens,
            Basis = AskModel.BasisOf(signs),
            Thinking = ThinkingBases.Of(_teacher.Thinking, thinking),
            Asks = asks,
            Calls = calls,
            InputTokens = new(usage[0].InputTokens, usage[1].InputTokens, usage[2].InputTokens),
            OutputTokens = new(usage[0].OutputTokens, usage[1].OutputTokens, usage[2].OutputTokens),
            Cost = _price is { } price ? new Interval<Money>(price.Of(usage[0]), price.Of(usage[1]), price.Of(usage[2])) : null,
        };
    }

    /// <summary>All of up to <see cref="MostPacked"/> texts, else so many evenly spaced ones: a call's share of a long list is known well enough by them.</summary>
    private static int[] Some(int[] texts)
    {
        var stride = (texts.Length + MostPacked - 1) / MostPacked;
        return stride <= 1 ? texts : [.. texts.Where((_, i) => i % stride == 0)];
    }
}
