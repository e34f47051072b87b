using System.Collections.Concurrent;
using System.Globalization;
using DuckDB.NET.Data;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.DuckDb;

/// <summary>
/// Collects the added values beside the list's copy, and at last makes the result of both in one statement, which happens whole or not at
/// all. Of a trial on the first rows only these are in the result.
/// </summary>
internal sealed class DuckDbWriter : ILeadWriter
{
    private const string Added = "added";

    private readonly DuckDbReader _reader;
    private readonly IReadOnlyList<AddedColumn> _columns;
    private readonly DuckDbAddress _to;
    private readonly DuckDBConnection _connection;
    private readonly DuckDBAppender _appender;
    private readonly ConcurrentQueue<long> _taken = new();

    /// <param name="reader">Not read from yet.</param>
    /// <param name="added">The added columns.</param>
    /// <param name="to">The result.</param>
    public DuckDbWriter(DuckDbReader reader, IReadOnlyList<AddedColumn> added, DuckDbAddress to)
    {
        (_reader, _columns, _to) = (reader, added, to);
        _connection = reader.Session.Connect();
        DuckDbSession.Execute(_connection, $"CREATE TABLE {Added} (id BIGINT, {string.Join(", ", added.Select((column, i) => $"c{i} {(column.IsNumber ? "DOUBLE" : "VARCHAR")}"))})");
        _appender = _connection.CreateAppender(Added);
    }

    /// <summary>Checks that a result can be written, and leaves nothing behind.</summary>
    /// <exception cref="BadInputException">It can't, or there is something there already.</exception>
    public static void Check(DuckDbAddress to)
    {
        var isNew = to.Kind.Length == 0 && !File.Exists(to.Source);
        using var session = new DuckDbSession();
        using var connection = session.Connect();
        try
        {
            DuckDbSession.Attach(connection, to, readOnly: false);
            DuckDbSession.Execute(connection, $"CREATE TABLE {to.Sql("source")} (trial INTEGER)");
            DuckDbSession.Execute(connection, $"DROP TABLE {to.Sql("source")}");
            DuckDbSession.Execute(connection, "DETACH source");
        }
        catch (DuckDBException e)
        {
            throw CannotWrite(to, e);
        }

        if (isNew)
        {
            File.Delete(to.Source);
        }
    }

    /// <inheritdoc/>
    public void Take() => _taken.Enqueue(_reader.Id);

    /// <inheritdoc/>
    public void TakeEnd()
    {
        // Nothing stands behind the last row of a table.
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<string> added)
    {
        if (!_taken.TryDequeue(out var id))
        {
            throw new InvalidOperationException("A lead is taken before it is written.");
        }

        var row = _appender.CreateRow().AppendValue(id);
        for (var i = 0; i < added.Length; i++)
        {
            row = added[i].Length == 0 ? row.AppendNullValue()
                : _columns[i].IsNumber ? row.AppendValue(double.Parse(added[i], CultureInfo.InvariantCulture))
                : row.AppendValue(added[i]);
        }

        row.EndRow();
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _appender.Close();
        var added = string.Join(", ", _columns.Select((column, i) => $"a.c{i} AS {DuckDbAddress.Quoted(column.Name)}"));
        try
        {
            DuckDbSession.Attach(_connection, _to, readOnly: false);
            DuckDbSession.Execute(
                _connection,
                $"CREATE TABLE {_to.Sql("source")} AS SELECT l.*, {added} FROM {DuckDbSession.List} l JOIN {Added} a ON l.rowid = a.id ORDER BY l.rowid");
            DuckDbSession.Execute(_connection, "DETACH source");
        }
        catch (DuckDBException e)
        {
            throw CannotWrite(_to, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _appender.Dispose();
        _connection.Dispose();
    }

    private static BadInputException CannotWrite(DuckDbAddress to, DuckDBException e) => new(
        $"The result '{to}' can't be written: {DuckDbSession.FirstLine(e)} A table that is there is never overwritten: drop it, or name another with {Setting.Output}. "
        + $"The file must not be open in another program.", e);
}
