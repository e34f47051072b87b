using LeadScout.Texts;

namespace LeadScout.Answers;

/// <summary>What came of one imported answer.</summary>
/// <param name="Outcome">What it was to the log.</param>
/// <param name="Held">The entry that it is, confirms or contradicts; null when it is new.</param>
public sealed record Merge(MergeOutcome Outcome, Answer? Held)
{
    /// <summary>Whether the answer was appended.</summary>
    public bool Appends => Outcome is MergeOutcome.New or MergeOutcome.Confirming or MergeOutcome.Conflicting;

    /// <summary>Judges an answer by what the log holds.</summary>
    /// <param name="held">Every entry about the answer's question version and text, in log order.</param>
    /// <param name="incoming">The answer to be imported.</param>
    public static Merge Judge(IReadOnlyList<Answer> held, Answer incoming)
    {
        if (held.FirstOrDefault(answer => IsSame(answer, incoming)) is { } same)
        {
            return new Merge(incoming.Retracted is not null && same.Retracted is null ? MergeOutcome.TakenBack : MergeOutcome.Known, same);
        }

        return AnswerPrecedence.Standing(held, incoming.By) is not { } standing ? new Merge(MergeOutcome.New, null)
            : standing.Label == incoming.Label || incoming.Retracted is not null ? new Merge(MergeOutcome.Confirming, standing)
            : new Merge(MergeOutcome.Conflicting, standing);
    }

    /// <summary>The same entry, in whichever log it stands: its place there and a later retraction aside.</summary>
    private static bool IsSame(Answer a, Answer b) =>
        Entry(a) == Entry(b);

    private static (TextKey, string, string, AnswerSource, string, JobId?, long?, DateTimeOffset, AuditMark?) Entry(Answer answer) =>
        (answer.Key, answer.Text, answer.Label, answer.Source, answer.By, answer.Job, answer.PaidBy, answer.At, answer.Audit);
}
