using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadScout.Server.Access;

/// <summary>
/// The clients' keys: <c>lsk_ID_SECRET</c>, the secret 256 random bits. Kept is its SHA-256 alone; a slow hash is for secrets that people
/// think up. Other processes change the keys of a shared database: those are read again every few seconds. Thread-safe.
/// </summary>
public sealed class KeyRing
{
    private const string Prefix = "lsk_";
    private const int IdLength = 8;
    private const int SecretBytes = 32;

    /// <summary>For how long the keys of a shared database are good as they were read.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly IServiceStore _store;
    private readonly TimeProvider _clock;
    private readonly bool _isShared;
    private readonly Lock _changing = new();
    private volatile ConcurrentDictionary<string, ApiKey> _keys;
    private long _readAt;

    /// <summary>The keys of a database.</summary>
    public KeyRing(ServerWorkspace workspace, ServerOptions options)
        : this(workspace.Service, options.Clock, workspace.Store.IsShared)
    {
    }

    /// <summary>The keys of a database.</summary>
    /// <param name="store">Where they are kept.</param>
    /// <param name="clock">The time.</param>
    /// <param name="isShared">Whether other processes may change them.</param>
    public KeyRing(IServiceStore store, TimeProvider clock, bool isShared = false)
    {
        (_store, _clock, _isShared) = (store, clock, isShared);
        (_readAt, _keys) = (clock.GetTimestamp(), Read());
    }

    /// <summary>All keys, the oldest first.</summary>
    public ImmutableArray<ApiKey> All() => _store.Keys();

    /// <summary>Whether a key is good now.</summary>
    public bool IsGood(ApiKey key) => key.RevokedAt is null && (key.EndsAt is null || key.EndsAt > _clock.GetUtcNow());

    /// <summary>Whether a key of this id is good now.</summary>
    public bool IsGood(string id) => Known().TryGetValue(id, out var key) && IsGood(key);

    /// <summary>Whether any key is good now.</summary>
    public bool HasAny => Known().Values.Any(IsGood);

    /// <summary>A key's own limit of requests a minute; null for none.</summary>
    public int? PerMinute(string id) => Known().GetValueOrDefault(id)?.PerMinute;

    /// <summary>What may be spent with a key; null for no limit.</summary>
    public Money? LimitOf(string id) => Known().GetValueOrDefault(id)?.SpendingLimit;

    /// <summary>Makes a key.</summary>
    /// <param name="name">Whose it is.</param>
    /// <param name="scope">What it opens.</param>
    /// <param name="spending">The most that may ever be spent with it; null for no limit.</param>
    /// <param name="perMinute">The most requests a minute; null for the default.</param>
    /// <param name="days">For how long; null for ever.</param>
    /// <returns>The key, and its text, which is shown this once.</returns>
    /// <exception cref="RefusedException">The name can't be one.</exception>
    public (ApiKey Key, string Text) Add(string name, Scope scope, Money? spending, int? perMinute, int? days)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 80 || name.Any(char.IsControl) || perMinute < 1 || days < 1)
        {
            throw new RefusedException(
                "bad-input", 400, "A key needs a name of 1 to 80 characters; perMinute and days, where given, are from 1.");
        }

        var now = _clock.GetUtcNow();
        var secret = RandomNumberGenerator.GetBytes(SecretBytes);
        var key = new ApiKey
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2)),
            Name = name,
            Scope = (int)scope,
            Hash = [.. SHA256.HashData(secret)],
            SpendingLimit = spending,
            PerMinute = perMinute,
            CreatedAt = now,
            EndsAt = days is { } some ? now.AddDays(some) : null,
        };
        Keep(key);
        return (key, $"{Prefix}{key.Id}_{WebEncoders.Base64UrlEncode(secret)}");
    }

    /// <summary>Makes a new key of the same name, scope and limits; the old one ends after a while.</summary>
    /// <exception cref="RefusedException">There is no such key, or it is not good any more.</exception>
    public (ApiKey Key, string Text) Rotate(string id, TimeSpan grace)
    {
        var old = Find(id);
        if (!IsGood(old))
        {
            throw new RefusedException("key-ended", 409, $"The key {id} has ended. Make a new one.");
        }

        var made = Add(old.Name, (Scope)old.Scope, old.SpendingLimit, old.PerMinute, null);
        var ends = _clock.GetUtcNow() + grace;
        Keep(old with { EndsAt = old.EndsAt is { } sooner && sooner < ends ? sooner : ends });
        return made;
    }

    /// <summary>Revokes a key.</summary>
    /// <exception cref="RefusedException">There is no such key.</exception>
    public void Revoke(string id) => Keep(Find(id) with { RevokedAt = _clock.GetUtcNow() });

    /// <summary>The good key that a text is, or null.</summary>
    public ApiKey? Open(string text)
    {
        var at = Prefix.Length + IdLength;
        if (text.Length is < 20 or > 200 || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[at] != '_'
            || !Known().TryGetValue(text[Prefix.Length..at], out var key))
        {
            return null;
        }

        try
        {
            var hash = SHA256.HashData(WebEncoders.Base64UrlDecode(text[(at + 1)..]));
            return CryptographicOperations.FixedTimeEquals(hash, key.Hash.AsSpan()) && IsGood(key) ? key : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private ApiKey Find(string id) =>
        Known().GetValueOrDefault(id) ?? throw new RefusedException("key-not-found", 404, $"There is no key '{id}'.");

    private void Keep(ApiKey key)
    {
        lock (_changing)
        {
            _store.Save(key);
            _keys[key.Id] = key;
        }
    }

    /// <summary>The keys as they were read not long ago. One thread reads them again; nobody waits for it.</summary>
    private ConcurrentDictionary<string, ApiKey> Known()
    {
        if (_isShared && _clock.GetElapsedTime(Interlocked.Read(ref _readAt)) >= Fresh && _changing.TryEnter())
        {
            try
            {
                Interlocked.Exchange(ref _readAt, _clock.GetTimestamp());
                _keys = Read();
            }
            catch (BadInputException)
            {
                // The database is away, and nothing in it can be reached with a key either. It is tried again as soon.
            }
            finally
            {
                _changing.Exit();
            }
        }

        return _keys;
    }

    private ConcurrentDictionary<string, ApiKey> Read() =>
        new(_store.Keys().Select(key => KeyValuePair.Create(key.Id, key)), StringComparer.Ordinal);
}
