using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Worlds;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Simulation.Checks;

/// <summary>Holds what callers are told against the log, and against what has gone wrong.</summary>
internal sealed class ToldCheck(World world, StreamScenario scenario, PersonWords words)
{
    private readonly int[] _told = new int[Enum.GetValues<DecisionSource>().Length];

    public PersonWords Words => words;

    /// <summary>Who decided how many texts.</summary>
    public int this[DecisionSource source] => _told[(int)source];

    /// <summary>Checks what somebody was told.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="text">The text.</param>
    /// <param name="told">What was told.</param>
    /// <param name="since">When it was asked for; null for a client that hears nothing of corrections.</param>
    /// <param name="life">Where.</param>
    public void Check(Question question, string text, Classification told, long? since, ClientLife life)
    {
        _told[(int)told.Source]++;
        Violation.Unless(told.Key == TextKey.Of(text), "everybody is told about his own text", $"'{text}': {told}");
        var index = told.Label is null ? -1 : question.IndexOf(told.Label);
        Violation.Unless(
            told.Decision.IsDecided ? index >= 0 && index == told.Decision.Label : told.Label is null, "the world is closed", $"'{text}': {told}");
        Violation.Unless(IsThere(question, text, told, index), "every label rests on evidence that is there", $"'{text}': {told}");
        if (since is { } moment)
        {
            words.Check(question.Version, told, moment);
        }

        Violation.Unless(told.Decision.IsDecided || IsReason(text, told, life), "no label only for a reason", $"'{text}': {told}");
    }

    /// <summary>A caller that got no label at all knows why, and it is something that did go wrong.</summary>
    /// <param name="why">What it got.</param>
    /// <param name="hasLeft">Whether it stopped waiting.</param>
    /// <param name="life">Where.</param>
    public void CheckFailure(Exception why, bool hasLeft, ClientLife life)
    {
        RunCheck.ThrowIfBroken(why);
        var isExplained = why switch
        {
            OperationCanceledException => hasLeft,
            ObjectDisposedException => life.IsClosing,
            TeacherUnavailableException => !scenario.Troubles.OfService.IsEmpty || scenario.IsHopeless,
            _ => RunCheck.IsExplained(why, world.Faults),
        };
        Violation.Unless(isExplained, "a caller fails for a reason of its own", why.ToString());
    }

    private bool IsThere(Question question, string text, Classification told, int index) => told.Source switch
    {
        DecisionSource.Teacher or DecisionSource.Exact => world.Watch.Answers.Has(question.Version, told.Key, told.Label),
        DecisionSource.Rule => question.LabelByRule(TextNormaliser.Normalise(text)) == index,
        DecisionSource.Student => scenario.MaxError > 0,
        _ => true,
    };

    private bool IsReason(string text, Classification told, ClientLife life) => told.Decision.Reason switch
    {
        UndecidedReason.Blank => TextNormaliser.Normalise(text).Length == 0,
        UndecidedReason.Failed => !scenario.Troubles.OfService.IsEmpty || scenario.IsHopeless,
        UndecidedReason.OutOfMoney => life.MaxCost is not null,
        _ => false,
    };
}
