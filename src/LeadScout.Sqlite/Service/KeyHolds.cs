using LeadScout.Stores;
using LeadScout.Teaching;

namespace LeadScout.Sqlite.Service;

/// <summary>What this process holds back of its keys' limits. Under the database's lock.</summary>
internal sealed class KeyHolds
{
    private readonly Dictionary<long, KeyHold> _held = [];
    private long _last;

    /// <summary>All that is held of a key.</summary>
    public Money Of(string key) => _held.Values.Where(hold => hold.Key == key).Aggregate(Money.Zero, (sum, hold) => sum + hold.Amount);

    /// <summary>Holds the most that fits.</summary>
    /// <exception cref="KeyLimitException">Not even the least does.</exception>
    public KeyHold Take(string key, Money? limit, Money charged, Money most, Money least)
    {
        if (limit is { } all && charged + Of(key) + least > all)
        {
            throw new KeyLimitException(all - charged - Of(key));
        }

        var hold = new KeyHold(++_last, key, limit is { } enough && charged + Of(key) + most > enough ? least : most);
        _held.Add(hold.Id, hold);
        return hold;
    }

    /// <summary>Gives back what was held.</summary>
    public void Release(KeyHold hold) => _held.Remove(hold.Id);
}
