using System.Text;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;

namespace LeadScout.Files.Tests.Recipes;

/// <summary>
/// A format that nobody has: a lead a line, values between bars, the header first. What the recipe of CONTRIBUTING asks for, and no more.
/// </summary>
internal static class MadeUpFormat
{
    public static readonly LeadFormat Format = new(
        "Bars",
        [".bars"],
        (source, _) => () => new Reader(source),
        (reader, added, target) => new Writer((Reader)reader, added, target))
    { IsText = true };

    private sealed class Reader : ILeadReader
    {
        private readonly ListSource _source;
        private readonly StreamReader _lines;

        public Reader(ListSource source)
        {
            _source = source;
            _lines = new StreamReader(source.Open(), new UTF8Encoding(false));
            Columns = _lines.ReadLine()?.Split('|') ?? throw new BadInputException($"'{source.Name}' is empty.");
        }

        public IReadOnlyList<string> Columns { get; }

        public long Row { get; private set; }

        public string Dialect => "Bars";

        public string Line { get; private set; } = "";

        public bool Read()
        {
            if (_lines.ReadLine() is not { } line)
            {
                return false;
            }

            (Line, Row) = (line, Row + 1);
            return line.Split('|').Length is var values && values == Columns.Count
                ? true
                : throw new BadRowException($"'{_source.Name}', row {Row}: {values} values in {Columns.Count} columns", "Mend the row.");
        }

        public ReadOnlySpan<char> Value(int column) => Line.Split('|')[column];

        public void Dispose() => _lines.Dispose();
    }

    private sealed class Writer : ILeadWriter
    {
        private readonly Reader _reader;
        private readonly TargetFile _target;
        private readonly Queue<string> _taken = new();

        public Writer(Reader reader, IReadOnlyList<AddedColumn> added, TargetFile target)
        {
            (_reader, _target) = (reader, target);
            WriteLine([.. reader.Columns, .. added.Select(column => column.Name)]);
        }

        public void Take() => _taken.Enqueue(_reader.Line);

        public void TakeEnd()
        {
        }

        public void Write(ReadOnlySpan<string> added) => WriteLine([_taken.Dequeue(), .. added]);

        public void Complete() => _target.Complete();

        public void Dispose() => _target.Dispose();

        private void WriteLine(string[] values) => _target.Stream.Write(Encoding.UTF8.GetBytes(string.Join('|', values) + "\n"));
    }
}
