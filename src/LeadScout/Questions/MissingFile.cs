namespace LeadScout.Questions;

/// <summary>A file that can't be read, in words of our own. Thread-safe.</summary>
public static class MissingFile
{
    /// <summary>What is said of it, and which file of its folder may be meant.</summary>
    /// <param name="what">What it is, as in "question file".</param>
    /// <param name="path">As the user named it.</param>
    /// <param name="error">What came of opening it.</param>
    public static BadInputException Of(string what, string path, Exception error)
    {
        var why = error switch
        {
            FileNotFoundException or DirectoryNotFoundException => $"there is no such file.{Hint(path)}",
            _ when Directory.Exists(path) => "it is a folder. Name a file in it.",
            UnauthorizedAccessException => "you may not read it. Ask for the right to, or copy it to where you have it.",
            _ => error.Message,
        };
        return new BadInputException($"The {what} '{path}' can't be read: {why}", error);
    }

    /// <summary>" Did you mean 'b'?", or "" when no file of its folder is called nearly so.</summary>
    public static string Hint(string path) => NearestNames.Hint(Path.GetFileName(path), Neighbours(path));

    private static IEnumerable<string> Neighbours(string path)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path));
            return Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder).Select(name => Path.GetFileName(name)).Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }
}
