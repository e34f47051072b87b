using DuckDB.NET.Data;
using LeadScout.Questions;

namespace LeadScout.DuckDb;

/// <summary>
/// A database of our own in a folder of its own, gone afterwards, with a copy of the list: what is read, hashed and joined is one and the
/// same, whatever others do to the table meanwhile, and every row has a number. Not thread-safe; connections of it are.
/// </summary>
internal sealed class DuckDbSession : IDisposable
{
    /// <summary>The copy of the list.</summary>
    public const string List = "leads";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-duckdb-");
    private readonly DuckDBConnection _connection;

    public DuckDbSession()
    {
        _connection = Connect();
        Execute(_connection, "SET autoinstall_known_extensions = false"); // nothing is fetched that nobody asked for
    }

    /// <summary>Opens one more connection.</summary>
    public DuckDBConnection Connect()
    {
        var connection = new DuckDBConnection($"DataSource={Path.Join(_folder.FullName, "scratch.duckdb")}");
        connection.Open();
        return connection;
    }

    /// <summary>Copies a table.</summary>
    /// <exception cref="BadInputException">It can't be read.</exception>
    public void Copy(DuckDbAddress from, string name)
    {
        if (from.Kind != "postgres" && !File.Exists(from.Source))
        {
            throw new BadInputException($"There is no file '{from.Source}'.");
        }

        try
        {
            Attach(_connection, from, readOnly: true);
            Execute(_connection, $"CREATE TABLE {List} AS SELECT * FROM {from.Sql("source")}");
            Execute(_connection, "DETACH source");
        }
        catch (DuckDBException e)
        {
            throw new BadInputException($"'{name}' can't be read: {FirstLine(e)} {AdviceOn(from)}", e);
        }
    }

    /// <summary>Attaches a database as <c>source</c>.</summary>
    public static void Attach(DuckDBConnection connection, DuckDbAddress address, bool readOnly)
    {
        string[] options =
            [.. address.Kind.Length == 0 ? [] : (string[])[$"TYPE {address.Kind}"], .. readOnly ? (string[])["READ_ONLY"] : []];
        Execute(connection, $"ATTACH '{address.Source.Replace("'", "''", StringComparison.Ordinal)}' AS source{(options.Length == 0 ? "" : $" ({string.Join(", ",
        options)})")}");
    }

    public static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>What DuckDB says, without its hints at SQL.</summary>
    public static string FirstLine(DuckDBException e) => e.Message.Split('\n')[0].TrimEnd('.', ' ', '!') + ".";

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string AdviceOn(DuckDbAddress address) => address.Kind.Length == 0
        ? "Is the table's name right, and the file no longer open in another program?"
        : $"DuckDB reads such databases by its extension '{address.Kind}', which it has to have installed once, with: duckdb -c \"INSTALL {address.Kind}\"";
}
