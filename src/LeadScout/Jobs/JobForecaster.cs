using LeadScout.Forecasts;
using LeadScout.Teaching;

namespace LeadScout.Jobs;

/// <summary>Turns what a plan says about its remaining asks into calls, tokens and money, by the prompts of the list's own texts. Not thread-safe.</summary>
internal sealed class JobForecaster
{
    private const int SampledTexts = 200;

    private readonly AskModel _model;
    private readonly CallTokens _tokens;
    private readonly Price? _price;

    public JobForecaster(Intake intake, JobRequest request, ITeacher teacher, AskModel model)
    {
        (_model, _price) = (model, teacher.Price);
        var texts = intake.Texts;
        int[] open = [.. Enumerable.Range(0, texts.Count).Where(text => intake.Decisions[text] is null)];
        int[] sample = [.. open.Where((_, i) => i % Math.Max(1, open.Length / SampledTexts) == 0).Take(SampledTexts)];
        _tokens = CallTokens.Through(
            [.. sample.Select(text => teacher.Estimate(new Ask(request.Question, [texts.Text(text)])))],
            [.. Packed(sample).Select(batch => teacher.Estimate(new Ask(request.Question, [.. batch.Texts.Select(texts.Text)])))]);

        IEnumerable<Batch> Packed(int[] some)
        {
            var packer = new BatchPacker(texts, request.Settings.RowsPerCall, together => teacher.Fits(new Ask(request.Question, together)));
            packer.Add(some);
            while (packer.TryTake() is { } batch)
            {
                yield return batch;
            }
        }
    }

    /// <summary>What is left to ask.</summary>
    /// <param name="signs">What the plan says.</param>
    /// <param name="settled">Texts among them that an earlier run has paid for.</param>
    public Forecast Of(Signs signs, long settled)
    {
        var asks = _model.Asks(signs).Select(texts => Math.Max(0, texts - settled));
        var calls = signs.Calls is { } known && settled == 0 ? new Interval<long>(known, known, known) : _model.Calls(asks, signs.TextsPerCall);
        Usage[] usage = [_tokens.Of(calls.Least, asks.Least), _tokens.Of(calls.Expected, asks.Expected), _tokens.Of(calls.Most, asks.Most)];
        return new Forecast
        {
            Signs = signs,
            Tokens = _tokens,
            Basis = AskModel.BasisOf(signs),
            Asks = asks,
            Calls = calls,
            InputTokens = new(usage[0].InputTokens, usage[1].InputTokens, usage[2].InputTokens),
            OutputTokens = new(usage[0].OutputTokens, usage[1].OutputTokens, usage[2].OutputTokens),
            Cost = _price is { } price ? new Interval<Money>(price.Of(usage[0]), price.Of(usage[1]), price.Of(usage[2])) : null,
        };
    }
}
