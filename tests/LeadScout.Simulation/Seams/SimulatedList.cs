using System.Collections.Concurrent;
using System.Collections.Immutable;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Simulation.Scheduling;
using LeadScout.Simulation.Worlds;
using LeadScout.Texts;

namespace LeadScout.Simulation.Seams;

/// <summary>A list, and its result: there as a whole, or not at all.</summary>
internal sealed class SimulatedList(ImmutableArray<ImmutableArray<string>> rows, string name = "list")
{
    private readonly string _hash = Hash128.Of(string.Join('\n', rows.Select(row => string.Join('|', row)))).ToString();

    /// <summary>By row: the list's columns and the added ones; null as long as there is no result.</summary>
    public IReadOnlyList<ImmutableArray<string>>? Result { get; private set; }

    public ImmutableArray<ImmutableArray<string>> Rows => rows;

    /// <summary>The list as a process sees it.</summary>
    /// <param name="process">Which.</param>
    /// <param name="fault">Drawn when a result is written: the row at which the disk is full, the number of rows for the rename; null for none.</param>
    public LeadFile FileOf(SimulatedProcess process, Func<int?> fault) => new(
        name, _hash, () => new Reader(rows), (reader, _) => new Writer(this, process, reader, fault()), () => { });

    private sealed class Reader(ImmutableArray<ImmutableArray<string>> rows) : ILeadReader
    {
        public IReadOnlyList<string> Columns => Scenario.Columns;

        public long Row { get; private set; }

        public bool Read() => Row < rows.Length && ++Row > 0;

        public ReadOnlySpan<char> Value(int column) => rows[(int)Row - 1][column];

        public void Dispose()
        {
        }
    }

    private sealed class Writer(SimulatedList list, SimulatedProcess process, ILeadReader reader, int? fault) : ILeadWriter
    {
        private readonly ConcurrentQueue<ImmutableArray<string>> _taken = new();
        private readonly List<ImmutableArray<string>> _written = [];

        public void Take() => _taken.Enqueue([.. Enumerable.Range(0, reader.Columns.Count).Select(column => reader.Value(column).ToString())]);

        public void TakeEnd()
        {
        }

        public void Write(ReadOnlySpan<string> added)
        {
            Fail(_written.Count);
            _taken.TryDequeue(out var lead);
            _written.Add([.. lead, .. added]);
        }

        public void Complete()
        {
            Fail(list.Rows.Length);
            if (process.IsAlive)
            {
                list.Result = _written;
            }
        }

        public void Dispose()
        {
        }

        private void Fail(int row)
        {
            if (fault == row)
            {
                throw new BadInputException("The disk is full.");
            }
        }
    }
}
