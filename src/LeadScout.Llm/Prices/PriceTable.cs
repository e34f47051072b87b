using System.Collections.Frozen;
using System.Text;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Prices;

/// <summary>
/// What models charge and take. A tab-separated text with the columns <c>model</c>, <c>input</c>, <c>output</c> (US dollars per million
/// tokens), <c>date</c> and <c>source</c>, and if wanted <c>cached_input</c>, <c>cache_write</c> (as input unless given), <c>long_over</c>,
/// <c>long_input_times</c>, <c>long_output_times</c> (prompts of more tokens than this cost so many times as much), <c>context</c> and
/// <c>most_output</c> (tokens). Immutable and thread-safe.
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

    /// <summary>
    /// Reads a table of the user's own; models that are not in it keep their built-in row, and those without limits their built-in ones.
    /// </summary>
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
            throw MissingFile.Of("price file", path, e);
        }
    }

    /// <summary>
    /// The row for a teacher's name, or null when unknown. Behind a proxy a model costs what its maker asks for it, a dated snapshot what
    /// its model costs, and a free variant nothing; every model of ollama is free. A variant at another price, or a model that was tuned,
    /// is unknown. What anybody may host has the price of who hosts it, which the address tells.
    /// </summary>
    /// <param name="teacher">As in <c>openai:gpt-5-mini</c>.</param>
    /// <param name="url">Where it is asked; null for the provider's own address.</param>
    public PriceRow? Find(string teacher, Uri? url = null)
    {
        if (url is not null && Hosts.SellerAt(url) is { } seller && teacher.IndexOf(':', StringComparison.Ordinal) is >= 0 and var at
            && OfSeller(seller, teacher[(at + 1)..]) is { } sold)
        {
            return sold;
        }

        if (_rows.TryGetValue(teacher, out var row) || teacher.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon))
        {
            return row;
        }

        var (provider, name) = (teacher[..colon], ModelName.Of(teacher[(colon + 1)..]));
        var known = name.IsPricedAsPlain || name.IsFree ? Known(provider, name) : null;
        return name.IsFree
            ? new PriceRow(teacher, new Price(0, 0, 0), known?.Limits, _rows.Values.Max(other => other.Date), "a free variant, by its name")
            : known ?? _rows.GetValueOrDefault(provider + ":*");
    }

    private PriceRow? OfSeller(string seller, string model) => _rows.GetValueOrDefault($"{seller}:{model}")
        ?? (ModelName.Of(model) is { IsPricedAsPlain: true } name ? _rows.GetValueOrDefault($"{seller}:{name.Dated}") ?? _rows.GetValueOrDefault($"{seller}:{name.Plain}") : null);

    private PriceRow? Known(string provider, ModelName name)
    {
        // A deployment of Azure may be called anything, and one's own machine serves whatever it has.
        var seller = provider.ToUpperInvariant() is "OPENAI" or "ANTHROPIC" ? name.Maker ?? provider : provider;
        return _rows.GetValueOrDefault($"{seller}:{name.Dated}") ?? _rows.GetValueOrDefault($"{seller}:{name.Plain}");
    }

    internal static PriceTable Read(TextReader reader, string name) => new(PriceFile.Read(reader, name).Values);
}
