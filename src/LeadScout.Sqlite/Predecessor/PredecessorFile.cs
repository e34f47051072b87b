using System.Globalization;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Predecessor;

/// <summary>
/// The SQLite file in which LeadScout's predecessor in Python kept what an LLM had said. Opened for reading only: not a byte of it changes.
/// Of its columns the text, the label, who was asked and when are taken; what it believed about confidence and patterns is not. Not
/// thread-safe.
/// </summary>
public sealed class PredecessorFile : IDisposable
{
    private const string Table = "llm_classifications";
    private static readonly string[] Needed = ["name", "ethnicity", "llm_provider", "classification_timestamp"];

    private readonly string _path;
    private readonly SqliteConnection _connection;

    private PredecessorFile(string path, SqliteConnection connection) => (_path, _connection) = (path, connection);

    /// <summary>Opens the file and sees that it is whole.</summary>
    /// <exception cref="BadInputException">Missing, damaged, another kind of file, held by another program.</exception>
    public static PredecessorFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new BadInputException($"There is no file '{path}'. The predecessor called it llm_learning.db.");
        }

        return Translated(path, () =>
        {
            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder { DataSource = SourceOf(path), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            try
            {
                connection.Open();
                Check(connection, path);
                return new PredecessorFile(path, connection);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        });
    }

    /// <summary>Its rows, in the order of their numbers.</summary>
    /// <exception cref="BadInputException">While it is read: the file or its disk is damaged.</exception>
    public IEnumerable<PredecessorRow> Rows()
    {
        using var command = new SqliteCommand(
            $"SELECT rowid, name, ethnicity, llm_provider, classification_timestamp FROM {Table} ORDER BY rowid", _connection);
        using var reader = Translated(_path, command.ExecuteReader);
        while (Translated(_path, reader.Read))
        {
            yield return new PredecessorRow(reader.GetInt64(0), Text(reader, 1), Text(reader, 2), Text(reader, 3), Moment(Text(reader, 4)));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static string? Text(SqliteDataReader reader, int column) => reader.GetValue(column) as string;

    private static DateTimeOffset? Moment(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
        out var moment) ? moment : null;

    private static void Check(SqliteConnection connection, string path)
    {
        var columns = connection.Rows($"SELECT name FROM pragma_table_info('{Table}')", row => row.Text(0))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (columns.Count == 0)
        {
            throw new BadInputException(
                $"'{path}' is an SQLite database without the table {Table}: not one of the predecessor's. It called its own llm_learning.db.");
        }

        if (Needed.FirstOrDefault(column => !columns.Contains(column)) is { } missing)
        {
            throw new BadInputException($"'{path}' has a table {Table} without the column {missing}. Needed are: {string.Join(", ", Needed)}.");
        }

        // Its rows go by SQLite's own numbers, which a view and a table with a column of that name do not show.
        if (columns.Contains("rowid") || connection.Value($"SELECT type FROM sqlite_schema WHERE name = '{Table}' COLLATE NOCASE") is not "table")
        {
            throw new BadInputException($"'{path}' has a {Table} whose rows have no numbers of SQLite's: not one of the predecessor's. It called its own llm_learning.db.");
        }

        var health = (string?)connection.Value("PRAGMA quick_check(1)");
        if (health != "ok")
        {
            throw new BadInputException(
                $"'{path}' is damaged ({health}). Nothing was taken. Save what is left with the sqlite3 shell's .recover into a new file, and import that.");
        }
    }

    /// <summary>
    /// A file in WAL mode whose log is not there was closed cleanly and nobody has it open: it is read as it stands, because SQLite would
    /// make a new log beside it even to read.
    /// </summary>
    private static string SourceOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[20];
        bool isWal = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header[18] == 2;
        return isWal && !File.Exists(path + "-wal") ? new Uri(Path.GetFullPath(path)).AbsoluteUri + "?immutable=1" : path;
    }

    private static T Translated<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw new BadInputException(
                e.SqliteErrorCode == SQLitePCL.raw.SQLITE_NOTADB
                    ? $"'{path}' is not an SQLite database. The predecessor called its file llm_learning.db."
                    : $"'{path}' can't be read ({e.Message}). If another program has it open, close that; if the file is damaged, save what is left with the sqlite3 shell's .recover into a new file, and import that.",
                e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' can't be read: {e.Message}", e);
        }
    }
}
