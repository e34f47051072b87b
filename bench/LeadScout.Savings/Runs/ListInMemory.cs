using System.IO.Hashing;
using LeadScout.Jobs.Lists;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Runs;

/// <summary>A list as a job reads it, and its result as the job wrote it.</summary>
/// <param name="sample">Its rows.</param>
/// <param name="hints">By row of the set: what stands in its second column; null for none.</param>
internal sealed class ListInMemory(Sample sample, string[]? hints = null)
{
    /// <summary>By row: the label written, -1 where there is none; null before the result is complete.</summary>
    public int[]? Output { get; private set; }

    /// <summary>The list for a job.</summary>
    public LeadFile File => new(sample.Set.Name, Hash(), () => new Reader(sample, hints), (_, _) => new Writer(this), () => { });

    private string Hash()
    {
        var hash = new XxHash128();
        foreach (var row in sample.Rows)
        {
            hash.Append(BitConverter.GetBytes(row));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private sealed class Reader(Sample sample, string[]? hints) : ILeadReader
    {
        public IReadOnlyList<string> Columns { get; } = hints is null ? ["text"] : ["text", ListJob.HintColumn];

        public long Row { get; private set; }

        public bool Read() => Row < sample.Rows.Length && ++Row > 0;

        public ReadOnlySpan<char> Value(int column) =>
            column == 0 ? sample.Set.Rows[sample.Rows[(int)Row - 1]].Text : hints![sample.Rows[(int)Row - 1]];

        public void Dispose()
        {
        }
    }

    private sealed class Writer(ListInMemory list) : ILeadWriter
    {
        private readonly int[] _output = [.. Enumerable.Repeat(-1, list.RowCount)];

        private int _written;

        public void Take()
        {
        }

        public void TakeEnd()
        {
        }

        public void Write(ReadOnlySpan<string> added) => _output[_written++] = list.LabelOf(added[0]);

        public void Complete() => list.Output = _output;

        public void Dispose()
        {
        }
    }

    private int RowCount => sample.Rows.Length;

    private int LabelOf(string label) => sample.Set.Question.IndexOf(label);
}
