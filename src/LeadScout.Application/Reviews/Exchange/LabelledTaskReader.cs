using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Application.Reports;
using LeadScout.Questions;

namespace LeadScout.Application.Reviews.Exchange;

/// <summary>Reads what people said in another tool. The whole file is read before anything is taken from it.</summary>
/// <param name="form">Whose file it is.</param>
/// <param name="question">What was asked; the tool's control, or question, is called after it.</param>
public sealed class LabelledTaskReader(ExchangeForm form, Question question)
{
    private const long MostBytes = 256L << 20;

    private readonly SortedSet<string> _others = new(StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <exception cref="BadInputException">It is not such a file; the message says where and why.</exception>
    public ImmutableArray<LabelledTask> Read(string path)
    {
        using var document = Parsed(path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
        {
            throw new BadInputException($"'{path}' is not a list of tasks: it begins with {Kind(document.RootElement)}, and {Tool} writes an array.");
        }

        ImmutableArray<LabelledTask> tasks = [.. document.RootElement.EnumerateArray().Select((task, index) => ReadTask(path, index + 1, task))];
        return _others.Count == 0 || tasks.Any(task => !task.Labels.IsEmpty) ? tasks : throw new BadInputException(
            $"'{path}' has {tasks.Length.Of("task")}, and none has a label for '{question.Name}', but some have one for {Others}. In {Tool} what takes the label must be called '{question.Name}'. Nothing was taken.");
    }

    private string Others => string.Join(", ", _others.Select(name => $"'{name}'"));

    private string Tool => form == ExchangeForm.LabelStudio ? "Label Studio" : "Argilla";

    private static JsonDocument Parsed(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return file.Length <= MostBytes
                ? JsonDocument.Parse(file)
                : throw new BadInputException($"'{path}' has {file.Length} bytes, more than {MostBytes} are not read. Export fewer tasks at once.");
        }
        catch (JsonException error)
        {
            throw new BadInputException($"'{path}' is not whole JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}. Export it anew.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"'{path}' can't be read: {error.Message}", error);
        }
    }

    private LabelledTask ReadTask(string path, int number, JsonElement task)
    {
        try
        {
            return form == ExchangeForm.Argilla ? OfArgilla(number, task)
                : task.ValueKind == JsonValueKind.Object && task.TryGetProperty("data", out _) ? OfLabelStudio(number, task)
                : OfLabelStudioMin(number, task);
        }
        catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new BadInputException(
                $"'{path}', task {number}: {error.Message.TrimEnd('.')}. A task of {Tool} has a text and labels for '{question.Name}' in its documented form.", error);
        }
    }

    private LabelledTask OfLabelStudio(int number, JsonElement task)
    {
        var labels = new List<string>();
        var truths = new List<string>();
        foreach (var annotation in List(task, "annotations").Where(annotation => !IsTrue(annotation, "was_cancelled")))
        {
            foreach (var result in List(annotation, "result").Where(IsOurs))
            {
                (IsTrue(annotation, "ground_truth") ? truths : labels).Add(Only(List(result.GetProperty("value"), "choices").Select(TextOf)));
            }
        }

        return new(number, TextOf(task.GetProperty("data"), "text"), Once(truths.Count > 0 ? truths : labels));
    }

    private LabelledTask OfLabelStudioMin(int number, JsonElement task)
    {
        var said = task.TryGetProperty(question.Name, out var value) ? value : default;
        return new(number, TextOf(task, "text"), said.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => [],
            JsonValueKind.Object => [Only(List(said, "choices").Select(TextOf))],
            _ => [TextOf(said)],
        });
    }

    private LabelledTask OfArgilla(int number, JsonElement record)
    {
        var responses = record.TryGetProperty("responses", out var all) && all.ValueKind != JsonValueKind.Null ? List(all, question.Name) : [];
        _others.UnionWith(all.ValueKind == JsonValueKind.Object ? all.EnumerateObject().Select(response => response.Name).Where(name => name != question.Name) : []);
        return new(
            number,
            TextOf(record.GetProperty("fields"), "text"),
            Once(responses.Where(response => !Is(response, "status", "discarded") && !Is(response, "status", "draft")).Select(response => TextOf(response, "value"))));
    }

    // Other controls of the same page are other people's business.
    private bool IsOurs(JsonElement result)
    {
        var name = result.GetProperty("from_name").GetString()!;
        if (result.GetProperty("type").GetString() == "choices" && name != question.Name)
        {
            _others.Add(name);
        }

        return result.GetProperty("type").GetString() == "choices" && name == question.Name;
    }

    private static bool IsTrue(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static bool Is(JsonElement element, string name, string value) =>
        element.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String && found.GetString() == value;

    private static JsonElement[] List(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null ? []
        : list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()]
        : throw new FormatException($"'{name}' is {Kind(list)} and no array");

    private static string TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? TextOf(value) : throw new KeyNotFoundException($"there is no '{name}'");

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw new FormatException($"{Kind(value)} stands where a text is expected");

    private static string Only(IEnumerable<string> choices) => choices.ToArray() is [var only]
        ? only
        : throw new FormatException("an annotation has none or several choices; ask for one (choice=\"single\")");

    private static ImmutableArray<string> Once(IEnumerable<string> labels) => [.. labels.Distinct(StringComparer.Ordinal)];

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };
}
