using System.Collections.Immutable;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>What is left to ask in a job with one or more questions. Not thread-safe.</summary>
internal sealed class JobForecaster
{
    private readonly ImmutableArray<StrandForecaster> _forecasters;

    public JobForecaster(ImmutableArray<Strand> strands, JobContext context) =>
        _forecasters = [.. strands.Select(strand => new StrandForecaster(strand, context.Request.Settings.RowsPerCall, context.Teacher, AskModel.BuiltIn))];

    /// <summary>What is left by the plans as they stand.</summary>
    /// <param name="asked">By strand: the texts that this run has asked, or found settled, so far.</param>
    /// <param name="thinking">What replies have shown of the teacher's thinking.</param>
    public Forecast Left(IReadOnlyList<int> asked, ThinkingRecord thinking) => _forecasters.Index()
        .GroupBy(pair => pair.Item.Strand.Texts)
        .Select(sharing => Together([.. sharing.Select(pair => pair.Item.Left(asked[pair.Index], thinking))], sharing.Key, [.. sharing.Select(pair => pair.Item.Strand)]))
        .Aggregate(SeveralForecasts.Apart);

    /// <summary>What a finished job has left.</summary>
    public Forecast Nothing() => _forecasters[0].Of(Signs.Nothing, 0, default);

    private static Forecast Together(Forecast[] forecasts, LeadTexts texts, Strand[] sharing)
    {
        // Where every open text is asked anyway, it is asked for all its questions at once; a learning strand takes an answer along only now and then.
        var open = Enumerable.Range(0, texts.Count).Count(text => Array.Exists(sharing, strand => strand.Plan.Decisions[text] is null));
        var all = Array.TrueForAll(forecasts, one => one.Basis == ForecastBasis.Exact && one.Signs.Open == open);
        return forecasts.Aggregate(
            all && Array.TrueForAll(forecasts, one => one.Signs.IsInListOrder) ? SeveralForecasts.Together
            : all ? SeveralForecasts.SharingMost
            : SeveralForecasts.Sharing);
    }
}
