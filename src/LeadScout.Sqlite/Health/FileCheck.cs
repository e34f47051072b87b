using System.Globalization;
using LeadScout.Messages;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Health;

/// <summary>Looks at a database's file, its log and its pages.</summary>
internal static class FileCheck
{
    private const int MostMessages = 10;

    /// <exception cref="BadInputException">It is somebody else's, or a newer version's.</exception>
    public static void Run(DatabasePages pages, ReadableCopy copy, string path, List<Finding> findings)
    {
        if (!pages.HasHeader)
        {
            findings.Add(
                Wrong(pages.Length == 0 ? "The file is empty." : "The file does not begin as a database does: its header is damaged, or it is none."));
        }
        else if (pages.Length % pages.PageSize != 0 || (!pages.Log.Exists && pages.Length / pages.PageSize < pages.PagesSaid))
        {
            findings.Add(Wrong(string.Create(
                CultureInfo.InvariantCulture,
                $"The file ends too early: it has {pages.Length} bytes, and its header speaks of {pages.PagesSaid} pages of {pages.PageSize}.")));
        }

        LookAtLog(pages.Log, findings);
        if (!copy.IsAsItStands)
        {
            findings.Add(Wrong("SQLite can't read the schema, so that no other command can open the database."));
            return;
        }

        try
        {
            var version = Schema.Check(copy.Connection, path);
            LookAtPages(copy.Connection, findings);
            if (version == Schema.Version)
            {
                LookAtSchema(copy.Connection, findings);
            }
        }
        catch (SqliteException e)
        {
            findings.Add(Wrong($"SQLite gives up: {e.Message}"));
        }
    }

    private static void LookAtLog(WriteAheadLog log, List<Finding> findings)
    {
        if (log is { Exists: true, PageSize: 0 })
        {
            findings.Add(Wrong("The write-ahead log's header is damaged: SQLite counts nothing of what is in it."));
        }

        if (log.Broken > 0)
        {
            findings.Add(new Finding(
                false,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The write-ahead log breaks off: {log.Broken} pages at its end do not hold together. A crash leaves it so, and then nothing was lost; or it is damaged."),
                $"If answers are missing, {Setting.Salvage} takes them out of the rest of the log as well."));
        }

        if (log.Uncommitted > 0)
        {
            findings.Add(
                new Finding(false, string.Create(CultureInfo.InvariantCulture, $"{log.Uncommitted} pages in the write-ahead log belong to a commit that a crash cut off."), null));
        }
    }

    private static void LookAtPages(SqliteConnection connection, List<Finding> findings)
    {
        using var command = new SqliteCommand($"PRAGMA integrity_check({MostMessages})", connection);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            if (row.GetString(0) is var message and not "ok")
            {
                findings.Add(Wrong($"Pages: {message.ReplaceLineEndings(" ").Replace("*** in database main *** ", "", StringComparison.Ordinal)}"));
            }
        }
    }

    /// <summary>SQLite takes any schema that it understands; ours is what the migrations make it.</summary>
    private static void LookAtSchema(SqliteConnection connection, List<Finding> findings)
    {
        using var fresh = Database.OpenEmpty();
        var (there, wanted) = (Statements(connection), Statements(fresh.Connection));
        if (there.Except(wanted).Concat(wanted.Except(there)).Select(statement => statement.Name).Distinct().ToArray() is { Length: > 0 } names)
        {
            findings.Add(Wrong($"The schema is not what LeadScout made it: {string.Join(", ", names.Take(MostMessages))}."));
        }
    }

    private static List<(string Name, string Sql)> Statements(SqliteConnection connection)
    {
        using var command = new SqliteCommand(
            "SELECT type || ' ' || name, tbl_name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
            connection);
        using var row = command.ExecuteReader();
        var statements = new List<(string, string)>();
        while (row.Read())
        {
            statements.Add((row.GetString(0), row.GetString(1)));
        }

        return statements;
    }

    private static Finding Wrong(string what) => new(true, what, Finding.SaveIt);
}
