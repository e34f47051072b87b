using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>
/// How full the plan keeps the calls in flight, in a world where a reply takes one unit of time and nothing else takes any.
/// </summary>
public sealed class WindowTests
{
    private static readonly JobSettings Settings = new();

    [Fact]
    public void A_learning_job_keeps_all_places_full_and_audits_one_call_at_a_time()
    {
        var plan = Plan();
        var (calls, audits, time) = Run(plan.QuestionRun, plan.Label);

        Assert.True(plan.QuestionRun.Plan.Certificate.Holds);
        Assert.InRange(plan.QuestionRun.Plan.Certificate.Audits, 1, 1_000);
        Assert.InRange(time, 1, (1.15 * calls / Settings.Concurrency) + audits);
    }

    [Fact]
    public void A_slow_reply_costs_no_more_than_it_lasts_longer()
    {
        var plan = Plan();

        var (calls, audits, time) = Run(plan.QuestionRun, plan.Label, batch => batch == 10 ? 1.5 : 1);

        Assert.InRange(time, 1, (1.15 * calls / Settings.Concurrency) + audits + 0.5);
    }

    private static (int Learning, int Auditing, double Time) Run(QuestionRun run, Func<string, int> label, Func<long, double>? lasts = null)
    {
        var scheduler = new BatchScheduler([run], Settings.RowsPerCall, _ => true);
        var places = new PriorityQueue<int, double>(Enumerable.Range(0, Settings.Concurrency).Select(place => (place, 0.0)));
        var inFlight = new Queue<(Batch Batch, double Home)>();
        var (learning, auditing, now) = (0, 0, 0.0);
        while (true)
        {
            while (inFlight.Count < Settings.Concurrency && scheduler.Next() is { } batch)
            {
                places.TryDequeue(out var place, out var free);
                var home = Math.Max(now, free) + (lasts?.Invoke(batch.Id.Number) ?? 1);
                places.Enqueue(place, home);
                inFlight.Enqueue((batch, home));
                var audits = batch.Asks.Any(planned => planned.Audit is not null);
                auditing += audits ? 1 : 0;
                learning += audits ? 0 : 1;
            }

            if (!inFlight.TryDequeue(out var oldest))
            {
                return (learning, auditing, now);
            }

            now = Math.Max(now, oldest.Home);
            foreach (var planned in oldest.Batch.Asks)
            {
                run.Fold(planned, AskOutcome.Answered(label(planned.Text)));
            }
        }
    }

    private static (QuestionRun QuestionRun, Func<string, int> Label) Plan()
    {
        string[] kinds = ["sales", "marketing", "other"];
        string[] ranks = ["head", "chief", "junior", "assistant", "lead", "senior", "deputy"];
        var random = new Random(5);
        var texts = new LeadTexts(TextKeys.Plain);
        for (var i = 0; i < 4_000; i++)
        {
            texts.Add($"{ranks[random.Next(ranks.Length)]} {kinds[random.Next(3)]} {random.Next(300)} person {random.Next(900)}");
        }

        var question = Samples.Question;
        var intake = new Intake(texts, [.. new Decision?[texts.Count]], new DeferredAsks(Settings));
        var knowledge = new JobKnowledge(
            new KnownDecisions(question), new Dictionary<TextKey, string>(), new JobReplay(question, Settings, null));
        var seeds = SeedSequence.Of(1, "test", 0);
        var run = new QuestionRun(
            question, intake, knowledge, new LearningPlan(intake, knowledge, question, Settings, seeds))
        { Seeds = seeds };
        return (run, text => text.EndsWith("17", StringComparison.Ordinal) ? 2 : Array.IndexOf(kinds, text.Split(' ')[1]));
    }
}
