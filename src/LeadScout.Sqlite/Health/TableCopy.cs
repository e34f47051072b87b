using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Health;

/// <summary>How much of a table was taken over.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">Rows that were taken.</param>
/// <param name="IsComplete">Whether it could be read from one end to the other and every row was fit to be kept.</param>
public sealed record SavedTable(string Table, long Rows, bool IsComplete);

/// <summary>
/// Takes a table's rows over into another database, as far as SQLite can read them: from the front to the damage, then from the back to
/// it.
/// </summary>
internal static class TableCopy
{
    /// <summary>Copies the columns that both have. Inside a transaction of the target.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Names of the schema, in quotes.")]
    public static SavedTable Run(SqliteConnection? from, SqliteConnection to, string table)
    {
        var before = Count(to, table);
        var isComplete = from is not null;
        try
        {
            var columns = from is null
                ? []
                : ColumnsOf(to, table).Intersect(ColumnsOf(from, table)).Select(name => $"\"{name}\"").ToArray();
            if (columns.Length > 0)
            {
                var list = string.Join(", ", columns);
                using var insert = new SqliteCommand($"INSERT OR IGNORE INTO \"{table}\" ({list}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})",
                to);
                var key = HasRowId(from!, table) ? "rowid" : "1";
                isComplete = Copy(from!, $"SELECT {list} FROM \"{table}\" NOT INDEXED", insert);
                _ = isComplete || Copy(from!, $"SELECT {list} FROM \"{table}\" NOT INDEXED ORDER BY {key} DESC", insert);
            }
        }
        catch (SqliteException)
        {
            isComplete = false; // not even its columns can be read
        }

        return new SavedTable(table, Count(to, table) - before, isComplete);
    }

    private static bool Copy(SqliteConnection from, string sql, SqliteCommand insert)
    {
        var isComplete = true;
        try
        {
            using var read = new SqliteCommand(sql, from);
            using var row = read.ExecuteReader();
            while (row.Read())
            {
                isComplete &= TryInsert(insert, row);
            }

            return isComplete;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    /// <summary>The target's own rules say what a row may hold.</summary>
    private static bool TryInsert(SqliteCommand insert, SqliteDataReader row)
    {
        try
        {
            insert.Parameters.Clear();
            for (var i = 0; i < row.FieldCount; i++)
            {
                insert.Parameters.AddWithValue($"@p{i}", row.GetValue(i));
            }

            insert.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names of the schema, in quotes.")]
    private static List<string> ColumnsOf(SqliteConnection connection, string table)
    {
        using var command = new SqliteCommand("SELECT name FROM pragma_table_info(@table)", connection);
        command.Parameters.AddWithValue("@table", table);
        using var row = command.ExecuteReader();
        var names = new List<string>();
        while (row.Read())
        {
            names.Add(row.GetString(0));
        }

        return names;
    }

    private static bool HasRowId(SqliteConnection connection, string table) =>
        (long)connection.Value("SELECT wr FROM pragma_table_list WHERE name = @table AND schema = 'main'", ("@table", table))! == 0;

    [SuppressMessage("Security", "CA2100", Justification = "Names of the schema, in quotes.")]
    private static long Count(SqliteConnection connection, string table) => (long)connection.Value($"SELECT count(*) FROM \"{table}\"")!;
}
