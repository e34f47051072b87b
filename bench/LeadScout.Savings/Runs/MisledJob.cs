using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;

namespace LeadScout.Savings.Runs;

/// <summary>
/// Runs the product's own plan and scheduler over a trial's list with a student whose words are changed before anybody sees them. The
/// service is left out: a reply is folded when as many later batches have been planned as a job would keep in flight.
/// </summary>
internal static class MisledJob
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="trial">The list and its teacher.</param>
    /// <param name="budget">What is to be certified.</param>
    /// <param name="mislead">By index of the distinct text: what is said in place of what the student says.</param>
    public static async Task<MethodOutcome> RunAsync(Trial trial, ErrorBudget budget, Func<int, Prediction, Prediction> mislead)
    {
        var settings =
            new JobSettings { Budget = budget, Seed = trial.Seed, RowsPerCall = trial.Options.RowsPerCall, Concurrency = trial.Options.Concurrency };
        var known = new KnownDecisions(trial.Set.Question);
        var request = new JobRequest(new ListInMemory(trial.Sample).File, "result", trial.Set.Question, settings);
        var intake = Intake.Read(request, Texts.TextKeys.Plain, [known], false, _ => { }, CancellationToken.None)[0];
        var knowledge = new JobKnowledge(known, new Dictionary<Texts.TextKey, string>(), new JobReplay(trial.Set.Question, settings, null));
        var seeds = SeedSequence.Of(trial.Seed, request.Input.Hash, 0);
        var plan = new LearningPlan(intake, knowledge, trial.Set.Question, settings, seeds, new LearningPlanOptions { Mislead = mislead });
        var scheduler = new BatchScheduler(
            [new QuestionRun(trial.Set.Question, intake, knowledge, plan) { Seeds = seeds }], settings.RowsPerCall, _ => true);
        await AskAsync(scheduler, trial);
        plan.Conclude();
        var output = trial.Sample.Rows.Select(row => plan.Decisions[intake.Texts.IndexOf(trial.Set.Rows[row].Text)]?.Label ?? -1);
        return new MethodOutcome([.. output], plan.Certificate);
    }

    private static async Task AskAsync(BatchScheduler scheduler, Trial trial)
    {
        var inFlight = new Queue<Batch>();
        while (true)
        {
            while (inFlight.Count < trial.Options.Concurrency && scheduler.Next() is { } batch)
            {
                inFlight.Enqueue(batch);
            }

            if (!inFlight.TryDequeue(out var oldest))
            {
                return;
            }

            var reply = await trial.Teacher.AskAsync(
                new Ask(trial.Set.Question, [.. oldest.Asks.Select(ask => ask.Text)]),
                CancellationToken.None);
            var outcomes = oldest.Asks.Zip(reply.Items).ToDictionary(pair => pair.First.Id, pair => pair.Second);
            scheduler.Fold(oldest, new AskResult { Outcomes = outcomes });
        }
    }
}
