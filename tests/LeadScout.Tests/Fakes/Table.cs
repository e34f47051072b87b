using System.Collections.Concurrent;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Tests.Fakes;

/// <summary>A list of several columns in memory, with rows that can't be used, and cells that nobody has computed.</summary>
internal sealed class Table(string[] columns, params string[][] rows)
{
    public const string Unusable = "(unusable)";
    public const string Uncomputed = "(uncomputed)";

    public LeadFile File => new("leads.csv", "c0ffee", Open, (reader, added) => new Writer(this, reader, added), () => { });

    /// <summary>The result once it is complete, as lines of values joined by '|'; null before.</summary>
    public IReadOnlyList<string>? Result { get; private set; }

    public ILeadReader Open() => new Reader(columns, rows);

    public JobRequest Request(JobSettings? settings = null, params Question[] questions) =>
        new(File, "result.csv", questions is [] ? [Samples.Question] : [.. questions], settings ?? new());

    private sealed class Reader(string[] columns, string[][] rows) : ILeadReader
    {
        public IReadOnlyList<string> Columns => columns;

        public long Row { get; private set; }

        public string Dialect => "comma";

        public IReadOnlyList<string> Notes => ["a note"];

        public bool Read()
        {
            if (Row == rows.Length)
            {
                return false;
            }

            Row++;
            return rows[Row - 1][0] != Unusable ? true : throw new BadRowException($"Row {Row}: unusable", rows[Row - 1] is [_, var advice] ? advice : "Mend it.");
        }

        public ReadOnlySpan<char> Value(int column) => rows[Row - 1][column];

        public bool IsUncomputed(int column) => rows[Row - 1][column] == Uncomputed;

        public void Dispose()
        {
        }
    }

    private sealed class Writer(Table table, ILeadReader reader, IReadOnlyList<AddedColumn> added) : ILeadWriter
    {
        private readonly ConcurrentQueue<string> _taken = new();
        private readonly List<string> _lines = [string.Join('|', reader.Columns.Concat(added.Select(column => column.Name)))];

        public void Take() => _taken.Enqueue(string.Join('|', Enumerable.Range(0, reader.Columns.Count).Select(column => reader.Value(column).ToString())));

        public void TakeEnd()
        {
        }

        public void Write(ReadOnlySpan<string> added) =>
            _lines.Add(string.Join('|', [_taken.TryDequeue(out var row) ? row : throw new InvalidOperationException("No row was taken."), .. added]));

        public void Complete() => table.Result = _lines;

        public void Dispose()
        {
        }
    }
}
