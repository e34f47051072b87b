using System.Text.Json;
using LeadScout.Questions;

namespace LeadScout.Server.Lists;

/// <summary>The file beside a list that says what is known about it, and what is wrong with one that can't be used.</summary>
internal static class ListRecord
{
    /// <summary>No list can be called so: names of lists begin with no dot.</summary>
    public const string FileName = ".list.json";

    // So it was called when a list could not be called so.
    private const string FormerFileName = "list.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    /// <summary>As it is kept.</summary>
    public static string Text(StoredList list) => JsonSerializer.Serialize(list, Json);

    /// <summary>The path of the record in a list's folder; null where there is none, for then it is no list's folder.</summary>
    public static string? PathIn(string folder) =>
        new[] { FileName, FormerFileName }.Select(name => Path.Join(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The list, or what is wrong with its record; neither where it is gone by now.</summary>
    /// <param name="path">The record.</param>
    public static (StoredList? Known, BrokenList? Broken) Read(string path)
    {
        try
        {
            var list = JsonSerializer.Deserialize<StoredList>(File.ReadAllText(path), Json);
            return WrongIn(list, IdOf(path)) is { } wrong ? Broken(path, wrong) : (list, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, null);
        }
        catch (JsonException)
        {
            return Broken(path, "is damaged: it is no whole JSON of a list");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Broken(path, "can't be read by the server's user: look at its permissions");
        }
    }

    // Whatever lies there, pages and jobs rely on it: a name with a folder in it would lead out of the data folder.
    private static string? WrongIn(StoredList? list, string id)
    {
        if (list is not { Id: not null, Name: not null, Columns: not null })
        {
            return "says neither what the list is called nor which columns it has";
        }

        if (list.Id != id)
        {
            return $"speaks of another list, {list.Id}";
        }

        if (list.Columns.Any(column => column is null) || list.Rows < 0 || list.Bytes < 0)
        {
            return "has no names of columns, or counts rows and bytes below zero";
        }

        try
        {
            ListName.Check(list.Name, isFormatNamed: true);
            _ = list.Reading;
            return null;
        }
        catch (Exception e) when (RefusedException.Explains(e))
        {
            return $"has a name or a way of reading that no list can have: {e.Message}";
        }
    }

    private static (StoredList? Known, BrokenList? Broken) Broken(string path, string wrong) =>
        (null, new BrokenList(IdOf(path), NameBeside(path), $"{BrokenList.FileOf(IdOf(path))} {wrong.TrimEnd('.')}."));

    private static string IdOf(string path) => Path.GetFileName(Path.GetDirectoryName(path)!);

    // The list itself lies beside its record, and nothing else does.
    private static string? NameBeside(string path) => Directory.EnumerateFiles(Path.GetDirectoryName(path)!)
        .Where(file => file != path).Select(file => Path.GetFileName(file)).FirstOrDefault(name => name[0] != '.');
}
