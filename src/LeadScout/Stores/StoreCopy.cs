using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Questions;

namespace LeadScout.Stores;

/// <summary>
/// Copies all that a database holds to another that is empty, and proves that both hold the same. Cut off at any moment, it goes on when it is
/// given again. Nothing is asked, and the source stays as it is.
/// </summary>
public sealed class StoreCopy
{
    private const int MostRows = 5_000; // of a transaction
    private const int MostBytes = 8 << 20;

    private readonly string _from;
    private readonly string _to;
    private readonly IStoreContents _source;
    private readonly IStoreContents _target;
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Dictionary<string, TableSum> _sums = new(StringComparer.Ordinal);
    private long _copied;
    private long _replaced;

    /// <param name="from">The source. While it is copied nobody else writes to it.</param>
    /// <param name="to">The target, opened to be filled.</param>
    public StoreCopy(IDatabase from, IDatabase to)
        : this(Named(from), Named(to))
    {
    }

    internal StoreCopy((string Name, IStoreContents Contents) from, (string Name, IStoreContents Contents) to) =>
        ((_from, _source), (_to, _target)) = (from, to);

    /// <summary>Makes sure that nobody is at work in a database that is to be copied.</summary>
    /// <exception cref="Jobs.JobHeldException">A job is at work.</exception>
    /// <exception cref="BadInputException">Somebody writes to it.</exception>
    public static async Task RequireAtRestAsync(IDatabase from, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        await using var held = (await from.Contents.HoldAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Copies what the target lacks, and compares.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Ends it after the rows that are being written.</param>
    /// <exception cref="Jobs.JobHeldException">A job of the source is at work.</exception>
    /// <exception cref="BadInputException">The target holds something else; a database is damaged, full or gone.</exception>
    public async Task<StoreCopyReport> RunAsync(IProgress<StoreCopyProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await RequireTwoAsync(cancellationToken).ConfigureAwait(false);
        await using var source = (await _source.HoldAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await using var target = (await _target.ReserveAsync(cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        var begun = await _target.UnfinishedAsync(cancellationToken).ConfigureAwait(false);
        var there = await TotalAsync(_target, cancellationToken).ConfigureAwait(false);
        var total = await TotalAsync(_source, cancellationToken).ConfigureAwait(false);
        var tell = new Teller(progress, total);
        if (begun is null && (there > 0 || total == 0))
        {
            await RequireTheSameAsync(tell, cancellationToken).ConfigureAwait(false);
            return Report() with { WasThere = true };
        }

        if (begun is null)
        {
            await _target.BeginAsync(_from, cancellationToken).ConfigureAwait(false);
        }

        var begunWith = there > 0 ? await SumsAsync(tell, StoreCopyPhase.Looking, cancellationToken).ConfigureAwait(false) : [];
        tell.Begin(StoreCopyPhase.Copying);
        foreach (var table in StoredTable.All)
        {
            await CopyAsync(table, begunWith.GetValueOrDefault(table.Name), tell, cancellationToken).ConfigureAwait(false);
        }

        var read = await SumsAsync(tell, StoreCopyPhase.Verifying, cancellationToken).ConfigureAwait(false);
        if (StoredTable.All.FirstOrDefault(table => read[table.Name] != _sums[table.Name]) is { } differing)
        {
            throw new BadInputException(
                "store-damaged",
                $"What was written to {_to} is not what can be read there: its table {differing.Name} differs from that of {_from}, which is as it was. Take {_to} away, and copy again, or to another disk or server.");
        }

        await _target.FinishAsync(cancellationToken).ConfigureAwait(false);
        return Report() with { WasResumed = begun is not null };
    }

    private async Task RequireTwoAsync(CancellationToken cancellationToken)
    {
        if (await _source.IdentityAsync(cancellationToken).ConfigureAwait(false) == await _target.IdentityAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new BadInputException("file-used-twice", $"{_from} and {_to} are one database. Copy to another.");
        }
    }

    /// <summary>What the target holds.</summary>
    private async Task<Dictionary<string, TableSum>> SumsAsync(Teller tell, StoreCopyPhase phase, CancellationToken cancellationToken)
    {
        tell.Begin(phase);
        var sums = new Dictionary<string, TableSum>(StringComparer.Ordinal);
        foreach (var table in StoredTable.All)
        {
            sums[table.Name] = await SumAsync(_target, table, tell, cancellationToken).ConfigureAwait(false);
        }

        return sums;
    }

    private static (string Name, IStoreContents Contents) Named(IDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        return (database.Name, database.Contents);
    }

    private static async Task<long> TotalAsync(IStoreContents contents, CancellationToken cancellationToken)
    {
        var rows = 0L;
        foreach (var table in StoredTable.All)
        {
            rows += await contents.CountAsync(table, cancellationToken).ConfigureAwait(false);
        }

        return rows;
    }

    /// <summary>Nothing is written to a database that somebody has filled otherwise; one that holds the same needs nothing.</summary>
    private async Task RequireTheSameAsync(Teller tell, CancellationToken cancellationToken)
    {
        tell.Begin(StoreCopyPhase.Looking);
        foreach (var table in StoredTable.All)
        {
            // A count is quick, and says of most that they are something else.
            var (here, there) = (await _source.CountAsync(table, cancellationToken).ConfigureAwait(false), await _target.CountAsync(table, cancellationToken).ConfigureAwait(false));
            if (here != there)
            {
                throw HoldsSomethingElse($"{Counted(there)} in its table {table.Name}, the source {Counted(here)}");
            }
        }

        foreach (var table in StoredTable.All)
        {
            var there = await SumAsync(_target, table, tell: null, cancellationToken).ConfigureAwait(false);
            if ((_sums[table.Name] = await SumAsync(_source, table, tell, cancellationToken).ConfigureAwait(false)) != there)
            {
                throw HoldsSomethingElse($"other rows in its table {table.Name}");
            }
        }
    }

    private BadInputException HoldsSomethingElse(string what) => new(
        "store-not-empty",
        $"{_to} already holds something else: {what}. It was left as it is. Copy to an empty database, or to a file that is not there yet.");

    private static string Counted(long rows) => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {(rows == 1 ? "row" : "rows")}");

    /// <summary>Copies a table from where an earlier copy was cut off: what is there must be what the source begins with.</summary>
    private async Task CopyAsync(StoredTable table, TableSum there, Teller tell, CancellationToken cancellationToken)
    {
        var sum = default(TableSum);
        var (rows, bytes) = (new List<object?[]>(), 0L);
        await foreach (var row in _source.ReadAsync(table, cancellationToken).ConfigureAwait(false))
        {
            if (sum.Rows == there.Rows && sum != there)
            {
                break;
            }

            sum = sum.With(table, row, _buffer);
            tell.Row(table);
            if (sum.Rows <= there.Rows)
            {
                continue;
            }

            rows.Add(row);
            bytes += _buffer.WrittenCount;
            if (rows.Count == MostRows || bytes >= MostBytes)
            {
                await AppendAsync(table, rows, cancellationToken).ConfigureAwait(false);
                (rows, bytes) = ([], 0);
            }
        }

        if (sum.Rows < there.Rows || (sum.Rows == there.Rows && sum != there))
        {
            throw new BadInputException(
                "store-not-empty",
                $"{_to} is an unfinished copy of another database, or {_from} has changed since it was begun: their tables {table.Name} differ. Take {_to} away, and run the same command again: nothing is lost, all of it is a copy.");
        }

        await AppendAsync(table, rows, cancellationToken).ConfigureAwait(false);
        _sums[table.Name] = sum;
    }

    private async Task AppendAsync(StoredTable table, List<object?[]> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (!_target.KeepsZeroCharacters)
        {
            _replaced += rows.Sum(row => row.Where((value, i) =>
                table.Columns[i].Kind == StoredKind.Text && value is string text && text.Contains('\0', StringComparison.Ordinal)).Count());
        }

        await _target.AppendAsync(table, rows, CancellationToken.None).ConfigureAwait(false);
        _copied += rows.Count;
    }

    private async Task<TableSum> SumAsync(IStoreContents contents, StoredTable table, Teller? tell, CancellationToken cancellationToken)
    {
        var sum = default(TableSum);
        await foreach (var row in contents.ReadAsync(table, cancellationToken).ConfigureAwait(false))
        {
            sum = sum.With(table, row, _buffer);
            tell?.Row(table);
        }

        return sum;
    }

    private StoreCopyReport Report() => new(
        [.. StoredTable.All.Select(table => new CopiedTable(table.Name, _sums[table.Name].Rows, _sums[table.Name].Sum.ToString("x32", CultureInfo.InvariantCulture)))],
        _copied,
        _replaced);

    private sealed class Teller(IProgress<StoreCopyProgress>? progress, long total)
    {
        private StoreCopyPhase _phase;
        private long _rows;

        public void Begin(StoreCopyPhase phase) => (_phase, _rows) = (phase, 0);

        public void Row(StoredTable table)
        {
            if (++_rows % 1_000 == 0 || _rows == total)
            {
                progress?.Report(new StoreCopyProgress(_phase, table.Name, _rows, total));
            }
        }
    }
}
