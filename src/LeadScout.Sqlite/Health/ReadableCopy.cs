using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Health;

/// <summary>
/// A database, looked at by SQLite without a byte of it changing: with nothing beside it as it stands (immutable), else by way of a copy,
/// because SQLite
/// would write to the files beside it.
/// </summary>
internal sealed class ReadableCopy : IDisposable
{
    private static readonly string[] Beside = ["-wal", "-journal"];

    private DirectoryInfo? _folder;

    /// <param name="path">Full path, without links.</param>
    /// <param name="pages">The same file's bytes.</param>
    /// <exception cref="IOException">There is no room for a copy.</exception>
    public ReadableCopy(string path, DatabasePages pages)
    {
        var isAlone = !Beside.Any(ending => new FileInfo(path + ending) is { Exists: true, Length: > 0 });
        Connection = isAlone
            ? Connected(new Uri(path).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly)
            : Connected(Copied(path), SqliteOpenMode.ReadWrite);
        IsAsItStands = IsReadable = CanRead(Connection);
        if (!IsReadable)
        {
            Connection.Dispose();
            _folder?.Delete(recursive: true);
            var copy = Copied(path);
            DatabaseHeader.Renew(copy, pages.PageSize);
            Connection = Connected(copy, SqliteOpenMode.ReadWrite);
            IsReadable = CanRead(Connection);
        }
    }

    public SqliteConnection Connection { get; }

    /// <summary>Whether SQLite can read at least its schema, if need be once its header is written anew.</summary>
    public bool IsReadable { get; }

    /// <summary>Whether it can be read without a new header.</summary>
    public bool IsAsItStands { get; }

    public void Dispose()
    {
        Connection.Dispose();
        _folder?.Delete(recursive: true);
    }

    private static SqliteConnection Connected(string source, SqliteOpenMode mode) =>
        new(new SqliteConnectionStringBuilder { DataSource = source, Mode = mode, Pooling = false }.ToString());

    private static bool CanRead(SqliteConnection connection)
    {
        try
        {
            connection.Open();
            connection.Run("SELECT count(*) FROM sqlite_schema");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private string Copied(string path)
    {
        _folder = Directory.CreateTempSubdirectory("leadscout-doctor-"); // for its owner alone
        var copy = Path.Join(_folder.FullName, "copy.db");
        foreach (var ending in Beside.Append("").Where(ending => File.Exists(path + ending)))
        {
            File.Copy(path + ending, copy + ending);
        }

        return copy;
    }
}
