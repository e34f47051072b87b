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

    private readonly DirectoryInfo? _folder;

    /// <param name="path">Full path, without links.</param>
    /// <exception cref="IOException">There is no room for a copy.</exception>
    public ReadableCopy(string path)
    {
        var beside = Beside.Where(ending => new FileInfo(path + ending) is { Exists: true, Length: > 0 }).ToArray();
        if (beside.Length > 0)
        {
            _folder = Directory.CreateTempSubdirectory("leadscout-doctor-"); // for its owner alone
            foreach (var ending in beside.Append(""))
            {
                File.Copy(path + ending, Path.Join(_folder.FullName, "copy.db" + ending));
            }
        }

        var source = _folder is null ? new Uri(path).AbsoluteUri + "?immutable=1" : Path.Join(_folder.FullName, "copy.db");
        Connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = _folder is null ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWrite,
            Pooling = false,
        }.ToString());
        try
        {
            Connection.Open();
            Connection.Run("SELECT count(*) FROM sqlite_schema");
            IsReadable = true;
        }
        catch (SqliteException)
        {
            IsReadable = false;
        }
    }

    public SqliteConnection Connection { get; }

    /// <summary>Whether SQLite can read at least its schema.</summary>
    public bool IsReadable { get; }

    public void Dispose()
    {
        Connection.Dispose();
        _folder?.Delete(recursive: true);
    }
}
