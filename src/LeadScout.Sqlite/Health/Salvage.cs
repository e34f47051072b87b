using System.Collections.Immutable;
using LeadScout.Messages;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Health;

/// <summary>What was saved out of a damaged database.</summary>
/// <param name="File">The new database.</param>
/// <param name="Answers">Answers in it.</param>
/// <param name="Unproven">Those of them without a checksum, from before there were any: whole as far as can be seen.</param>
/// <param name="Lost">Answers that were in the damaged one and could not be read; null when it does not say how many it had.</param>
/// <param name="Tables">The other tables.</param>
public sealed record Saved(string File, long Answers, long Unproven, long? Lost, ImmutableArray<SavedTable> Tables);

/// <summary>
/// Saves every answer that can be read from a damaged database into a new one. Answers are found in the bytes, page by page; the other
/// tables are taken
/// over as far as SQLite reads them. The damaged file is only read. Memory grows with one number for each answer.
/// </summary>
internal static class Salvage
{
    /// <summary>Kept by the answers themselves, or by SQLite.</summary>
    private static readonly string[] NotCopied = ["answer", "answer_total", "schema_version", "retraction"];

    /// <param name="pages">The damaged database's bytes.</param>
    /// <param name="copy">The same as far as SQLite reads it.</param>
    /// <param name="target">Path of the new one, which must not be there.</param>
    /// <param name="interrupt">Ends it; nothing is left behind.</param>
    /// <exception cref="BadInputException">The new one can't be written.</exception>
    public static Saved Run(DatabasePages pages, ReadableCopy copy, string target, CancellationToken interrupt)
    {
        if (Path.Exists(target))
        {
            throw new BadInputException($"There is a {target} already, which is not overwritten. Name a new file with {Setting.Salvage}.");
        }

        var isDone = false;
        try
        {
            using var database = Database.OpenWriter(target);
            database.Connection.Run("PRAGMA foreign_keys = OFF"); // an answer outlives the row of its call
            var saved = database.Write(connection => Fill(database, connection, pages, copy, interrupt)) with { File = target };
            database.Connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
            if (database.Connection.Value("PRAGMA integrity_check(1)") is not "ok")
            {
                throw new BadInputException($"What was saved in {target} can't be read back. Name a file on another disk with {Setting.Salvage}.");
            }

            isDone = true;
            return saved;
        }
        finally
        {
            if (!isDone)
            {
                Array.ForEach(["", "-wal", "-shm"], ending => File.Delete(target + ending));
            }
        }
    }

    private static Saved Fill(Database database, SqliteConnection to, DatabasePages pages, ReadableCopy copy, CancellationToken interrupt)
    {
        var from = copy.IsReadable ? copy.Connection : null;
        var tables = Tables(to).Where(table => !NotCopied.Contains(table)).Select(table => TableCopy.Run(from, to, table)).ToList();
        var answers = new AnswerTable(database);
        var (found, unproven) = (new HashSet<long>(), 0L);
        foreach (var isProven in new[] { true, false }) // what is proven goes first
        {
            var carver = new AnswerCarver(pages);
            foreach (var page in pages.All())
            {
                interrupt.ThrowIfCancellationRequested();
                foreach (var answer in carver.Find(page).Where(answer => answer.IsProven == isProven && found.Add(answer.Row.Position)))
                {
                    answers.Insert(WithCallThatIsThere(to, answer.Row), null);
                    unproven += isProven ? 0 : 1;
                }
            }
        }

        tables.Add(Retractions(from, to, pages));
        return new Saved(
            "",
            found.Count,
            unproven,
            AnswersSaid(from) is { } said ? Math.Max(0, said - found.Count) : null,
            [.. tables.OrderBy(table => table.Table, StringComparer.Ordinal)]);
    }

    private static SavedTable Retractions(SqliteConnection? from, SqliteConnection to, DatabasePages pages)
    {
        var table = TableCopy.Run(from, to, "retraction");
        foreach (var (answer, by, at) in table.IsComplete ? [] : pages.All().SelectMany(RetractionCarver.Find))
        {
            to.Run(
                "INSERT OR IGNORE INTO retraction (answer, \"by\", at) SELECT position, @by, @at FROM answer WHERE position = @answer AND source = 1",
                ("@answer", answer), ("@by", by), ("@at", at));
        }

        to.Run("DELETE FROM retraction WHERE answer NOT IN (SELECT position FROM answer)");
        return table with { Rows = (long)to.Value("SELECT count(*) FROM retraction")! };
    }

    /// <summary>An answer whose call is lost keeps the call's number, as an imported one does.</summary>
    private static AnswerRow WithCallThatIsThere(SqliteConnection to, AnswerRow row) =>
        row.Call is { } call && to.Value("SELECT 1 FROM call WHERE id = @call", ("@call", call)) is null
            ? row with { Call = null, ImportedCall = call }
            : row;

    private static long? AnswersSaid(SqliteConnection? from)
    {
        try
        {
            return (long?)from?.Value("SELECT sum(answers) FROM answer_total");
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static List<string> Tables(SqliteConnection connection)
    {
        // Questions first: a job names its question where that has no name yet.
        using var command = new SqliteCommand(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name <> 'question', name",
            connection);
        using var row = command.ExecuteReader();
        var names = new List<string>();
        while (row.Read())
        {
            names.Add(row.GetString(0));
        }

        return names;
    }
}
