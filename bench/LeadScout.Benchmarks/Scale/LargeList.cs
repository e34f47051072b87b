using System.Collections.Concurrent;
using System.Globalization;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Savings.Sets;

namespace LeadScout.Benchmarks.Scale;

/// <summary>
/// A list of any length that is made up row by row and held nowhere: job titles "at" companies, each distinct text at least once, the other
/// rows by Zipf's law. The label is that of the title. A pure function of the row's number.
/// </summary>
internal sealed class LargeList(LabelledSet titles, IReadOnlyList<string> companies, long rows, int distinct)
{
    private const string Between = " at ";

    /// <summary>The list for a job.</summary>
    public LeadFile File =>
        new(
            "large",
            string.Create(CultureInfo.InvariantCulture, $"{rows:x16}{distinct:x16}"),
            () => new Reader(this),
            (reader, _) => new Writer(this, reader),
            () => { });

    /// <summary>What is asked.</summary>
    public Question Question => titles.Question;

    /// <summary>Rows whose label in the result differs from the teacher's; known once the result is written.</summary>
    public long Different { get; private set; }

    /// <summary>What the teacher says about a text of the list.</summary>
    public int LabelOf(string text) =>
        titles.Labels[titles.IndexOf(Texts.TextKey.Of(text[..text.LastIndexOf(Between, StringComparison.Ordinal)]))];

    /// <summary>The text of a row, counted from 0.</summary>
    public string Text(long row)
    {
        var text = TextOf(row);
        var (title, company) = (text % titles.Texts.Count, (int)(Mix((ulong)text) % (ulong)companies.Count));
        return titles.Texts[title] + Between + companies[company];
    }

    /// <summary>The first rows go through all texts, the others draw a rank whose logarithm is uniform.</summary>
    private int TextOf(long row) => row < distinct ? (int)row : (int)Math.Pow(distinct, (Mix((ulong)row) >> 11) * (1.0 / (1UL << 53))) - 1;

    /// <summary>Steele, Lea, Flood: the finaliser of SplitMix64.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    private sealed class Reader(LargeList list) : ILeadReader
    {
        public IReadOnlyList<string> Columns { get; } = ["text"];

        public long Row { get; private set; }

        public bool Read() => Row < list.RowCount && ++Row > 0;

        public ReadOnlySpan<char> Value(int column) => list.Text(Row - 1);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(LargeList list, ILeadReader reader) : ILeadWriter
    {
        private readonly ConcurrentQueue<string> _taken = new();
        private long _different;

        public void Take() => _taken.Enqueue(reader.Value(0).ToString());

        public void TakeEnd()
        {
        }

        public void Write(ReadOnlySpan<string> added) =>
            _different += _taken.TryDequeue(out var text) && list.Question.IndexOf(added[0]) == list.LabelOf(text) ? 0 : 1;

        public void Complete() => list.Different = _different;

        public void Dispose()
        {
        }
    }

    private long RowCount => rows;
}
