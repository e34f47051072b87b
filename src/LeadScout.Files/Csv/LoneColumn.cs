using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files.Csv;

/// <summary>
/// Whether what looks like a list of one column is one: whole rows, e-mail addresses included, must never pass for the text of one column.
/// Is shown every row, for a file may go on otherwise than it began. Not thread-safe.
/// </summary>
internal sealed class LoneColumn
{
    private const string Usual = ",;\t|";
    private const string InProse = ".-'\u2019\"&()[]{}<>?!_@"; // in names and texts of one column, too

    private static readonly UserMessage OneText =
        $"If every line is one text, say {Setting.Delimiter.To("tab")}: the result is then separated by tabs.";

    private readonly string _file;
    private readonly int _headerRow;
    private readonly DelimiterUse[] _usual;
    private readonly bool[] _begins; // by place: whether a column that is lined up with blanks may begin there
    private readonly List<(string Mark, int Count)> _inAll; // what stands as often in every row as in the header
    private long _rows;

    /// <param name="file">For messages.</param>
    /// <param name="header">The lone column's name.</param>
    /// <param name="headerRow">From 1.</param>
    public LoneColumn(string file, string header, int headerRow)
    {
        (_file, _headerRow) = (file, headerRow);
        _usual = [.. Usual.Select(delimiter => new DelimiterUse(delimiter, header.Contains(delimiter, StringComparison.Ordinal)))];
        _inAll = [.. header.Where(c => !char.IsLetterOrDigit(c) && !char.IsWhiteSpace(c) && !char.IsSurrogate(c) && !InProse.Contains(c, StringComparison.Ordinal)).Distinct()
            .Select(c => $"{c}").Append(" - ").Select(mark => (Mark: mark, Count: Count(header, mark))).Where(found => found.Count > 0)];
        _begins = [.. header.Select((_, place) => BeginsColumn(header, place))];
    }

    /// <summary>Looks at a row; a blank one counts neither way.</summary>
    public void See(ReadOnlySpan<char> cell)
    {
        if (cell.IsWhiteSpace())
        {
            return;
        }

        _rows++;
        foreach (var use in _usual)
        {
            use.See(cell);
        }

        for (var i = _inAll.Count - 1; i >= 0; i--)
        {
            if (Count(cell, _inAll[i].Mark) != _inAll[i].Count)
            {
                _inAll.RemoveAt(i);
            }
        }

        for (var place = Array.IndexOf(_begins, true); place >= 0; place = Array.IndexOf(_begins, true, place + 1))
        {
            _begins[place] = BeginsColumn(cell, place);
        }
    }

    /// <summary>Refuses a list whose one column's cells hold a delimiter regularly.</summary>
    /// <exception cref="BadInputException">They do; the message says which options settle it.</exception>
    public void Check()
    {
        var regular = Array.Find(_usual, use => use.IsRegularIn(_rows))?.Delimiter;
        if ((regular ?? (_rows > 0 && _inAll is [{ Mark: [var mark] }, ..] ? mark : null)) is { } delimiter)
        {
            throw new BadInputException(
                "delimiter-unclear",
                $"'{_file}' looks like a list of one column, but its cells hold a {CsvDialect.NameOf(delimiter)} again and again, so that whole rows would be taken for one text. "
                + $"If they are several columns, say {CsvDialect.Saying(delimiter)} (and {Setting.HeaderRow.To("N")} if the header is not row {_headerRow}); a row that stands in quotes as a whole must lose them first. "
                + $"{OneText}");
        }

        if (_rows > 0 && _inAll.Count > 0)
        {
            throw new BadInputException(
                "delimiter-unclear",
                $"'{_file}' looks like a list of one column, but its cells hold '{_inAll[0].Mark}' again and again, as between columns. Export it with another delimiter. {OneText}");
        }

        if (_rows > 0 && Array.IndexOf(_begins, true) >= 0)
        {
            throw new BadInputException(
                "delimiter-unclear",
                $"'{_file}' looks like columns that are lined up with blanks, so that whole rows would be taken for one text. Export it as CSV, with a delimiter between the columns. {OneText}");
        }
    }

    private static int Count(ReadOnlySpan<char> text, string mark) => text.Count(mark);

    /// <summary>A text begins at the place, two blanks before it.</summary>
    private static bool BeginsColumn(ReadOnlySpan<char> text, int place) =>
        place > 2
            && place < text.Length
            && !char.IsWhiteSpace(text[place])
            && char.IsWhiteSpace(text[place - 1])
            && char.IsWhiteSpace(text[place - 2])
        && text[place - 1] != '\t' && text[place - 2] != '\t';

    /// <summary>How often one delimiter stands in the rows.</summary>
    private sealed class DelimiterUse(char delimiter, bool isInHeader)
    {
        private readonly Dictionary<int, long> _alike = [];
        private long _holding;
        private bool _isProse = delimiter == ',' && !isInHeader; // a comma before a blank is what prose has, and why a text stands in quotes

        public char Delimiter => delimiter;

        public void See(ReadOnlySpan<char> cell)
        {
            var count = cell.Count(delimiter);
            if (count == 0)
            {
                return;
            }

            _holding++;
            _alike[count] = _alike.GetValueOrDefault(count) + 1;
            _isProse = _isProse && count == cell.Count(", ");
        }

        /// <summary>In half of the rows, or in as many alike as to be no accident.</summary>
        public bool IsRegularIn(long rows) =>
            !_isProse && _holding > 0 && (2 * _holding >= rows || (_alike.Values.Max() is >= 3 and var alike && 10 * alike >= 3 * rows));
    }
}
