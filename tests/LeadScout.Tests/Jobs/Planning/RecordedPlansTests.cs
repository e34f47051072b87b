using System.Globalization;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Planning;

/// <summary>
/// What a job that learns asks, on record: who changes it on purpose raises the number of the plan in <see cref="JobIdentity"/>, or jobs would go on by
/// another plan than they began by, and records it anew.
/// </summary>
public sealed class RecordedPlansTests
{
    private static readonly string[] Kinds = ["sales", "marketing", "other"];
    private static readonly JobSettings Settings = new() { Budget = new(0.06, 0.9), RowsPerCall = 10, Concurrency = 2 };
    private static readonly LabelLimit[] Limits = [LabelLimit.MaxError(0, 0.08), LabelLimit.MinRecall(1, 0.85)];

    [Fact]
    public void A_list_that_is_new() => Assert.Equal(
        [
            "Learning window 1 open 697 certain 40 planned 612 labels 0 answers 0 decidable 0 bound 0.000",
            "Certifying window 1 open 647 certain 0 planned 30 labels 0 answers 50 decidable 1276 bound 0.203",
            "76 asks, 36 audits, 8a8c2326a57da91e6550",
            "1209 by the student, 6 wrong, 36 audits, 0 wrong, bound 0.058, labels 107/107/15 107/107/7 107/107/14, 53 patterns",
        ],
        Play(new()));

    [Fact]
    public void A_list_with_budgets_by_label() => Assert.Equal(
        [
            "Learning window 1 open 697 certain 40 planned 612 labels 100 answers 0 decidable 0 bound 0.000",
            "Certifying window 1 open 647 certain 0 planned 30 labels 0 answers 50 decidable 1272 bound 0.203",
            "Certifying window 1 open 597 certain 0 planned 124 labels 0 answers 99 decidable 1156 bound 0.087",
            "Certifying window 1 open 547 certain 0 planned 51 labels 0 answers 149 decidable 1039 bound 0.072",
            "Certifying window 99 open 499 certain 0 planned 5 labels 0 answers 197 decidable 924 bound 0.059",
            "203 asks, 153 audits, ac4dfc72e457e87b73",
            "913 by the student, 5 wrong, 153 audits, 2 wrong, bound 0.059, labels 40/162/120 162/53/13 123/162/20, 73 patterns",
        ],
        Play(new() { Limits = Limits }));

    [Fact]
    public void A_list_whose_question_was_answered_before() => Assert.Equal(
        [
            "Learning window 1 open 697 certain 20 planned 38 labels 0 answers 150 decidable 1401 bound 0.000",
            "Certifying window 2 open 647 certain 0 planned 18 labels 0 answers 200 decidable 1281 bound 0.105",
            "Certifying window 3 open 597 certain 0 planned 79 labels 0 answers 249 decidable 1161 bound 0.075",
            "Certifying window 3 open 547 certain 0 planned 28 labels 0 answers 299 decidable 1053 bound 0.075",
            "177 asks, 147 audits, 70d645c70952192412",
            "994 by the student, 6 wrong, 147 audits, 1 wrong, bound 0.060, labels 92/37/51 37/37/47 35/37/49, 41 patterns",
        ],
        Play(new() { FillsCalls = true }, answeredBefore: 150));

    private static List<string> Play(LearningPlanOptions options, int answeredBefore = 0)
    {
        var texts = TextsOf(700, seed: 3);
        var seeds = SeedSequence.Of(1, "test", 0);
        var intake = Plans.Of(texts, Plans.Exact(0), Plans.Person(1), Decision.Undecided(UndecidedReason.TooLong));
        var knowledge = KnowledgeOf(answeredBefore);
        var plan = new LearningPlan(intake, knowledge, Samples.Question, Settings, seeds, options);
        var run = Plans.Run(plan, intake, knowledge: knowledge);
        var said = new List<string> { Said(plan) };
        var (scheduler, inFlight, asks, audits, order) = (new BatchScheduler([run], Settings.RowsPerCall, _ => true), new Queue<Batch>(), 0, 0, new Hash128());
        while (true)
        {
            while (inFlight.Count < Math.Min(2, scheduler.Window) && scheduler.Next() is { } batch)
            {
                inFlight.Enqueue(batch);
                (asks, audits) = (asks + batch.Asks.Length, audits + batch.Asks.Count(ask => ask.Audit is not null));
                order = Hash128.Of($"{order} {string.Join(' ', batch.Asks.Select(ask => $"{ask.Text} {ask.Audit is not null}"))}");
            }

            if (!inFlight.TryDequeue(out var home))
            {
                break;
            }

            foreach (var ask in home.Asks)
            {
                run.Fold(ask, OutcomeOf(ask.Text));
            }

            if (home.Id.Number % 5 == 4)
            {
                said.Add(Said(plan));
            }
        }

        plan.Conclude();
        said.Add($"{asks} asks, {audits} audits, {order}"[..40]);
        said.Add(Concluded(plan, texts));
        return said;
    }

    private static string Said(LearningPlan plan)
    {
        var features = plan.FeaturesFor(9.5);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Phase} window {Math.Min(plan.Window, 99)} open {features.Open} certain {features.Certain} planned {features.Planned:0} labels {features.ForLabels:0} answers {features.Answers} decidable {plan.DecidableRows()} bound {plan.Certificate.UpperBound:0.000}");
    }

    private static string Concluded(LearningPlan plan, LeadTexts texts)
    {
        var (students, wrong) = (0L, 0L);
        for (var text = 0; text < texts.Count; text++)
        {
            if (plan.Decisions[text] is { Source: DecisionSource.Student } decision)
            {
                students += texts.Rows(text);
                wrong += decision.Label == LabelOf(texts.Text(text)) ? 0 : texts.Rows(text);
            }
        }

        var bounds = plan.Bounds is { } of ? string.Join(' ', Enumerable.Range(0, 3).Select(of).Select(one => $"{one.MostWrong}/{one.MostMissed}/{one.Audits}")) : "none";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{students} by the student, {wrong} wrong, {plan.Certificate.Audits} audits, {plan.Certificate.AuditErrors} wrong, bound {plan.Certificate.UpperBound:0.000}, labels {bounds}, {plan.Use.HelpfulPatterns} patterns");
    }

    private static LeadTexts TextsOf(int count, int seed)
    {
        string[] ranks = ["head", "chief", "junior", "assistant", "lead", "senior", "deputy"];
        var (random, texts) = (new Random(seed), new LeadTexts(TextKeys.Plain));
        for (var i = 0; i < count; i++)
        {
            var text = $"{ranks[random.Next(ranks.Length)]} {Kinds[random.Next(3)]} {random.Next(300)} person {random.Next(900)}";
            for (var row = random.Next(3); row >= 0; row--)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    private static JobKnowledge KnowledgeOf(int answers)
    {
        var (known, lessons, before) = (new KnownDecisions(Samples.Question), new OrderedDictionary<TextKey, string>(), TextsOf(answers, seed: 4));
        for (var text = 0; text < before.Count; text++)
        {
            known.Fold(Answer.OfPerson(Samples.Question, TextKeys.Plain, before.Text(text), Samples.Question.Labels[LabelOf(before.Text(text))].Name, "Ada", default));
            lessons.Add(before.Key(text), before.Text(text));
        }

        return Plans.Knowledge() with { Known = known, Texts = lessons };
    }

    private static int LabelOf(string text) => text.EndsWith("17", StringComparison.Ordinal) ? 2 : Array.IndexOf(Kinds, text.Split(' ')[1]);

    private static AskOutcome OutcomeOf(string text) => text.EndsWith("88", StringComparison.Ordinal) ? AskOutcome.Failed("no label") : AskOutcome.Answered(LabelOf(text));
}
