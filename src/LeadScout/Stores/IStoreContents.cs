using LeadScout.Questions;

namespace LeadScout.Stores;

/// <summary>A store's tables, row by row: for whoever moves all of it. One caller at a time.</summary>
internal interface IStoreContents
{
    /// <summary>Whether a <see cref="StoredKind.Text"/> may hold a zero character; if not, another stands in its place.</summary>
    bool KeepsZeroCharacters { get; }

    /// <summary>Tells one database from another, whatever it is called.</summary>
    Task<string> IdentityAsync(CancellationToken cancellationToken);

    /// <summary>Of which other database this is a copy that is not finished; null for none.</summary>
    Task<string?> UnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>Notes that this is an unfinished copy: until <see cref="FinishAsync"/> nobody else opens it.</summary>
    Task BeginAsync(string copyOf, CancellationToken cancellationToken);

    /// <summary>Lets nobody else write until this is disposed.</summary>
    /// <exception cref="Jobs.JobHeldException">A job is at work.</exception>
    /// <exception cref="BadInputException">Somebody writes.</exception>
    Task<IAsyncDisposable> HoldAsync(CancellationToken cancellationToken);

    /// <summary>Lets nobody else fill it until this is disposed.</summary>
    /// <exception cref="BadInputException">Somebody does.</exception>
    Task<IAsyncDisposable> ReserveAsync(CancellationToken cancellationToken);

    /// <summary>How many rows a table has.</summary>
    Task<long> CountAsync(StoredTable table, CancellationToken cancellationToken);

    /// <summary>A table's rows in the order of its keys.</summary>
    /// <exception cref="BadInputException">The database is damaged, or was lost meanwhile.</exception>
    IAsyncEnumerable<object?[]> ReadAsync(StoredTable table, CancellationToken cancellationToken);

    /// <summary>Appends rows, all or none; they are on disk when the task completes.</summary>
    /// <exception cref="BadInputException">The database can't hold one of them, or is full.</exception>
    Task AppendAsync(StoredTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellationToken);

    /// <summary>Makes it a database like any other: what is appended from now on follows what is there.</summary>
    Task FinishAsync(CancellationToken cancellationToken);
}
