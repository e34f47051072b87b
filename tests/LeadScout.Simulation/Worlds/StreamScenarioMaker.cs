using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Simulation.Worlds;

/// <summary>Draws a scenario of callers from a seed.</summary>
internal sealed class StreamScenarioMaker(Random random)
{
    private const int MostEarlier = 80; // enough for a student

    private static readonly FaultKind[] Beside =
    [
        FaultKind.Correction, FaultKind.CorrectionElsewhere, FaultKind.CorrectionTakenBack, FaultKind.TextsForgotten, FaultKind.PatternRetired,
        FaultKind.Import, FaultKind.AnotherJob, FaultKind.AnotherClient, FaultKind.Forecast, FaultKind.ClientDisposed,
    ];

    private readonly TextMaker _texts = new(random);

    public static StreamScenario Of(int seed) => new StreamScenarioMaker(new Random(seed)).Make();

    private StreamScenario Make()
    {
        var questions = Questions();
        ImmutableArray<string> texts = [.. _texts.Texts(3 + random.Next(random.Pick(5, 20, 60)), 100, random.Chance(150), obedient: false)];
        var maxError = random.Pick(0, 0, 0.05, 0.2);
        var scenario = new StreamScenario
        {
            Questions = questions,
            Texts = texts,
            Troubles = new Troubles(
                new Truth(random.Pick(0, 40, 150)), false, random.Chance(400), Troubles.DrawOfService(random), Troubles.DrawOfStore(random)),
            Earlier = Earlier(texts, maxError > 0 ? MostEarlier : 0),
            Lives = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Callers(questions, texts))],
            Happenings = random.Chance(800) ? [.. Beside.OrderBy(_ => random.Next()).Take(1 + random.Next(4))] : [],
            Kills = random.Pick(0, 0, 500, 900),
            MaxCost = random.Chance(300) ? new Money((long)(texts.Length * (60_000 + random.Next(400_000)) * random.NextDouble())) : null,
            MaxError = maxError,
            RowsPerCall = 1 + random.Next(random.Pick(3, 8, 20)),
            Concurrency = 1 + random.Next(random.Pick(1, 4, 8)),
            Linger = TimeSpan.FromMilliseconds(random.Pick(0, 50, 2_000)),
            MostCharacters = random.Chance(150) ? 60 + random.Next(300) : int.MaxValue,
            HasTwoAtOnce = random.Chance(300),
        };
        return scenario with { Troubles = scenario.Troubles with { NewsIsSlow = random.Chance(scenario.HasTwoAtOnce ? 700 : 150) } };
    }

    private ImmutableArray<Question> Questions()
    {
        var labels = Enumerable.Range(1, 2 + random.Next(6)).Select(label => new Label($"Label {label}")).ToArray();
        var (first, rules) = (QuestionOf(1, labels), Rule.OfWords("Label 1", [random.Pick([.. Truth.Words])]));
        return random.Next(5) switch
        {
            0 => [first, QuestionOf(1, labels, rules)],
            1 => [first, QuestionOf(2, labels)],
            _ => [first],
        };
    }

    private static Question QuestionOf(int number, Label[] labels, params Rule[] rules) =>
        new($"question{number}", $"Which of them, number {number}?", TextTemplate.Parse("{Title}"), labels, rules);

    private ImmutableArray<CallerPlan> Callers(ImmutableArray<Question> questions, ImmutableArray<string> texts)
    {
        var mostPause = random.Pick(0, TimeSpan.TicksPerMillisecond * 100, TimeSpan.TicksPerSecond * 3);
        return [.. Enumerable.Range(0, 2 + random.Next(random.Pick(4, 10, 29))).Select(_ => Caller(questions, texts, mostPause))];
    }

    private CallerPlan Caller(ImmutableArray<Question> questions, ImmutableArray<string> texts, long mostPause)
    {
        var isStream = random.Chance(250);
        var count = 1 + random.Next(isStream ? texts.Length : 5);
        return new CallerPlan(
            random.Pick([.. questions]),
            [.. Enumerable.Range(0, count).Select(_ => _texts.Variant(random.Pick([.. texts])))],
            isStream,
            mostPause,
            random.Chance(150) ? random.NextInt64(1 + TimeSpan.TicksPerSecond * random.Pick(0, 1, 8)) : null,
            isStream && random.Chance(150) ? random.Next(count) : int.MaxValue);
    }

    private ImmutableArray<EarlierAnswer> Earlier(ImmutableArray<string> texts, int most)
    {
        IEnumerable<string> others = _texts.Texts(random.Next(1 + most), 0, troubles: false, obedient: false);
        return
        [
            .. others.Concat(texts.Where(_ => random.Chance(100))).Where(text => TextNormaliser.Normalise(text).Length > 1).DistinctBy(TextKey.Of)
                .Select(text => new EarlierAnswer(text, random.Chance(100), random.Chance(100) ? 1 : 0)),
        ];
    }
}
