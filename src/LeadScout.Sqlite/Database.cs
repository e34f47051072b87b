using System.Diagnostics.CodeAnalysis;
using Dapper;
using LeadScout.Jobs;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>
/// One connection to one file and the lock around it: whoever reads or writes holds it, so transactions never mix. Thread-safe.
/// SQLite's error codes become messages for the user here.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly DatabaseLock? _writer;
    private readonly SqliteCommand? _begin;
    private readonly SqliteCommand? _commit;

    private Database(string path, SqliteConnection connection, DatabaseLock? writer)
    {
        _path = path;
        _writer = writer;
        Connection = connection;
        if (writer is not null)
        {
            _begin = Prepare("BEGIN IMMEDIATE");
            _commit = Prepare("COMMIT");
        }
    }

    public SqliteConnection Connection { get; }

    /// <summary>Opens the file for this process alone to write, makes it when it is missing, and brings it up to date.</summary>
    public static Database OpenWriter(string path)
    {
        path = RequireDirectory(path);
        return Translated(path, () =>
        {
            var writer = new DatabaseLock(path);
            try
            {
                return Written(path, writer);
            }
            catch
            {
                writer.Dispose();
                throw;
            }
        });
    }

    /// <summary>Opens the file for reading, beside whoever writes to it. One of an earlier version is brought up to date first.</summary>
    public static Database OpenReader(string path)
    {
        path = RequireDirectory(path);
        return File.Exists(path)
            ? Translated(path, () => TryRead(path) ?? ReadUpdated(path))
            : throw new BadInputException($"There is no database {path}. It is made by the first job; or name another file with --db.");
    }

    /// <summary>Whether a process has the file open for writing, this one included.</summary>
    public bool HasWriter => _writer is not null || DatabaseLock.IsHeld(_path);

    /// <summary>An empty database without a file, for reading.</summary>
    public static Database OpenEmpty()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Schema.Migrate(connection);
        return new Database(":memory:", connection, null);
    }

    /// <summary>A command that is compiled once and lives as long as the connection.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Callers pass constants.")]
    public SqliteCommand Prepare(string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = new SqliteCommand(sql, Connection);
        foreach (var (name, type) in parameters)
        {
            command.Parameters.Add(name, type);
        }

        command.Prepare();
        return command;
    }

    /// <summary>Reads under the lock.</summary>
    public T Read<T>(Func<SqliteConnection, T> work)
    {
        lock (_gate)
        {
            return Translated(_path, () => work(Connection));
        }
    }

    /// <summary>Does all of the work or none of it; it is on disk on return.</summary>
    public T Write<T>(Func<SqliteConnection, T> work)
    {
        if (_begin is null || _commit is null)
        {
            throw new InvalidOperationException($"{_path} was opened for reading.");
        }

        lock (_gate)
        {
            return Translated(_path, () => InTransaction(_begin, _commit, work));
        }
    }

    /// <summary>
    /// Writes the file anew from what is alive in it, and empties the write-ahead log: what was deleted is in no page any more.
    /// Needs as much free disk again as the file is large.
    /// </summary>
    /// <exception cref="BadInputException">Another program reads the file and so keeps old pages alive.</exception>
    public void Vacuum()
    {
        lock (_gate)
        {
            Translated(_path, () =>
            {
                // The copy is made in a temporary file: in memory it would be as large as the database.
                Connection.Execute("PRAGMA temp_store = DEFAULT");
                Connection.Execute("VACUUM");
                bool held = Connection.ExecuteScalar<long>("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
                Connection.Execute("PRAGMA temp_store = MEMORY");
                return held
                    ? throw new BadInputException($"Another program reads {_path}, so its write-ahead log can't be emptied. Close it there and run the same command again.")
                    : 0;
            });
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Connection.Dispose();
            _writer?.Dispose();
        }
    }

    private T InTransaction<T>(SqliteCommand begin, SqliteCommand commit, Func<SqliteConnection, T> work)
    {
        begin.ExecuteNonQuery();
        try
        {
            T result = work(Connection);
            commit.ExecuteNonQuery();
            return result;
        }
        catch
        {
            // SQLite has rolled back by itself after some errors, and then refuses to do it again.
            if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0)
            {
                Connection.Execute("ROLLBACK");
            }

            throw;
        }
    }

    private static string RequireDirectory(string path)
    {
        string? directory = Path.GetDirectoryName(Path.GetFullPath(path));
        return directory is null || Directory.Exists(path)
            ? throw new BadInputException($"{path} is a directory. Use --db with the name of a file.")
            : Directory.Exists(directory)
                ? path
                : throw new BadInputException($"There is no directory {directory} for the database {path}. Make it, or use --db with another file.");
    }

    /// <summary>Null for a file whose schema is an earlier one's.</summary>
    private static Database? TryRead(string path)
    {
        var connection = Connected(path, SqliteOpenMode.ReadOnly);
        try
        {
            switch (Schema.Check(connection, path))
            {
                case Schema.Version:
                    return new Database(path, connection, null);
                case 0:
                    throw new BadInputException($"{path} is empty: the first job makes a database of it. Or name another file with --db.");
                default:
                    connection.Dispose();
                    return null;
            }
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static Database ReadUpdated(string path)
    {
        OpenWriter(path).Dispose();
        return TryRead(path)!;
    }

    private static Database Written(string path, DatabaseLock writer)
    {
        var connection = Connected(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            long version = Schema.Check(connection, path);
            connection.Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY");
            if (version < Schema.Version)
            {
                Schema.Migrate(connection);
            }

            return new Database(path, connection, writer);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static SqliteConnection Connected(string path, SqliteOpenMode mode)
    {
        // Without the pool, closed means closed: no file handle outlives the store.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Run("PRAGMA busy_timeout = 10000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static T Translated<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e) when (StorageFault.Explain(path, e) is { } message)
        {
            throw new BadInputException(message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"Can't write {path} or beside it: {e.Message} Change the permissions, or use --db with another file.", e);
        }
    }
}
