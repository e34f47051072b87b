using LeadScout.Classifiers;
using LeadScout.Statistics;
using LeadScout.StoreKit;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Savings.Runs;

/// <summary>
/// Puts a trial's rows through the product's cascade, one at a time in their order, each reply learned from before the next text.
/// </summary>
internal static class StreamRun
{
    /// <summary>Runs the stream at an error budget.</summary>
    public static async Task<MethodOutcome> RunAsync(Trial trial, ErrorBudget budget)
    {
        var cascade = await OpenAsync(trial, new CascadeOptions { Budget = budget, Seed = trial.Seed });
        var output = new int[trial.Sample.Rows.Length];
        for (var row = 0; row < output.Length; row++)
        {
            output[row] = (await cascade.ClassifyAsync(trial.Set.Rows[trial.Sample.Rows[row]].Text)).Decision.Label;
        }

        return new MethodOutcome(output, cascade.Certificate);
    }

    /// <summary>The same as one stream whose texts share calls, as many in flight as the trial says.</summary>
    public static async Task<MethodOutcome> RunInCallsAsync(Trial trial, ErrorBudget budget)
    {
        var cascade = await OpenAsync(
            trial,
            new CascadeOptions
            {
                Budget = budget,
                Seed = trial.Seed,
                RowsPerCall = trial.Options.RowsPerCall,
                Concurrency = trial.Options.Concurrency,
            });
        var rows = trial.Sample.Rows.Select(row => trial.Set.Rows[row].Text).ToAsyncEnumerable();
        var output = await cascade.ClassifyAsync(rows).Select(decided => decided.Decision.Label).ToArrayAsync();
        return new MethodOutcome(output, cascade.Certificate);
    }

    /// <summary>Runs it one text at a time with a student whose words are changed before anybody sees them.</summary>
    public static async Task<MethodOutcome> RunMisledAsync(Trial trial, ErrorBudget budget, Func<Prediction, Prediction> mislead)
    {
        var question = trial.Set.Question;
        var student = new StreamStudent(question.Labels.Length);
        var cascade = await Cascade.OpenAsync(
            question,
            trial.Teacher,
            new InMemoryStore(),
            new CascadeOptions { Budget = budget, Seed = trial.Seed },
            new StoppedClock(),
            text => student.Predict(text) is { } said ? mislead(said) : null,
            CancellationToken.None);
        var output = new int[trial.Sample.Rows.Length];
        for (var row = 0; row < output.Length; row++)
        {
            var text = trial.Set.Rows[trial.Sample.Rows[row]].Text;
            var decision = (await cascade.ClassifyAsync(text)).Decision;
            output[row] = decision.Label;
            if (decision.Source == DecisionSource.Teacher)
            {
                student.Learn(TextNormaliser.Normalise(text), decision.Label);
            }
        }

        return new MethodOutcome(output, cascade.Certificate);
    }

    private static Task<Cascade> OpenAsync(Trial trial, CascadeOptions options) =>
        Cascade.OpenAsync(trial.Set.Question, trial.Teacher, new InMemoryStore(), options, new StoppedClock());

    /// <summary>The draws depend on the time of opening, and a run has to be repeatable.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;
    }
}
