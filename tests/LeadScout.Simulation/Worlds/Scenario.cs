using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Simulation.Worlds;

/// <summary>What one seed is about: a list, its questions, how the job goes about it, and how often what goes wrong.</summary>
internal sealed record Scenario
{
    /// <summary>The teacher.</summary>
    public const string Teacher = "simulated:one";

    /// <summary>Who gives second opinions.</summary>
    public const string SecondTeacher = "simulated:two";

    public required ImmutableArray<Question> Questions { get; init; }

    /// <summary>By row: the columns.</summary>
    public required ImmutableArray<ImmutableArray<string>> Rows { get; init; }

    public required Truth Truth { get; init; }

    public required JobSettings Settings { get; init; }

    public required Money? MaxCost { get; init; }

    public required bool HasSecond { get; init; }

    public required RateLimits? Limits { get; init; }

    public required RetryPolicy Retry { get; init; }

    /// <summary>Whether jobs of one process share the texts that they are asking.</summary>
    public required bool SharesTexts { get; init; }

    /// <summary>Whether the LLM obeys what it reads.</summary>
    public required bool IsObedient { get; init; }

    /// <summary>The most characters that a call may hold.</summary>
    public required int MostCharacters { get; init; }

    /// <summary>Answers that are in the log when the job begins, a person's or the LLM's, of which several may contradict one another.</summary>
    public required ImmutableArray<EarlierAnswer> Earlier { get; init; }

    /// <summary>By fault of the service: in how many of 1,000 calls.</summary>
    public required ImmutableDictionary<FaultKind, int> ServiceFaults { get; init; }

    /// <summary>In how many of 1,000 writes the store fails.</summary>
    public required int StoreFaults { get; init; }

    /// <summary>What happens in the middle of the job, if anything.</summary>
    public required ImmutableArray<FaultKind> Happenings { get; init; }

    /// <summary>Runs in which things go wrong, before one in which nothing does.</summary>
    public required int TroubledRuns { get; init; }

    /// <summary>In how many of 1,000 runs the program is killed.</summary>
    public required int Kills { get; init; }

    /// <summary>Whether a text of the list is asked at most once by the job.</summary>
    public bool AsksOnce => Settings.Learn == ActiveLearning.LearnMode.Immediate;

    /// <summary>How often what goes wrong.</summary>
    public Troubles Troubles => new(Truth, IsObedient, false, ServiceFaults, StoreFaults);

    /// <summary>In a line.</summary>
    public string Summary =>
        $"{Rows.Length} rows, {Questions.Length} questions of {string.Join('+', Questions.Select(question => question.Labels.Length))} labels, "
        + $"budget {Settings.Budget.MaxError} at {Settings.Budget.Confidence}, {Settings.RowsPerCall} rows per call, {Settings.Concurrency} at once, "
        + $"{Settings.Learn}, limit {Settings.Limit}, self-check {Settings.SelfCheck}, alone {Settings.AloneCheck}, canaries {Settings.Canaries}, longest text {Settings.MaxText} "
        + $"{Settings.LongTexts}, hints {Settings.Hints.Length}, {Settings.OnUndecided}, label budgets {Settings.LabelBudgets.Length}, money {MaxCost}, "
        + $"second {HasSecond}, {Limits}, tries {Retry.TriesPerText}, shares {SharesTexts}, obedient {IsObedient}, call {MostCharacters}, "
        + $"earlier {Earlier.Length}, faults {string.Join(' ', ServiceFaults)}, store {StoreFaults}, {string.Join(' ', Happenings)}, "
        + $"{TroubledRuns} troubled runs, kills {Kills}";

    public static ImmutableArray<string> Columns { get; } = ["Title", "City", "Hint"];
}
