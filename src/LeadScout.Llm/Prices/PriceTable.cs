using System.Collections.Frozen;
using System.Text;
using LeadScout.Jobs;

namespace LeadScout.Llm.Prices;

/// <summary>
/// What models charge and take. A tab-separated text with the columns <c>model</c>, <c>input</c>, <c>output</c> (US dollars per million tokens), <c>date</c> and
/// <c>source</c>, and if wanted <c>cached_input</c>, <c>cache_write</c> (as input unless given), <c>long_over</c>, <c>long_input_times</c>, <c>long_output_times</c>
/// (prompts of more tokens than this cost so many times as much), <c>context</c> and <c>most_output</c> (tokens). Immutable and thread-safe.
/// </summary>
public sealed class PriceTable
{
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

    /// <summary>Reads a table of the user's own; models that are not in it keep their built-in row, and those without limits their built-in ones.</summary>
    /// <exception cref="BadInputException">The file can't be read, or a line is wrong; the message names it.</exception>
    public static PriceTable Load(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.UTF8);
            var own = Read(reader, path)._rows;
            var stated = own.Values.Select(row => row with { Limits = row.Limits ?? BuiltIn.Find(row.Model)?.Limits });
            return new PriceTable(stated.Concat(BuiltIn._rows.Values.Where(row => !own.ContainsKey(row.Model))));
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

    internal static PriceTable Read(TextReader reader, string name) => new(PriceFile.Read(reader, name).Values);

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
