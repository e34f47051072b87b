using LeadScout.Forecasts;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Savings.Runs;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Teaching.Limits;

namespace LeadScout.Savings.Forecasts;

/// <summary>
/// Forecasts a list, probes it twice, and runs its job to the end, all through the product's own runner, and remembers what was known on
/// the way.
/// </summary>
internal sealed class ForecastRun(ForecastList list)
{
    private const int Probe = 100;
    private const double Growth = 1.1;

    private readonly List<(Moment Moment, int Asked, int Calls, decimal Dollars, Forecast Left)> _seen = [];

    /// <summary>Runs it.</summary>
    public async Task<ForecastPoint[]> RunAsync(CancellationToken cancellation)
    {
        var (trial, store) = (list.Trial, new InMemoryStore());
        var runner = new JobRunner(store, new RetryPolicy(), TimeProvider.System);
        if (list.EarlierRows > 0)
        {
            var earlier = new Trial(list.Earlier, list.Seed, trial.Options);
            await runner.RunAsync(RequestOf(earlier, new ErrorBudget(0, 0.95)), earlier.Teacher, null, cancellation);
        }

        var request = RequestOf(trial, list.Budget);
        var call = trial.Options.RowsPerCall;
        foreach (var (moment, probe) in new[]
        {
            (Moment.Before, 0), (Moment.FirstCall, call), (Moment.Probe100, Probe - call), (Moment.Probe200, Probe),
        })
        {
            var forecast = probe == 0
                ? await runner.ForecastAsync(request, trial.Teacher, null, null, cancellation)
                : await runner.ProbeAsync(request, trial.Teacher, null, probe, null, cancellation);
            _seen.Add((moment, trial.Teacher.AskedTexts, trial.Teacher.Calls, DollarsOf(trial), forecast.Left));
        }

        // Calls and money are not compared while it runs: what is in flight is paid for here, but not yet there.
        var live = new Live(progress =>
        {
            if (progress.AskedTexts >= _seen[^1].Asked * Growth)
            {
                _seen.Add((Moment.Live, progress.AskedTexts, 0, 0, progress.Left!));
            }
        });
        await runner.RunAsync(request, trial.Teacher, live, cancellation);
        var (asked, calls, dollars) = (trial.Teacher.AskedTexts, trial.Teacher.Calls, DollarsOf(trial));
        return [.. _seen.Select(at => new ForecastPoint(list, at.Moment, at.Asked, at.Left.ForecastFeatures, at.Left.Tokens, asked - at.Asked, calls - at.Calls, dollars - at.Dollars))];
    }

    private static decimal DollarsOf(Trial trial) => trial.Options.Price.Of(trial.Teacher.Usage).Dollars;

    private static JobRequest RequestOf(Trial trial, ErrorBudget budget) => new(
        new ListInMemory(trial.Sample).File,
        "result",
        trial.Set.Question,
        new JobSettings { Budget = budget, Seed = trial.Seed, RowsPerCall = trial.Options.RowsPerCall, Concurrency = trial.Options.Concurrency });

    private sealed class Live(Action<JobProgress> refreshed) : IProgress<JobProgress>
    {
        private Forecast? _latest;

        public void Report(JobProgress value)
        {
            if (value.Left is { } left && !ReferenceEquals(left, _latest) && value.Phase != JobPhase.Writing)
            {
                _latest = left;
                refreshed(value);
            }
        }
    }
}
