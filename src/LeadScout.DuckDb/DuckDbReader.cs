using DuckDB.NET.Data;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.DuckDb;

/// <summary>Streams the rows of a table's copy.</summary>
internal sealed class DuckDbReader : ILeadReader
{
    private static readonly string[] NoText = ["BLOB", "BIT", "STRUCT", "MAP", "UNION"];

    private readonly string _name;
    private readonly string[] _types;
    private readonly DuckDBConnection _connection;
    private readonly DuckDBDataReader _rows;

    private DuckDbReader(string name, DuckDbSession session)
    {
        (_name, Session) = (name, session);
        _connection = session.Connect();
        using (
            var columns = Query($"SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = '{DuckDbSession.List}' ORDER BY column_index"))
        {
            var all = Rows(columns, 2).ToArray();
            Columns = [.. all.Select(column => column[0])];
            _types = [.. all.Select(column => column[1])];
        }

        _rows = Query($"SELECT rowid, {Texts} FROM {DuckDbSession.List} ORDER BY rowid");
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns { get; }

    /// <inheritdoc/>
    public long Row { get; private set; }

    /// <inheritdoc/>
    public string Dialect => "table in DuckDB";

    /// <summary>Where the list's copy is.</summary>
    public DuckDbSession Session { get; }

    /// <summary>The current row's number in the copy.</summary>
    public long Id => _rows.GetInt64(0);

    private string Texts => string.Join(", ", Columns.Select(column => $"CAST({DuckDbAddress.Quoted(column)} AS VARCHAR)"));

    /// <summary>Opens a table at its first row.</summary>
    /// <exception cref="BadInputException">It can't be read.</exception>
    public static DuckDbReader Open(DuckDbAddress from, string name)
    {
        var session = new DuckDbSession();
        try
        {
            session.Copy(from, name);
            return new DuckDbReader(name, session);
        }
        catch (DuckDBException e)
        {
            session.Dispose();
            throw new BadInputException($"'{name}' can't be read: {DuckDbSession.FirstLine(e)}", e);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Names, types and values, one text each; null and nothing differ.</summary>
    public IEnumerable<string> Everything()
    {
        foreach (var (column, type) in Columns.Zip(_types))
        {
            yield return $"{column}\0{type}";
        }

        while (_rows.Read())
        {
            for (var i = 1; i <= Columns.Count; i++)
            {
                yield return _rows.IsDBNull(i) ? "\0" : _rows.GetString(i);
            }
        }
    }

    /// <inheritdoc/>
    public bool Read()
    {
        if (_rows.Read())
        {
            Row++;
            return true;
        }

        return Row > 0 ? false : throw new BadInputException($"'{_name}' has columns and no rows. A list needs a row for every lead.");
    }

    /// <inheritdoc/>
    public ReadOnlySpan<char> Value(int column)
    {
        if (NoText.Any(type => _types[column].StartsWith(type, StringComparison.Ordinal)) || _types[column].EndsWith(']'))
        {
            throw new BadInputException(
                $"'{_name}': the column '{Columns[column]}' is of the type {_types[column]}, which has no text to ask about. Ask about another column.");
        }

        return _rows.IsDBNull(column + 1) ? "" : _rows.GetString(column + 1);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _connection.Dispose();
        Session.Dispose();
    }

    private DuckDBDataReader Query(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader();
    }

    private static IEnumerable<string[]> Rows(DuckDBDataReader reader, int columns)
    {
        while (reader.Read())
        {
            yield return [.. Enumerable.Range(0, columns).Select(reader.GetString)];
        }
    }
}
