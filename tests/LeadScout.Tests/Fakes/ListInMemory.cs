using System.Collections.Concurrent;
using LeadScout.Jobs.Lists;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Fakes;

/// <summary>A list of one column "Title", and its result as lines of values joined by '|'.</summary>
internal sealed class ListInMemory(params IReadOnlyList<string> titles)
{
    /// <summary>The result once it is complete; null before.</summary>
    public IReadOnlyList<string>? Result { get; private set; }

    public LeadFile File =>
        new("list", HashOf(titles), () => new Reader(titles), (reader, added) => new Writer(this, reader, added), () => { });

    private static string HashOf(IReadOnlyList<string> titles) =>
        Hash128.Of(string.Join('\n', titles)).ToString();

    private sealed class Reader(IReadOnlyList<string> titles) : ILeadReader
    {
        public IReadOnlyList<string> Columns { get; } = ["Title"];

        public long Row { get; private set; }

        public bool Read() => Row < titles.Count && ++Row > 0;

        public ReadOnlySpan<char> Value(int column) => titles[(int)Row - 1];

        public void Dispose()
        {
        }
    }

    private sealed class Writer(ListInMemory list, ILeadReader reader, IReadOnlyList<AddedColumn> added) : ILeadWriter
    {
        private readonly List<string> _lines = [string.Join('|', reader.Columns.Concat(added.Select(column => column.Name)))];

        private readonly ConcurrentQueue<string> _taken = new();

        public void Take() => _taken.Enqueue(reader.Value(0).ToString());

        public void TakeEnd() => Assert.False(reader.Read());

        public void Write(ReadOnlySpan<string> added)
        {
            Assert.True(_taken.TryDequeue(out var title));
            _lines.Add(string.Join('|', [title, .. added]));
        }

        public void Complete() => list.Result = _lines;

        public void Dispose()
        {
        }
    }
}
