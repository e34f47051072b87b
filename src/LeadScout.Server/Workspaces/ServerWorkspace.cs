using System.Collections.Concurrent;
using LeadScout.Server.Hosting;
using LeadScout.Sqlite;
using LeadScout.Stores;
using LeadScout.Teaching.Asking;

namespace LeadScout.Server.Workspaces;

/// <summary>
/// The database and the data folder of this process. One store writes; reading a file goes over connections of its own, which the write-ahead
/// log lets go on beside it, so that readers never wait for the writer. Thread-safe.
/// </summary>
public sealed class ServerWorkspace : IDisposable
{
    private const int MostIdleReaders = 8;

    private readonly ConcurrentBag<IDatabase> _idle = [];
    private readonly string? _secret;

    /// <exception cref="LeadScout.Questions.BadInputException">The database can't be opened, or the folder can't be made.</exception>
    public ServerWorkspace(ServerOptions options)
    {
        var secret = options.Environment(SqliteStore.SecretVariable);
        _secret = string.IsNullOrWhiteSpace(secret) ? null : secret;
        Folder = DataFolder.Make(options.DataFolder);
        if (options.SharedStore is { } open)
        {
            Store = open();
            Database = Store.Name;
        }
        else
        {
            Database = Path.GetFullPath(options.Database);
            DataFolder.RefuseInside(Folder, Database);
            Store = SqliteStore.Open(Database, _secret);
        }

        InFlight = new InFlightTexts(Store);
    }

    /// <summary>The database: a file's full path, or the address of a shared one.</summary>
    public string Database { get; }

    /// <summary>The data folder's full path. Jobs name their lists and results from here.</summary>
    public string Folder { get; }

    /// <summary>The one store that writes: for jobs and corrections.</summary>
    public IDatabase Store { get; }

    /// <summary>What only a server keeps.</summary>
    public IServiceStore Service => Store.Service;

    /// <summary>The texts that jobs and single asks of this process are asking at this moment.</summary>
    public InFlightTexts InFlight { get; }

    /// <summary>Reads beside the writer; a shared store is many readers by itself.</summary>
    public async Task<T> ReadAsync<T>(Func<IDatabase, Task<T>> work)
    {
        if (Store.IsShared)
        {
            return await work(Store);
        }

        var store = _idle.TryTake(out var idle) ? idle : SqliteStore.OpenRead(Database, _secret);
        try
        {
            return await work(store);
        }
        finally
        {
            if (_idle.Count < MostIdleReaders)
            {
                _idle.Add(store);
            }
            else
            {
                store.Dispose();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var idle))
        {
            idle.Dispose();
        }

        Store.Dispose();
    }
}
