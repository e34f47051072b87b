using System.Text;
using LeadScout.Files.Csv;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Files.AnswerFiles;

/// <summary>
/// Files of answers, to share between projects and machines: JSON Lines (.jsonl, .ndjson) or CSV (.csv), by the ending, in UTF-8.
/// Thread-safe.
/// </summary>
public static class AnswerFile
{
    /// <summary>Opens a file for writing; it appears under its name when the writer is completed.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="keys">How the log makes keys.</param>
    /// <param name="like">The file whose mode a new file takes, as the database; null for the owner alone.</param>
    /// <exception cref="BadInputException">The ending is not known, or the place can't be written.</exception>
    public static AnswerWriter Create(string path, TextKeys keys, string? like = null) =>
        new(new TargetFile(RequireFile(path), like), IsCsv(path), keys);

    /// <summary>Writes JSON Lines to a text writer, as to standard output.</summary>
    public static AnswerWriter WriteTo(TextWriter writer, TextKeys keys) => new(writer, keys);

    /// <summary>Streams a file's answers.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="keys">How the log that they are for makes keys.</param>
    /// <exception cref="BadInputException">While it is read: no such file, or a line that is no answer; the message names it.</exception>
    public static IEnumerable<AnswerEntry> Read(string path, TextKeys keys) =>
        (IsCsv(RequireExisting(path)) ? CsvLines(path) : JsonLines(path))
        .Select(line => EntryOf(line, path, keys));

    private static AnswerEntry EntryOf((string Place, Func<AnswerLine> Line) at, string path, TextKeys keys)
    {
        try
        {
            var line = at.Line();
            return new AnswerEntry(line.ToAnswer(keys), line.Question);
        }
        catch (FormatException e)
        {
            throw new BadInputException($"'{path}', {at.Place}: {e.Message}. Mend the file, or export it again.", e);
        }
    }

    private static IEnumerable<(string Place, Func<AnswerLine> Line)> JsonLines(string path)
    {
        using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        for (var number = 1L; Next(reader, path, number) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return ($"line {number}", () => AnswerLineJson.Parse(line));
            }
        }
    }

    private static string? Next(StreamReader reader, string path, long number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException e)
        {
            throw new BadInputException(
                $"'{path}' is not UTF-8 at line {number} or a little later. Save it as UTF-8, or export it again.", e);
        }
    }

    private static IEnumerable<(string Place, Func<AnswerLine> Line)> CsvLines(string path)
    {
        using var reader = LeadFiles.At(path).Open();
        if (reader.Columns.Except(AnswerColumns.Names, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
        {
            throw new BadInputException(
                "answer-column-unknown",
                $"'{path}' has a column '{unknown}', which no file of answers has.{NearestNames.Hint(unknown, AnswerColumns.Names)} Its columns are: {string.Join(", ",
                AnswerColumns.Names)}. "
                + $"A list of texts and labels is taken as corrections: {UserAction.CorrectAnswers}.");
        }

        if (reader.Columns.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new BadInputException(
                "answer-column-twice", $"'{path}' has several columns '{twice.Key}': {string.Join(", ", twice)}. Which one counts is not said: take the others out.");
        }

        var columns = reader.Columns.Select((name, index) => (name, index))
            .ToDictionary(column => column.name, column => column.index, StringComparer.OrdinalIgnoreCase);
        while (reader.Read())
        {
            yield return (
                $"row {reader.Row}",
                () => AnswerColumns.Parse(name => columns.TryGetValue(name, out var column) ? reader.Value(column).ToString() : null));
        }
    }

    private static bool IsCsv(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".csv" => true,
        ".jsonl" or ".ndjson" => false,
        _ => throw new BadInputException(
            $"'{path}' has an ending that is not known. Answers may be JSON Lines (.jsonl, .ndjson) or CSV (.csv)."),
    };

    private static string RequireFile(string path) => Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))
        ? path
        : throw new BadInputException(
            "output-unusable", $"The directory of '{path}' does not exist. Make it, or say another place with {Setting.Output}.");

    private static string RequireExisting(string path) => File.Exists(path)
        ? path
        : throw new BadInputException(
            "file-missing", $"There is no file '{path}'. Make one with: {UserAction.ExportAnswers.On("answers.jsonl")}");
}
