using System.Collections.Concurrent;
using LeadScout.Answers;
using LeadScout.Teaching.Asking;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// The texts that this store has claimed, and the claims that it let go while the server was away: others would wait for those texts as long as
/// this process lives. Thread-safe.
/// </summary>
internal sealed class HeldClaims
{
    private readonly ConcurrentDictionary<(string Teacher, AskId Ask), long> _held = new();
    private readonly ConcurrentDictionary<long, bool> _ended = new();

    /// <summary>Texts were claimed.</summary>
    public void Add(string teacher, IReadOnlyDictionary<AskId, long> claims)
    {
        foreach (var (ask, number) in claims)
        {
            _held[(teacher, ask)] = number;
        }
    }

    /// <summary>Claims are let go, whether the server hears of it or not.</summary>
    public void End(string teacher, IReadOnlyCollection<AskId> asks)
    {
        foreach (var ask in asks)
        {
            if (_held.TryRemove((teacher, ask), out var number))
            {
                _ended[number] = true;
            }
        }
    }

    /// <summary>Tells the server which claims are still held.</summary>
    public Task RenewAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        _held.Values.ToArray() is { Length: > 0 } numbers ? ClaimTable.RenewAsync(connection, numbers, cancellationToken) : Task.CompletedTask;

    /// <summary>Tells the server of each claim that was let go.</summary>
    public async Task TellAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (_ended.Keys.ToArray() is not { Length: > 0 } numbers)
        {
            return;
        }

        await ClaimTable.EndAsync(connection, numbers, cancellationToken).ConfigureAwait(false);
        foreach (var number in numbers)
        {
            _ended.TryRemove(number, out _);
        }
    }
}
