using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using LeadScout.Files.Disk;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Sqlite.Disk;
using LeadScout.Teaching.Calls;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>
/// One connection to one file and the lock around it: whoever reads or writes holds it, so transactions never mix. Thread-safe.
/// SQLite's error codes become messages for the user here.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly Lock _gate = new();
    private readonly DatabaseFile? _file;
    private readonly SqliteCommand? _begin;
    private readonly SqliteCommand? _commit;
    private string? _rescued;

    private Database(string path, SqliteConnection connection, DatabaseFile? file, bool isWriter)
    {
        Path = path;
        _file = file;
        Connection = connection;
        if (isWriter)
        {
            _begin = Prepare("BEGIN IMMEDIATE");
            _commit = Prepare("COMMIT");
        }
    }

    /// <summary>The file's name.</summary>
    public string Path { get; }

    public SqliteConnection Connection { get; }

    /// <summary>How often a transaction was taken back: what was learned inside one is no longer so.</summary>
    public long Rollbacks { get; private set; }

    /// <summary>Opens the file for this process alone to write, makes it when it is missing, and brings it up to date.</summary>
    public static Database OpenWriter(string path)
    {
        RequireFileName(path);
        return Translated(path, () => Held(DatabaseFile.OpenWriter(path), file => Written(path, file))!);
    }

    /// <summary>Opens the file for reading, beside whoever writes to it. One of an earlier version is brought up to date first.</summary>
    public static Database OpenReader(string path)
    {
        RequireFileName(path);
        return File.Exists(path)
            ? Translated(path, () => TryRead(path) ?? ReadUpdated(path))
            : throw new BadInputException(
                "store-missing", $"There is no database {path}. It is made by the first job; or name another file with {Setting.Store}.");
    }

    /// <summary>Whether a process has the file open for writing, this one included.</summary>
    public bool HasWriter => _begin is not null || _file?.HasWriter == true;

    /// <summary>Whether this is the one that writes.</summary>
    public bool IsWriter => _begin is not null;

    /// <summary>An empty database without a file, for reading.</summary>
    public static Database OpenEmpty()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        Schema.Migrate(connection);
        return new Database(":memory:", connection, null, isWriter: false);
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
            return Explained(() => work(Connection));
        }
    }

    /// <summary>Reads without the lock, for whoever has the store for itself.</summary>
    public T Explained<T>(Func<T> work)
    {
        try
        {
            return Translated(Path, work);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidCastException)
        {
            throw Damaged($"a row holds what it can't ({e.Message})");
        }
    }

    /// <summary>Does under the lock what has nothing to do with the file.</summary>
    /// <returns>Nothing of interest.</returns>
    public int Alone(Action work)
    {
        lock (_gate)
        {
            work();
            return 0;
        }
    }

    /// <summary>Does all of the work or none of it; it is on disk on return.</summary>
    public T Write<T>(Func<SqliteConnection, T> work)
    {
        if (_begin is null || _commit is null)
        {
            throw new InvalidOperationException($"{Path} was opened for reading.");
        }

        lock (_gate)
        {
            T result = Translated(Path, () => InTransaction(_begin, _commit, work));
            return _file!.IsInPlace() ? result : throw TakenAway();
        }
    }

    /// <summary>
    /// Makes sure that whoever opens the file next finds a job and its ledger as they are here: the file is in its place, and a second
    /// connection reads the same.
    /// </summary>
    /// <returns>Nothing of interest.</returns>
    /// <exception cref="BadInputException">It is not so.</exception>
    public int Confirm(Job job, ImmutableArray<LedgerLine> ledger)
    {
        lock (_gate)
        {
            if (_file?.IsInPlace() == false)
            {
                throw TakenAway();
            }

            using var fresh = OpenReader(Path);
            return fresh.Read(connection => Confirmation.Of(connection, job, ledger)) is { } difference ? throw Damaged(difference) : 0;
        }
    }

    /// <summary>What to say when the file does not hold what was written to it.</summary>
    public BadInputException Damaged(string what) => new(
        "store-damaged",
        $"{Path} is damaged: {what}. Nothing more was asked. See what is wrong, and save what can be read: {UserAction.ExamineStore.On(Path)}");

    /// <summary>
    /// Writes the file anew from what is alive in it, and empties the write-ahead log: what was deleted is in no page any more.
    /// Needs as much free disk again as the file is large.
    /// </summary>
    /// <exception cref="BadInputException">Another program reads the file and so keeps old pages alive.</exception>
    public void Vacuum()
    {
        lock (_gate)
        {
            Translated(Path, () =>
            {
                // The copy is made in a temporary file: in memory it would be as large as the database.
                Connection.Run("PRAGMA temp_store = DEFAULT");
                Connection.Run("VACUUM");
                bool held = Connection.Whole("PRAGMA wal_checkpoint(TRUNCATE)") != 0;
                Connection.Run("PRAGMA temp_store = MEMORY");
                return held
                    ? throw new BadInputException(
                        $"Another program reads {Path}, so its write-ahead log can't be emptied. Close it there and run the same command again.")
                    : 0;
            });
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Connection.Dispose();
            _file?.Dispose(); // after SQLite: closing a handle drops its locks
        }
    }

    /// <summary>The open handle still has everything, so all of it is written to a new file.</summary>
    private BadInputException TakenAway()
    {
        string saved;
        try
        {
            _rescued = Rescue.Write(Connection, Path, _rescued);
            _file!.DropLog();
            saved = $"What it held, to the last answer, is saved in {_rescued}: give that its name, and run the same command again.";
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            saved = $"What it held could not be saved ({e.Message}).";
        }

        return new BadInputException($"{Path} or its log was deleted, renamed or replaced while it was in use. {saved}");
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
            Rollbacks++;

            // SQLite has rolled back by itself after some errors, and then refuses to do it again.
            if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle) == 0)
            {
                Connection.Run("ROLLBACK");
            }

            throw;
        }
    }

    private static void RequireFileName(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal) || path == ":memory:"
            || path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadInputException(
                $"'{path}' is no file that could keep what is paid for. Use {Setting.Store} with the name of a file, as in {Setting.Store.To("leadscout.db")}.");
        }

        string? directory = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path));
        if (directory is null || Directory.Exists(path))
        {
            throw new BadInputException("store-unusable", $"{path} is a directory. Use {Setting.Store} with the name of a file.");
        }

        if (!Directory.Exists(directory))
        {
            throw new BadInputException(
                $"There is no directory {directory} for the database {path}. Make it, or use {Setting.Store} with another file.");
        }

        if (FileFacts.Of(path)?.Kind == FileKind.Other)
        {
            throw new BadInputException("store-unusable", $"{path} is a device or a pipe. Use {Setting.Store} with the name of a file.");
        }
    }

    /// <summary>Null for a file whose schema is an earlier one's.</summary>
    private static Database? TryRead(string path)
    {
        return Held(DatabaseFile.OpenReader(path), file =>
        {
            LogPlace.Require(file.Path);
            var connection = Connected(file.Path, SqliteOpenMode.ReadOnly);
            return Kept(connection, () => Schema.Check(connection, path) switch
            {
                Schema.Version => new Database(path, connection, file, isWriter: false),
                0 => throw new BadInputException(
                    "store-missing", $"{path} is empty: the first job makes a database of it. Or name another file with {Setting.Store}."),
                _ => null,
            });
        });
    }

    private static Database ReadUpdated(string path)
    {
        OpenWriter(path).Dispose();
        return TryRead(path)!;
    }

    private static Database? Written(string path, DatabaseFile file)
    {
        LogPlace.Require(file.Path);
        var connection = Connected(file.Path, SqliteOpenMode.ReadWrite);
        return Kept(connection, () =>
        {
            long version = Schema.Check(connection, path);
            BringUpToDate(connection, path, version);
            LogPlace.Keep(connection, file.Path);

            return new Database(path, connection, file, isWriter: true);
        });
    }

    private static void BringUpToDate(SqliteConnection connection, string path, long version)
    {
        try
        {
            connection.Run(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY");
            if (version < Schema.Version)
            {
                Schema.Migrate(connection);
            }
        }
        catch (SqliteException e) when (version is > 0 and < Schema.Version && StorageFault.Explain(path, e) is { } why)
        {
            throw new BadInputException(
                $"{path} could not be brought up to date, and is what it was: earlier versions of LeadScout can still use it. {why}", e);
        }
    }

    /// <summary>What the work makes of a file, which is let go when it makes nothing.</summary>
    private static Database? Held(DatabaseFile file, Func<DatabaseFile, Database?> work)
    {
        Database? made = null;
        try
        {
            return made = work(file);
        }
        finally
        {
            if (made is null)
            {
                file.Dispose();
            }
        }
    }

    /// <summary>The same of a connection, which is closed before its file.</summary>
    private static Database? Kept(SqliteConnection connection, Func<Database?> work)
    {
        Database? made = null;
        try
        {
            return made = work();
        }
        finally
        {
            if (made is null)
            {
                connection.Dispose();
            }
        }
    }

    private static SqliteConnection Connected(string path, SqliteOpenMode mode)
    {
        // Without the pool, closed means closed: no file handle outlives the store.
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
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
            throw new BadInputException("store-unusable", message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(
                "store-unusable",
                $"Can't write {path} or beside it: {e.Message} Change the permissions, or use {Setting.Store} with another file.", e);
        }
    }
}
