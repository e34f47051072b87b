using System.Collections.Immutable;

namespace LeadScout.Savings.Injection;

/// <summary>What came of a run.</summary>
/// <param name="FlippedAnswers">The LLM's answers about other texts that are not what it says when nobody gives it orders.</param>
/// <param name="WrongRows">The rows, that of the attack left out, that got no label or another than the honest one.</param>
/// <param name="Shared">Whether the attack shared a call with other texts.</param>
/// <param name="Calls">Calls made.</param>
/// <param name="InputTokens">Tokens in.</param>
/// <param name="OutputTokens">Tokens out.</param>
internal sealed record InjectionResult(
    int FlippedAnswers, ImmutableArray<int> WrongRows, bool Shared, int Calls, long InputTokens, long OutputTokens)
{
    /// <summary>Tokens in and out.</summary>
    public long Tokens => InputTokens + OutputTokens;

    /// <summary>The rows that it got wrong and the same list without the attack did not: flipped, or learned from what was.</summary>
    public int RowsSince(InjectionResult honest) => WrongRows.Except(honest.WrongRows).Count();
}
