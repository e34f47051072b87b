using System.Text;
using LeadScout.Jobs;
using LeadScout.Texts;

namespace LeadScout.Llm.Recorded;

/// <summary>Labels by text, read from a tab-separated file with a header. Immutable and thread-safe.</summary>
public sealed class Recording
{
    private readonly Dictionary<TextKey, string> _labels;

    private Recording(Dictionary<TextKey, string> labels) => _labels = labels;

    /// <summary>How many different texts it holds.</summary>
    public int Count => _labels.Count;

    /// <summary>
    /// Reads a file. Other columns are ignored; of a text that stands there twice (after normalisation) the first label counts; lines with a blank text or label are left out.
    /// Quotes are text like any other: a tab-separated file has none to interpret.
    /// </summary>
    /// <exception cref="BadInputException">No such file, no such column, or a line with too few columns; the message names it.</exception>
    public static Recording Load(string path, string textColumn = "text", string labelColumn = "label")
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return Read(reader, path, textColumn, labelColumn);
        }
        catch (DecoderFallbackException e)
        {
            throw new BadInputException($"The recording '{path}' is not UTF-8; save it as UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"The recording '{path}' can't be read: {e.Message}", e);
        }
    }

    /// <summary>The label of a text, or null when it is not in the recording.</summary>
    public string? LabelOf(string text) => _labels.GetValueOrDefault(TextKey.Of(text));

    private static Recording Read(StreamReader reader, string path, string textColumn, string labelColumn)
    {
        var header = reader.ReadLine()?.Split('\t')
            ?? throw new BadInputException($"The recording '{path}' is empty; it needs a header with the columns '{textColumn}' and '{labelColumn}'.");
        var (text, label) = (ColumnOf(textColumn), ColumnOf(labelColumn));
        var labels = new Dictionary<TextKey, string>();
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length <= Math.Max(text, label))
            {
                throw new BadInputException(
                    $"The recording '{path}', line {number}: {cells.Length} columns, but the header has {header.Length} ({string.Join(", ", header)}).");
            }

            if (!string.IsNullOrWhiteSpace(cells[text]) && !string.IsNullOrWhiteSpace(cells[label]))
            {
                labels.TryAdd(TextKey.Of(cells[text]), cells[label].Trim());
            }
        }

        return new Recording(labels);

        int ColumnOf(string name) =>
            Array.FindIndex(header, column => column.Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
                ? index
                : throw new BadInputException($"The recording '{path}' has no column '{name}'; it has: {string.Join(", ", header)}. Columns are separated by tabs.");
    }
}
