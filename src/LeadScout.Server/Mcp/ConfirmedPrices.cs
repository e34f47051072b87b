using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>
/// The prices that were said and not yet agreed to. Whoever calls again with the word that came with a price has seen it; the word is for that
/// wish of that caller, and for once. Of a wish only a hash is kept, and of each caller only the latest prices. Thread-safe.
/// </summary>
internal sealed class ConfirmedPrices
{
    /// <summary>The most prices of one caller that wait to be agreed to.</summary>
    internal const int MostOfCaller = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OrderedDictionary<string, (string Wish, Money Most)>> _offers = new(StringComparer.Ordinal);
    private long _count;

    /// <summary>The word for a price.</summary>
    /// <param name="caller">Who was told it.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="most">Up to what it may cost.</param>
    public string Offer(string caller, string wish, Money most)
    {
        var hash = HashOf(wish);
        lock (_lock)
        {
            if (!_offers.TryGetValue(caller, out var own))
            {
                _offers[caller] = own = new(StringComparer.Ordinal);
            }

            var word = HashOf(string.Create(CultureInfo.InvariantCulture, $"{++_count} {most.NanoDollars} {hash} {caller}"))[..24];
            own[word] = (hash, most);
            if (own.Count > MostOfCaller)
            {
                own.RemoveAt(0);
            }

            return word;
        }
    }

    /// <summary>The price that a word was for; null where it was not said to this caller for this wish, or was used.</summary>
    public Money? Take(string caller, string word, string wish)
    {
        var hash = HashOf(wish);
        lock (_lock)
        {
            return _offers.TryGetValue(caller, out var own) && own.TryGetValue(word, out var offer) && offer.Wish == hash && own.Remove(word)
                ? offer.Most
                : null;
        }
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
