using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>
/// The prices that were said and not yet agreed to. Whoever calls again with the word that came with a price has seen it; the word is for that
/// wish of that caller, and for once. Thread-safe.
/// </summary>
internal sealed class ConfirmedPrices
{
    private const int MostKept = 1000;

    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, (string Wish, Money Most)> _offers = new(StringComparer.Ordinal);
    private long _count;

    /// <summary>The word for a price.</summary>
    /// <param name="wish">What is wanted, and by whom.</param>
    /// <param name="most">Up to what it may cost.</param>
    public string Offer(string wish, Money most)
    {
        lock (_lock)
        {
            var word = WordOf(string.Create(CultureInfo.InvariantCulture, $"{++_count} {most.NanoDollars} {wish}"));
            _offers[word] = (wish, most);
            if (_offers.Count > MostKept)
            {
                _offers.RemoveAt(0);
            }

            return word;
        }
    }

    /// <summary>The price that a word was for; null where it was not said for this wish, or was used.</summary>
    public Money? Take(string word, string wish)
    {
        lock (_lock)
        {
            return _offers.TryGetValue(word, out var offer) && offer.Wish == wish && _offers.Remove(word) ? offer.Most : null;
        }
    }

    private static string WordOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(..12));
}
