using System.Collections.Immutable;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>What is left to ask in a job with one or more questions. Not thread-safe.</summary>
internal sealed class JobForecaster
{
    private readonly ImmutableArray<QuestionForecaster> _forecasters;

    public JobForecaster(ImmutableArray<QuestionRun> runs, JobContext context) =>
        _forecasters =
            [.. runs.Select(run => new QuestionForecaster(run, context.Request.Settings.RowsPerCall, context.Teacher, AskModel.BuiltIn, context.Request.Settings.Canaries))];

    /// <summary>What is left by the plans as they stand.</summary>
    /// <param name="asked">By question run: the texts that this run has asked, or found settled, so far.</param>
    /// <param name="thinking">What replies have shown of the teacher's thinking.</param>
    public Forecast Left(IReadOnlyList<int> asked, ThinkingRecord thinking) => _forecasters.Index()
        .GroupBy(pair => pair.Item.QuestionRun.Texts)
        .Select(
            sharing => Together([.. sharing.Select(pair => pair.Item.Left(asked[pair.Index], thinking))], sharing.Key, [.. sharing.Select(pair => pair.Item.QuestionRun)]))
        .Aggregate(SeveralForecasts.Apart);

    /// <summary>What a finished job has left.</summary>
    public Forecast Nothing() => _forecasters[0].Of(ForecastFeatures.Nothing, 0, default);

    private static Forecast Together(Forecast[] forecasts, LeadTexts texts, QuestionRun[] sharing)
    {
        // Where every open text is asked anyway, it is asked for all its questions at once; a learning question run takes an answer along
        // only now and then.
        var open = Enumerable.Range(0, texts.Count).Count(text => Array.Exists(sharing, run => run.Plan.Decisions[text] is null));
        var all = Array.TrueForAll(forecasts, one => one.Basis == ForecastBasis.Exact && one.ForecastFeatures.Open == open);
        return forecasts.Aggregate(
            all && Array.TrueForAll(forecasts, one => one.ForecastFeatures.IsInListOrder) ? SeveralForecasts.Together
            : all ? SeveralForecasts.SharingMost
            : SeveralForecasts.Sharing);
    }
}
