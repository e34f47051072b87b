using System.Text;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Llm.Recorded;

/// <summary>Labels by text, read from a tab-separated file with a header. Immutable and thread-safe.</summary>
public sealed class Recording
{
    private readonly Dictionary<TextKey, string> _labels;
    private readonly Dictionary<string, Dictionary<TextKey, string>> _byQuestion;

    private Recording(Dictionary<TextKey, string> labels, Dictionary<string, Dictionary<TextKey, string>> byQuestion) =>
        (_labels, _byQuestion) = (labels, byQuestion);

    /// <summary>How many different texts have a label in the column for all questions.</summary>
    public int Count => _labels.Count;

    /// <summary>
    /// Reads a file. Other columns are ignored; of a text that stands there twice (after normalisation) the first label counts; lines with
    /// a blank text or label are left out. Quotes are text like any other: a tab-separated file has none to interpret.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="textColumn">The column with the texts.</param>
    /// <param name="labelColumn">The column with the labels.</param>
    /// <param name="questions">Names of questions that may have a column of their own instead.</param>
    /// <exception cref="BadInputException">No such file, no such column, or a line with too few columns; the message names it.</exception>
    public static Recording Load(
        string path, string textColumn = "text", string labelColumn = "label", IReadOnlyCollection<string>? questions = null) =>
        Opened(path, reader => Read(reader, path, textColumn, labelColumn, questions ?? []));

    /// <summary>
    /// Finds out whether a file has answers for any question at all, whichever that may be: texts, and labels in the column for all questions
    /// or in one of a question's own.
    /// </summary>
    /// <exception cref="BadInputException">It has none, or can't be read; the message says where.</exception>
    internal static void Examine(string path)
    {
        var columns = Opened(path, reader => reader.ReadLine()?.Split('\t', StringSplitOptions.TrimEntries) ?? []);
        bool Has(string name) => columns.Contains(name, StringComparer.OrdinalIgnoreCase);
        string[] others = [.. columns.Where(column => column.Length > 0 && !column.Equals("text", StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase)];
        var recording = Load(path, questions: Has("label") ? null : others);
        if (recording._labels.Count + recording._byQuestion.Values.Sum(labels => labels.Count) == 0)
        {
            throw new BadInputException($"The recording '{path}' has no line with a text and a label; there is nothing that it could answer.");
        }
    }

    private static T Opened<T>(string path, Func<StreamReader, T> read)
    {
        try
        {
            using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
            return read(reader);
        }
        catch (DecoderFallbackException e)
        {
            throw new BadInputException($"The recording '{path}' is not UTF-8; save it as UTF-8.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw MissingFile.Of("recording", path, e);
        }
    }

    /// <summary>The label of a text, or null when it is not in the recording.</summary>
    public string? LabelOf(string text) => _labels.GetValueOrDefault(TextKey.Of(text));

    /// <summary>The same for one of several questions: from the column of its name, if there is one.</summary>
    public string? LabelOf(string text, string question) =>
        _byQuestion.GetValueOrDefault(question, _labels).GetValueOrDefault(TextKey.Of(text));

    private static Recording Read(
        StreamReader reader, string path, string textColumn, string labelColumn, IReadOnlyCollection<string> questions)
    {
        var header = reader.ReadLine()?.Split('\t')
            ?? throw new BadInputException($"The recording '{path}' is empty; it needs a header with the columns '{textColumn}' and '{labelColumn}'.");
        var text = Required(textColumn);
        var own = questions.Where(question => Find(question) >= 0)
            .ToDictionary(question => question, _ => new Dictionary<TextKey, string>(), StringComparer.OrdinalIgnoreCase);
        var labels = new Dictionary<TextKey, string>();
        (int Column, Dictionary<TextKey, string> Labels)[] read =
        [
            .. own.Select(pair => (Find(pair.Key), pair.Value)),
            .. own.Count > 0 && own.Count == questions.Count ? [] : new[] { (Required(labelColumn), labels) },
        ];
        var last = Math.Max(text, read.Max(column => column.Column));
        for (var number = 2; reader.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var cells = line.Split('\t');
            if (cells.Length <= last)
            {
                throw new BadInputException(
                    $"The recording '{path}', line {number}: {cells.Length} columns, but the header has {header.Length} ({string.Join(", ",
                    header)}).");
            }

            foreach (var column in read)
            {
                if (!string.IsNullOrWhiteSpace(cells[text]) && !string.IsNullOrWhiteSpace(cells[column.Column]))
                {
                    column.Labels.TryAdd(TextKey.Of(cells[text]), cells[column.Column].Trim());
                }
            }
        }

        return new Recording(labels, own);

        int Find(string name)
        {
            var first = Array.FindIndex(header, IsNamed);
            return first == Array.FindLastIndex(header, IsNamed)
                ? first
                : throw new BadInputException($"The recording '{path}' has two columns '{name}', capital letters aside. Rename one of them.");

            bool IsNamed(string column) => column.Trim().Equals(name, StringComparison.OrdinalIgnoreCase);
        }

        int Required(string name) => Find(name) is >= 0 and var index
            ? index
            : throw new BadInputException($"The recording '{path}' has no column '{name}'; it has: {string.Join(", ", header)}. Columns are separated by tabs.");
    }
}
