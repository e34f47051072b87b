using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using LeadScout.Jobs;
using LeadScout.Teaching;

namespace LeadScout.Llm.Prices;

/// <summary>
/// What models charge. A tab-separated text with a header and the columns <c>model</c>, <c>input</c>, <c>cached_input</c>, <c>output</c>
/// (US dollars per million tokens), <c>date</c> and <c>source</c>; lines that begin with '#' are remarks. Immutable and thread-safe.
/// </summary>
public sealed class PriceTable
{
    private const string Header = "model\tinput\tcached_input\toutput\tdate\tsource";

    private static readonly Lazy<PriceTable> LazyBuiltIn = new(() =>
    {
        using var stream = typeof(PriceTable).Assembly.GetManifestResourceStream("prices.tsv")!;
        return Read(new StreamReader(stream, Encoding.UTF8), "the built-in price table");
    });

    private readonly FrozenDictionary<string, PriceRow> _rows;

    private PriceTable(IEnumerable<PriceRow> rows) => _rows = rows.ToFrozenDictionary(row => row.Model, StringComparer.OrdinalIgnoreCase);

    /// <summary>The table that comes with the program.</summary>
    public static PriceTable BuiltIn => LazyBuiltIn.Value;

    /// <summary>All rows, by model.</summary>
    public IEnumerable<PriceRow> Rows => _rows.Values.OrderBy(row => row.Model, StringComparer.Ordinal);

    /// <summary>Reads a table of the user's own; models that are not in it keep their built-in price.</summary>
    /// <exception cref="BadInputException">The file can't be read, or a line is wrong; the message names it.</exception>
    public static PriceTable Load(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            var own = Read(reader, path);
            return new PriceTable(own._rows.Values.Concat(BuiltIn._rows.Values.Where(row => !own._rows.ContainsKey(row.Model))));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The price file '{path}' can't be read: {e.Message}", e);
        }
    }

    /// <summary>
    /// The row for a teacher's name, or null when unknown. A dated snapshot (<c>-2026-01-31</c>, <c>-20260131</c>, <c>-latest</c>)
    /// goes by its model; every model of ollama is free.
    /// </summary>
    public PriceRow? Find(string teacher)
    {
        if (_rows.TryGetValue(teacher, out var row) || _rows.TryGetValue(WithoutSnapshot(teacher), out row))
        {
            return row;
        }

        var colon = teacher.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 ? _rows.GetValueOrDefault(teacher[..colon] + ":*") : null;
    }

    internal static PriceTable Read(TextReader reader, string name)
    {
        var rows = new Dictionary<string, PriceRow>(StringComparer.OrdinalIgnoreCase);
        var headerSeen = false;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line) || line[0] == '#')
            {
                continue;
            }

            if (!headerSeen)
            {
                headerSeen = line == Header
                    ? true
                    : throw new BadInputException($"{name}, line {number}: the header must be these columns, tab-separated: {Header.Replace('\t', ' ')}.");
                continue;
            }

            var row = Parse(line, name, number);
            if (!rows.TryAdd(row.Model, row))
            {
                throw new BadInputException($"{name}, line {number}: the model '{row.Model}' stands there twice; keep one.");
            }
        }

        return new PriceTable(rows.Values);
    }

    private static PriceRow Parse(string line, string name, int number)
    {
        var cells = line.Split('\t');
        if (cells.Length != 6)
        {
            throw new BadInputException($"{name}, line {number}: {cells.Length} columns instead of 6 ({Header.Replace('\t', ' ')}).");
        }

        if (cells[0].IndexOf(':', StringComparison.Ordinal) <= 0)
        {
            throw new BadInputException($"{name}, line {number}: the model '{cells[0]}' must be written as PROVIDER:MODEL, as in openai:gpt-5-mini.");
        }

        var date = DateOnly.TryParseExact(cells[4], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed
            : throw new BadInputException($"{name}, line {number}: the date '{cells[4]}' must be written as 2026-01-31.");
        var price = new Price(Amount(cells[1]), Amount(cells[2]), Amount(cells[3]));
        return new PriceRow(cells[0], price, date, cells[5]);

        decimal Amount(string cell) =>
            decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
                ? amount
                : throw new BadInputException($"{name}, line {number}: '{cell}' must be US dollars per million tokens, as in 0.25.");
    }

    private static string WithoutSnapshot(string teacher)
    {
        var (digits, cut) = (0, teacher.Length);
        if (teacher.EndsWith("-latest", StringComparison.OrdinalIgnoreCase))
        {
            return teacher[..^"-latest".Length];
        }

        while (cut > 0 && (char.IsAsciiDigit(teacher[cut - 1]) || (teacher[cut - 1] == '-' && digits is 2 or 4 or 8)))
        {
            cut--;
            digits += teacher[cut] == '-' ? 0 : 1;
            if (digits == 8 && cut > 0 && teacher[cut - 1] == '-')
            {
                return teacher[..(cut - 1)];
            }
        }

        return teacher;
    }
}
