using LeadScout.Teaching;

namespace LeadScout.Stores;

/// <summary>Money of a key that is held back for what is being asked with it.</summary>
/// <param name="Id">Tells it from others.</param>
/// <param name="Key">The key.</param>
/// <param name="Amount">How much.</param>
public sealed record KeyHold(long Id, string Key, Money Amount);
