using LeadScout.Server.Access;
using LeadScout.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class KeyRingTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly SqliteStore _store;

    public KeyRingTests() => _store = SqliteStore.Open(_folder["leadscout.db"]);

    [Fact]
    public void What_another_process_does_to_the_keys_of_a_shared_database_counts_ten_seconds_later()
    {
        var other = new KeyRing(_store.Service, _clock);
        var (revoked, text) = other.Add("revoked", Scope.Read, null, null, null);
        var server = new KeyRing(_store.Service, _clock, isShared: true);
        other.Revoke(revoked.Id);
        var (_, added) = other.Add("added", Scope.Read, null, null, null);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(server.Open(text));
        Assert.Null(server.Open(added));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(server.IsGood(revoked.Id)); // as for a link that was shared under it
        Assert.Null(server.Open(text));
        Assert.Equal("added", server.Open(added)!.Name);
    }

    [Fact]
    public void What_a_server_does_itself_to_the_keys_counts_at_once()
    {
        var server = new KeyRing(_store.Service, _clock, isShared: true);
        var (key, text) = server.Add("own", Scope.Read, null, null, null);
        Assert.NotNull(server.Open(text));
        server.Revoke(key.Id);
        Assert.Null(server.Open(text));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(server.Open(text));
        Assert.False(server.HasAny);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }
}
