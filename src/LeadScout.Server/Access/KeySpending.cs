using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching;

namespace LeadScout.Server.Access;

/// <summary>What may be spent with each key: held back before, booked after, in the database, so that all its processes keep to one limit. Thread-safe.</summary>
internal sealed class KeySpending(ServerWorkspace workspace, KeyRing keys)
{
    /// <summary>What is left for a caller; null without a limit.</summary>
    public Money? Left(Caller caller) =>
        caller.KeyId is { } id && keys.LimitOf(id) is { } limit ? limit - workspace.Service.Charged(id) : null;

    /// <summary>The limit of a job: what was wished for, or all that is left. The job takes it when it is kept.</summary>
    /// <exception cref="KeyLimitException">More was wished for than is left.</exception>
    public Money? LimitOf(Caller caller, Money? wished) => Left(caller) switch
    {
        null => wished,
        { } left when left <= Money.Zero || wished > left => throw new KeyLimitException(left),
        { } left => wished ?? left,
    };

    /// <summary>Holds money back for calls to come; it is given back when what they cost is recorded.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="ceiling">What is wished for; null if nobody knows what the calls cost.</param>
    /// <param name="least">What would do where the wish does not fit.</param>
    /// <returns>What is held, null for a key without a limit; and whether it is the least only.</returns>
    /// <exception cref="KeyLimitException">There is not so much left.</exception>
    /// <exception cref="RefusedException">Nobody knows what the calls cost.</exception>
    public (KeyHold? Held, bool IsLeast) Hold(Caller caller, Money? ceiling, Money? least)
    {
        if (caller.KeyId is not { } id || keys.LimitOf(id) is null)
        {
            return (null, false);
        }

        if (ceiling is not { } most || least is not { } enough)
        {
            throw new RefusedException(
                "price-unknown",
                402,
                "What this LLM charges is unknown, so the limit of your key can't be kept. Name another LLM.");
        }

        var held = workspace.Service.Hold(id, most, enough);
        return (held, held.Amount < most);
    }
}
