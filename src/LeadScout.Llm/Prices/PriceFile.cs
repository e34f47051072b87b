using System.Globalization;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Prices;

/// <summary>
/// Reads a price table: tab-separated, with a header that names the columns in any order; lines that begin with '#' are remarks. The price
/// columns are in US dollars per million tokens. A cell may be empty where the meaning of an empty one is given.
/// </summary>
internal sealed class PriceFile
{
    private const string Required = "model, input, output, date, source";
    private const string Optional =
        "cached_input, cache_write, long_over, long_input_times, long_output_times, context, most_output, flex_times, batch_times";

    private static readonly string[] Columns = [.. Required.Split(", "), .. Optional.Split(", ")];

    private readonly string _name;
    private readonly string[] _header;
    private readonly string[] _cells;
    private readonly int _line;

    private PriceFile(string name, string[] header, string[] cells, int line) =>
        (_name, _header, _cells, _line) = (name, header, cells, line);

    /// <summary>Reads all rows, by model.</summary>
    /// <exception cref="BadInputException">The message names the file, the line, the column, and what is allowed.</exception>
    public static Dictionary<string, PriceRow> Read(TextReader reader, string name)
    {
        var rows = new Dictionary<string, PriceRow>(StringComparer.OrdinalIgnoreCase);
        string[]? header = null;
        for (var line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text) || text[0] == '#')
            {
                continue;
            }

            if (header is null)
            {
                header = HeaderOf(text, name, line);
                continue;
            }

            var row = new PriceFile(name, header, text.Split('\t', StringSplitOptions.TrimEntries), line).Row();
            if (!rows.TryAdd(row.Model, row))
            {
                throw new BadInputException($"{name}, line {line}, column model: '{row.Model}' stands there twice; keep one.");
            }
        }

        return header is not null
            ? rows
            : throw new BadInputException($"{name} is empty. It must have a header with the columns {Required}.");
    }

    private static string[] HeaderOf(string text, string name, int line)
    {
        var header = text.Split('\t', StringSplitOptions.TrimEntries);
        var strange = Array.Find(header, column => !Columns.Contains(column))
            ?? header.GroupBy(column => column).FirstOrDefault(group => group.Count() > 1)?.Key;
        var missing = Array.Find(Required.Split(", "), column => !header.Contains(column));
        return (strange, missing) switch
        {
            (null, null) => header,
            (not null, _) =>
                throw new BadInputException(
                    $"{name}, line {line}: the header has '{strange}', which is no column or stands there twice. Tab-separated are allowed: {Required}; if wanted {Optional}."),
            _ => throw new BadInputException(
                $"{name}, line {line}: the header has no column '{missing}'. Needed, tab-separated: {Required}."),
        };
    }

    private PriceRow Row()
    {
        if (_cells.Length != _header.Length)
        {
            throw new BadInputException(
                $"{_name}, line {_line}: {_cells.Length} cells, but the header has {_header.Length} columns ({string.Join(' ', _header)}).");
        }

        var model = Cell("model");
        if (model.IndexOf(':', StringComparison.Ordinal) <= 0)
        {
            throw Wrong("model", "PROVIDER:MODEL, as in openai:gpt-5-mini");
        }

        var date = DateOnly.TryParseExact(Cell("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed)
            ? parsed
            : throw Wrong("date", "a date, as in 2026-01-31");
        var source = Cell("source") is { Length: > 0 } said ? said : throw Wrong("source", "who says so");
        return new PriceRow(
            model,
            PriceOf(),
            LimitsOf(),
            date,
            source)
        { FlexTimes = Number("flex_times", 0, 1), BatchTimes = Number("batch_times", 0, 1) };
    }

    private Price PriceOf()
    {
        var input = Number("input", 0) ?? throw Wrong("input", "US dollars per million tokens, as in 0.25");
        var output = Number("output", 0) ?? throw Wrong("output", "US dollars per million tokens, as in 2.00");
        return new Price(
            input,
            Number("cached_input", 0, input) ?? input,
            output)
        { CacheWrite = Number("cache_write", input) ?? input, LongPrompts = LongPromptsOf() };
    }

    private LongPrompts? LongPromptsOf() => Number("long_over", 0) is { } over
        ? new LongPrompts((long)over, Number("long_input_times", 1) ?? 1, Number("long_output_times", 1) ?? 1)
        : null;

    private ModelLimits? LimitsOf()
    {
        if (Number("most_output", 1) is not { } output)
        {
            return Number("context", 1) is null
                ? null
                : throw Wrong("most_output", "the largest reply in tokens, because the context is given");
        }

        return new ModelLimits(
            (long)(Number("context", output + 1) ?? throw Wrong("context", "the context in tokens, because the largest reply is given")),
            (long)output);
    }

    /// <summary>The number in a column; null when there is none.</summary>
    private decimal? Number(string column, decimal least, decimal most = 1_000_000_000)
    {
        var cell = Cell(column);
        if (cell.Length == 0)
        {
            return null;
        }

        return decimal.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            ? number
            : throw Wrong(column, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}, as in 0.25"));
    }

    private string Cell(string column) => Array.IndexOf(_header, column) is >= 0 and var at ? _cells[at] : "";

    private BadInputException Wrong(string column, string allowed) =>
        new($"{_name}, line {_line}, column {column}: '{Cell(column)}' is not allowed. Allowed: {allowed}.");
}
