using LeadScout.Files.Disk;
using LeadScout.Messages;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Disk;

/// <summary>
/// Under which name a database was last written, so beside which its log lies after a crash. SQLite looks for the log beside the name that
/// it is given: under another one (a hard link, a file moved without its log) it would miss what the log holds, and later play that into
/// pages that are newer.
/// </summary>
internal static class LogPlace
{
    /// <summary>The setting under which the name stands: this file's, not a copy's.</summary>
    public const string SettingName = "written-as";

    /// <summary>Looks without a log of its own being made or read, so that a refusal leaves everything as it is.</summary>
    /// <param name="path">The database's full path, without links.</param>
    /// <returns>Why it must not be opened under this name, and what to do; null when it may.</returns>
    public static UserMessage? Objection(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 })
        {
            return null;
        }

        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = new Uri(path).AbsoluteUri + "?immutable=1",
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString());
            connection.Open();
            return connection.Value("SELECT 1 FROM sqlite_schema WHERE name = 'setting'") is null || Find(connection) is not { } written
                ? null
                : Objection(path, written);
        }
        catch (SqliteException)
        {
            return null; // whoever opens it in earnest says what is wrong
        }
    }

    /// <summary>Keeps the name in the database's own pages; inside no transaction.</summary>
    public static void Keep(SqliteConnection connection, string path)
    {
        if (Find(connection) != path)
        {
            connection.Run("INSERT OR REPLACE INTO setting (name, value) VALUES ('" + SettingName + "', @path)", ("@path", path));
            connection.Run("PRAGMA wal_checkpoint(PASSIVE)"); // in the log it would be of no use
        }
    }

    /// <summary>Takes the name out of a copy, which has no log.</summary>
    public static void Forget(string path)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        connection.Run("DELETE FROM setting WHERE name = '" + SettingName + "'");
    }

    private static string? Find(SqliteConnection connection) =>
        (string?)connection.Value("SELECT value FROM setting WHERE name = '" + SettingName + "'");

    private static UserMessage? Objection(string path, string written)
    {
        if (written == path || new FileInfo(written + "-wal") is not { Exists: true, Length: > 0 })
        {
            return null;
        }

        return FileIdentity.Of(written) is not { } there
            ? UserMessage.Of(
                $"{path} was moved from {written} without its log, which holds answers that are not in the database yet. Move it along: mv {written}-wal {path}-wal")
            : there == FileIdentity.Of(path)
                ? UserMessage.Of(
                    $"{path} and {written} are one file, and its log lies beside {written}, with answers that are not in the database yet. Use it by that name: {Setting.Store.To(written)}")
                : null; // a copy
    }

    /// <exception cref="BadInputException">There is an objection.</exception>
    public static void Require(string path)
    {
        if (Objection(path) is { } why)
        {
            throw new BadInputException(why);
        }
    }
}
