using LeadScout.ActiveLearning;
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
/// How many calls a plan keeps in flight, in a world where a reply takes one unit of time and nothing else takes any.
/// </summary>
public sealed class WindowTests
{
    private static readonly JobSettings Settings = new();

    [Fact]
    public void It_begins_with_one_call_and_keeps_no_more_in_flight_than_an_eighth_of_the_answers()
    {
        var (run, _) = Plan(900);
        var moments = new List<(int Answers, int InFlight)>();

        Run(run, WithoutAnyRule, planned: (answers, inFlight) => moments.Add((answers, inFlight)));

        Assert.All(moments, moment => Assert.InRange(moment.InFlight, 1, Math.Max(1, moment.Answers / 8 / Settings.RowsPerCall)));
        Assert.Contains(moments, moment => moment.InFlight > 1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(319, 1)]
    [InlineData(320, 2)]
    [InlineData(1_280, 8)]
    public void The_window_is_a_share_of_the_answers(int answers, int calls) =>
        Assert.Equal(calls, LearningWindow.CallsAfter(answers, rowsPerCall: 20));

    [Fact]
    public void A_list_of_ten_thousand_texts_takes_under_two_minutes_where_a_reply_takes_two_seconds()
    {
        var plan = Plan(10_000);

        var (calls, time) = Run(plan.QuestionRun, plan.Label);

        Assert.True(plan.QuestionRun.Plan.Certificate.Holds);
        Assert.InRange(2 * time, 1, 120);
        Assert.InRange(calls, time, 500);
    }

    [Fact]
    public void A_slow_reply_costs_no_more_than_it_lasts_longer()
    {
        var (even, uneven) = (Plan(), Plan());

        var (_, time) = Run(even.QuestionRun, even.Label);
        var (_, longer) = Run(uneven.QuestionRun, uneven.Label, batch => batch == 10 ? 1.5 : 1);

        Assert.InRange(longer, time, time + 0.5);
    }

    private static int WithoutAnyRule(string text) => text.Sum(letter => letter * letter) % 3;

    private static (int Calls, double Time) Run(
        QuestionRun run, Func<string, int> label, Func<long, double>? lasts = null, Action<int, int>? planned = null)
    {
        var scheduler = new BatchScheduler([run], Settings.RowsPerCall, _ => true);
        var places = new PriorityQueue<int, double>(Enumerable.Range(0, Settings.Concurrency).Select(place => (place, 0.0)));
        var inFlight = new Queue<(Batch Batch, double Home)>();
        var (calls, answers, now) = (0, 0, 0.0);
        while (true)
        {
            while (inFlight.Count < Math.Min(Settings.Concurrency, scheduler.Window) && scheduler.Next() is { } batch)
            {
                places.TryDequeue(out var place, out var free);
                var home = Math.Max(now, free) + (lasts?.Invoke(batch.Id.Number) ?? 1);
                places.Enqueue(place, home);
                inFlight.Enqueue((batch, home));
                calls++;
                planned?.Invoke(answers, inFlight.Count);
            }

            if (!inFlight.TryDequeue(out var oldest))
            {
                return (calls, now);
            }

            now = Math.Max(now, oldest.Home);
            foreach (var ask in oldest.Batch.Asks)
            {
                run.Fold(ask, AskOutcome.Answered(label(ask.Text)));
                answers++;
            }
        }
    }

    private static (QuestionRun QuestionRun, Func<string, int> Label) Plan(int count = 4_000)
    {
        string[] kinds = ["sales", "marketing", "other"];
        string[] ranks = ["head", "chief", "junior", "assistant", "lead", "senior", "deputy"];
        var random = new Random(5);
        var texts = new LeadTexts(TextKeys.Plain);
        for (var i = 0; i < count; i++)
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
