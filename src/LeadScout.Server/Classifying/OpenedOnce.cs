using System.Collections.Concurrent;

namespace LeadScout.Server.Classifying;

/// <summary>
/// Opens each thing once, when it is first needed, for all who want it, and keeps so many; opening that failed is tried again.
/// Thread-safe.
/// </summary>
/// <param name="most">How many are kept; over that, some other is let go.</param>
internal sealed class OpenedOnce<TKey, TValue>(int most)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<TValue>>> _open = [];

    /// <summary>What is open under this key, or is opened now.</summary>
    public async Task<TValue> GetAsync(TKey key, Func<Task<TValue>> open)
    {
        if (_open.Count >= most && !_open.ContainsKey(key))
        {
            _open.TryRemove(_open.Keys.First(), out _);
        }

        var opening = _open.GetOrAdd(key, _ => new Lazy<Task<TValue>>(open));
        try
        {
            return await opening.Value;
        }
        catch
        {
            _open.TryRemove(KeyValuePair.Create(key, opening));
            throw;
        }
    }

    /// <summary>Lets those go whose key is meant: they are opened anew.</summary>
    public void Remove(Func<TKey, bool> isMeant)
    {
        foreach (var key in _open.Keys.Where(isMeant))
        {
            _open.TryRemove(key, out _);
        }
    }

    /// <summary>Those whose key is meant, once they are open; one that can't be opened is the matter of whoever wants it.</summary>
    public async Task<IReadOnlyList<TValue>> OfAsync(Func<TKey, bool> isMeant)
    {
        var open = new List<TValue>();
        foreach (var opening in _open.Where(pair => isMeant(pair.Key)).Select(pair => pair.Value.Value))
        {
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (opening.IsCompletedSuccessfully)
            {
                open.Add(await opening);
            }
        }

        return open;
    }
}
