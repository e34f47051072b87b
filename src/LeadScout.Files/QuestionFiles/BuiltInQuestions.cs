using System.Collections.Immutable;
using LeadScout.Questions;

namespace LeadScout.Files.QuestionFiles;

/// <summary>The questions that come along. Thread-safe.</summary>
public static class BuiltInQuestions
{
    private static readonly ImmutableArray<string> Endings = [".yaml", ".yml"];

    /// <summary>Their names.</summary>
    public static ImmutableArray<string> Names { get; } = ["department", "seniority", "industry", "name-language"];

    /// <summary>A built-in question.</summary>
    /// <exception cref="BadInputException">No such name; the message says the nearest.</exception>
    public static QuestionSource Load(string name) => BuiltInText.Read(Resource(Known(name) + ".tsv"));

    /// <summary>The YAML of a built-in question, as a start for one's own.</summary>
    /// <exception cref="BadInputException">No such name; the message says the nearest.</exception>
    public static string Yaml(string name) => Resource(Known(name));

    /// <summary>
    /// What a question is named by: a built-in name, or the path of a question file (anything with a slash, or ending in .yaml or .yml, or
    /// that exists).
    /// </summary>
    /// <exception cref="BadInputException">Neither, or the file can't be used.</exception>
    public static QuestionSource Resolve(string nameOrPath) =>
        !Names.Contains(nameOrPath) && LooksLikePath(nameOrPath) ? QuestionFile.Load(nameOrPath) : Load(nameOrPath);

    private static string Known(string name) => Names.Contains(name) ? name : throw new BadInputException(
        $"There is no built-in question '{name}'.{FileHint(name) ?? NearestNames.Hint(name, Names)} Built in are {string.Join(", ", Names)}; a question of your own is a YAML file, named with its path.");

    // Who wrote a question of that name has most likely left the ending out.
    private static string? FileHint(string name) =>
        Endings.Select(ending => name + ending).FirstOrDefault(File.Exists) is { } file ? $" There is a file '{file}': name it with its ending." : null;

    private static string Resource(string name)
    {
        using var stream = typeof(BuiltInQuestions).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static bool LooksLikePath(string text) =>
        text.AsSpan().ContainsAny('/', '\\') || Path.GetExtension(text).ToLowerInvariant() is var ending && (Endings.Contains(ending) || File.Exists(text));
}
