namespace LeadScout.Teaching.Calls;

/// <summary>One teacher's part of a job's bill.</summary>
/// <param name="Teacher">The teacher's name.</param>
/// <param name="AskedTexts">Texts put to it; tries of the same text in the same batch count once.</param>
/// <param name="Calls">Calls made, lost ones included.</param>
/// <param name="FailedCalls">Those of them that ended without an answer.</param>
/// <param name="Usage">Tokens that it counted.</param>
/// <param name="Cost">Money at its own price, as far as it is measured; null when the price is unknown.</param>
public sealed record TeacherBill(string Teacher, int AskedTexts, int Calls, int FailedCalls, Usage Usage, Money? Cost)
{
    /// <summary>The most that its other calls can have cost, as far as they may have been billed; null when it is unknown.</summary>
    public Money? PossiblyBilled { get; init; } = Money.Zero;
}
