using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Stores;

/// <summary>A key's spending limit has no room for what is wished for. Nothing was asked.</summary>
/// <param name="left">What is left of it.</param>
public sealed class KeyLimitException(Money left) : BadInputException(
    LimitCode,
    $"Your key may spend {(left > Money.Zero ? left : Money.Zero)} more, and this may take more than that. Wish for less, or ask whoever runs the server.")
{
    /// <summary>The code of every one of these.</summary>
    public const string LimitCode = "purse-empty";
}
