using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Simulation.Worlds;

/// <summary>What one seed is about: callers who have texts decided at the same time, one client after the other that they share, and how often what goes wrong.</summary>
internal sealed record StreamScenario
{
    /// <summary>Some may be one question with other rules.</summary>
    public required ImmutableArray<Question> Questions { get; init; }

    /// <summary>The texts that it is all about.</summary>
    public required ImmutableArray<string> Texts { get; init; }

    public required Troubles Troubles { get; init; }

    /// <summary>What is in the log from before.</summary>
    public required ImmutableArray<EarlierAnswer> Earlier { get; init; }

    /// <summary>By life of the program: who calls.</summary>
    public required ImmutableArray<ImmutableArray<CallerPlan>> Lives { get; init; }

    /// <summary>What happens beside them.</summary>
    public required ImmutableArray<FaultKind> Happenings { get; init; }

    /// <summary>In how many of 1,000 lives the program is killed.</summary>
    public required int Kills { get; init; }

    /// <summary>The most that a client may spend; null for no limit.</summary>
    public required Money? MaxCost { get; init; }

    public required double MaxError { get; init; }

    public required int RowsPerCall { get; init; }

    public required int Concurrency { get; init; }

    public required TimeSpan Linger { get; init; }

    public required int MostCharacters { get; init; }

    /// <summary>Whether two people correct the same text at the same time.</summary>
    public required bool HasTwoAtOnce { get; init; }

    /// <summary>Whether the LLM may well be taken for one that has nothing to say.</summary>
    public bool IsHopeless => Texts.Any(text => Truth.Has(text, Truth.Unanswerable) || Truth.Has(text, Truth.Forbidden));

    /// <summary>In a line.</summary>
    public string Summary =>
        $"{Texts.Length} texts, {Questions.Length} questions of {string.Join('+', Questions.Select(question => question.Labels.Length))} labels, "
        + $"callers {string.Join('+', Lives.Select(life => life.Length))}, budget {MaxError}, {RowsPerCall} rows per call, {Concurrency} at once, "
        + $"linger {Linger}, money {MaxCost}, call {MostCharacters}, earlier {Earlier.Length}, fickle {Troubles.IsFickle}, "
        + $"faults {string.Join(' ', Troubles.OfService)}, store {Troubles.OfStore}, {string.Join(' ', Happenings)}, kills {Kills}{(HasTwoAtOnce ? ", two at once" : "")}{(Troubles.NewsIsSlow ? ", slow news" : "")}";

    /// <summary>How its clients work.</summary>
    /// <param name="maxCost">The most that one may spend.</param>
    public LeadScoutOptions Options(Money? maxCost) => new()
    {
        MaxCostUsd = maxCost?.Dollars,
        MaxError = MaxError,
        Confidence = 0.8,
        RowsPerCall = RowsPerCall,
        Concurrency = Concurrency,
        Linger = Linger,
    };
}
