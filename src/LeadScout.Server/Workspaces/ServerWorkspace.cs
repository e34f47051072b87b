using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Clustering;
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
        OwnFolder = DataFolder.Make(options.DataFolder);
        Folder = options.ListFolder is { } lists ? DataFolder.Make(lists) : OwnFolder;
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
        Cluster = options.Cluster is null ? null : Store as IClusterStore;
        if (options.Cluster is not null && Cluster is null)
        {
            Store.Dispose();
            throw new BadInputException(
                $"Servers can be one service only on a database that they share, and {Store.Name} has one writer. Name another with {Setting.Store}.");
        }

        Files = new SharedFiles(Folder, options.ListFolder is null ? Cluster : null);
    }

    /// <summary>The database: a file's full path, or the address of a shared one.</summary>
    public string Database { get; }

    /// <summary>The full path of the folder of lists, questions and results. Jobs name them from here.</summary>
    public string Folder { get; }

    /// <summary>The full path of the folder of what is this server's alone.</summary>
    public string OwnFolder { get; }

    /// <summary>What it shares with other servers; null where it is none of several.</summary>
    internal IClusterStore? Cluster { get; }

    /// <summary>Brings files of <see cref="Folder"/> from other servers, and to them.</summary>
    internal SharedFiles Files { get; }

    /// <summary>The one store that writes: for jobs and corrections.</summary>
    public IDatabase Store { get; }

    /// <summary>What only a server keeps.</summary>
    public IServiceStore Service => Store.Service;

    /// <summary>The texts that jobs and single asks of this process are asking at this moment.</summary>
    public InFlightTexts InFlight { get; }

    /// <summary>What a job of this service keeps of its invocation, as it is on this node: another's data folder lies elsewhere.</summary>
    internal ImmutableSortedDictionary<string, string> Here(ImmutableSortedDictionary<string, string> invocation) =>
        Cluster is null || !invocation.TryGetValue("folder", out var there) || there == Folder
            ? invocation
            : invocation.ToImmutableSortedDictionary(
                kept => kept.Key,
                kept => kept.Value == there ? Folder : kept.Value.Replace(there + '/', Folder + '/', StringComparison.Ordinal),
                StringComparer.Ordinal);

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
