using System.Collections.Immutable;
using LeadScout.Jobs;

namespace LeadScout.Sqlite.Service;

/// <summary>What a server keeps in the database beside jobs, calls and answers. Thread-safe.</summary>
/// <param name="store">The database, opened for writing.</param>
public sealed class ServiceStore(SqliteStore store)
{
    private readonly Database _database = store.Database;

    /// <summary>The jobs that were given to the server, the oldest first.</summary>
    public ImmutableArray<GivenJob> Jobs() => _database.Read(GivenJobTable.List);

    /// <summary>Keeps a job, new or changed.</summary>
    public void Save(GivenJob job) => _database.Write(connection => GivenJobTable.Save(connection, job));

    /// <summary>Forgets that a job was given to the server.</summary>
    public void Delete(JobId id) => _database.Write(connection => GivenJobTable.Delete(connection, id));
}
