using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using LeadScout.Texts;

namespace LeadScout.Simulation.Worlds;

/// <summary>Draws a scenario from a seed.</summary>
internal sealed class ScenarioMaker(Random random)
{
    private static readonly FaultKind[] InTheMiddle =
    [
        FaultKind.Interrupted, FaultKind.TakenOver, FaultKind.SecondRunner, FaultKind.AnotherJob, FaultKind.Recheck, FaultKind.Correction,
        FaultKind.CorrectionTakenBack, FaultKind.PatternRetired, FaultKind.TextsForgotten, FaultKind.Settled, FaultKind.Forecast,
        FaultKind.Probe, FaultKind.Import,
    ];

    public static Scenario Of(int seed) => new ScenarioMaker(new Random(seed)).Make();

    private Scenario Make()
    {
        var troubles = Chance(300);
        var obedient = Chance(60);
        var rows = Rows(troubles, obedient);
        var questions = Questions();
        var settings = Settings(questions);
        return new Scenario
        {
            Questions = questions,
            Rows = rows,
            Truth = new Truth(random.Next(3) switch { 0 => 0, 1 => 40, _ => 150 }),
            Settings = settings,
            MaxCost = Chance(400) ? new Money((long)(rows.Length * questions.Length * (60_000 + random.Next(400_000)) * random.NextDouble())) : null,
            HasSecond = Chance(150),
            Limits = Chance(200)
                ? new RateLimits(Chance(700) ? 3 + random.Next(40) : null, Chance(500) ? 500 + random.Next(20_000) : null)
                {
                    CallsAtOnce = Chance(300) ? 1 + random.Next(3) : null,
                }
                : null,
            Retry = Chance(700)
                ? new RetryPolicy()
                : new RetryPolicy { TriesPerText = 1 + random.Next(4), MostTries = Chance(300) ? 1 + random.Next(4) : null, TriesPerOutage = 2 + random.Next(8) },
            SharesTexts = Chance(500),
            IsObedient = obedient,
            MostCharacters = Chance(150) ? 60 + random.Next(300) : int.MaxValue,
            Earlier = Chance(300) ? Earlier(rows) : [],
            ServiceFaults = Troubles.DrawOfService(random),
            StoreFaults = Troubles.DrawOfStore(random),
            Happenings = Chance(600) ? [.. InTheMiddle.OrderBy(_ => random.Next()).Take(1 + random.Next(3))] : [],
            TroubledRuns = random.Next(4),
            Kills = Pick(0, 500, 900),
        };
    }

    private ImmutableArray<ImmutableArray<string>> Rows(bool troubles, bool obedient)
    {
        var count = Chance(880) ? 10 + random.Next(50) : 60 + random.Next(241);
        var repeats = Pick(0, 200, 600);
        var texts = new TextMaker(random);
        return [.. texts.Texts(count, repeats, troubles, obedient).Select(title => ImmutableArray.Create(title, texts.Place(), Pick("a", "b", "c", "")))];
    }

    private ImmutableArray<Question> Questions()
    {
        var count = Chance(800) ? 1 : 2 + random.Next(2);
        return [.. Enumerable.Range(1, count).Select(number => new Question(
            $"question{number}",
            $"Which of them, number {number}?",
            TextTemplate.Parse(number > 1 && Chance(300) ? "{Title} {City}" : "{Title}"),
            Enumerable.Range(1, 2 + random.Next(11)).Select(label => new Label($"Label {label}")),
            Chance(300) ? [Rule.OfWords("Label 1", [Truth.Words[random.Next(Truth.Words.Length)]])] : []))];
    }

    private JobSettings Settings(ImmutableArray<Question> questions)
    {
        var budget = new ErrorBudget(Pick(0, 0.02, 0.05, 0.1, 0.2), Pick(0.8, 0.95));
        var single = questions.Length == 1;
        return new JobSettings
        {
            Budget = budget,
            RowsPerCall = 1 + random.Next(Pick(3, 8, 20)),
            Concurrency = 1 + random.Next(Pick(1, 4, 8)),
            Seed = (ulong)random.Next(),
            Learn = single && Chance(80) ? LearnMode.Deferred : LearnMode.Immediate,
            Limit = Chance(60) ? 5 + random.Next(40) : null,
            SelfCheck = Chance(120) ? 1 + random.Next(10) : 0,
            AloneCheck = Chance(120) ? 1 + random.Next(10) : 0,
            Canaries = Chance(250) ? 1 + random.Next(3) : 0,
            MaxText = Chance(80) ? 10 + random.Next(40) : JobSettings.DefaultMaxText,
            LongTexts = Chance(500) ? LongTexts.Skip : LongTexts.Cut,
            Hints = Chance(150) ? ["Hint"] : [],
            OnUndecided = Chance(250) ? OnUndecided.Guess : OnUndecided.Blank,
            LabelBudgets = single && Chance(80) ? [new LabelBudget("Label 2", MaxError: 0.3)] : [],
        };
    }

    private ImmutableArray<EarlierAnswer> Earlier(ImmutableArray<ImmutableArray<string>> rows)
    {
        var texts = rows.Select(row => row[0]).Where(text => TextNormaliser.Normalise(text).Length > 1).DistinctBy(TextKey.Of)
            .Where(_ => Chance(250)).Concat(["sales of another list", "fleet of another list"]).ToArray();
        return
        [
            .. texts.Select(text => new EarlierAnswer(text, Chance(300), Chance(100) ? 1 : 0)),
            .. texts.Where(_ => Chance(300)).Select(text => new EarlierAnswer(text, Chance(400), Chance(700) ? 1 : 0)),
        ];
    }

    private bool Chance(int permille) => random.Chance(permille);

    private T Pick<T>(params ReadOnlySpan<T> choices) => random.Pick(choices);
}
