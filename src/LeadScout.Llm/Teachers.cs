using LeadScout.Llm.Providers;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm;

/// <summary>Makes teachers from their names.</summary>
public static class Teachers
{
    /// <summary>What a teacher's name may look like, for help texts and error messages.</summary>
    public const string Allowed =
        "openai:MODEL, anthropic:MODEL, ollama:MODEL, azure-openai:DEPLOYMENT, recorded:FILE.tsv, or with a URL the model name of any OpenAI-compatible server";

    private const string RecordedPrefix = "recorded:";

    /// <summary>The providers by name, and the environment variable that holds the key of each; null where none is wanted.</summary>
    public static IReadOnlyList<(
        string Name, string? KeyVariable)> Providers
    { get; } = [.. Provider.All.Select(provider => (provider.Name, provider.KeyVariable))];

    /// <summary>
    /// Makes the teacher of this name. Nothing is sent yet. With <see cref="TeacherOptions.Url"/> the provider's wire format is spoken to
    /// that address, and a name without a known provider is the model of an OpenAI-compatible server (model names may hold colons).
    /// </summary>
    /// <param name="name">As in <c>openai:gpt-5-mini</c>; see <see cref="Allowed"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="BadInputException">The name, the URL or the recording is no good, or the key is missing; the message says what to
    /// do.</exception>
    public static ITeacher Create(string name, TeacherOptions? options = null)
    {
        var teacher = CreateKeyless(name, options);
        teacher.EnsureReady();
        return teacher;
    }

    /// <summary>
    /// The same teacher before anything is known to be asked: its key is looked for at its first ask, or by
    /// <see cref="ITeacher.EnsureReady"/>.
    /// </summary>
    /// <param name="name">As in <c>openai:gpt-5-mini</c>; see <see cref="Allowed"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="BadInputException">The name, the URL or the recording is no good; the message says what to do.</exception>
    public static ITeacher CreateKeyless(string name, TeacherOptions? options = null)
    {
        options ??= new TeacherOptions();
        if (RecordedOf(name, options) is { } recorded)
        {
            return recorded;
        }

        var (provider, model) = Split(name, options.Url is not null);
        return provider.Teacher(model, options);
    }

    /// <summary>
    /// What is known of the teacher of this name without asking it: enough to name, to price and to estimate. No key is looked for.
    /// </summary>
    /// <param name="name">As in <c>openai:gpt-5-mini</c>; see <see cref="Allowed"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="BadInputException">The name, the URL or the recording is no good; the message says what to do.</exception>
    public static TeacherProfile ProfileOf(string name, TeacherOptions? options = null)
    {
        options ??= new TeacherOptions();
        if (RecordedOf(name, options) is { } recorded)
        {
            return recorded.Profile;
        }

        var (provider, model) = Split(name, options.Url is not null);
        return provider.Profile(model, options);
    }

    /// <summary>
    /// Finds out at once what would otherwise be found when the teacher is first named: a name or an address that is no good, a recording that
    /// can't be read or has nothing to answer with. No key is looked for, and nothing is sent.
    /// </summary>
    /// <param name="name">As in <c>openai:gpt-5-mini</c>; see <see cref="Allowed"/>.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="BadInputException">It can't be used; the message says what to do.</exception>
    public static void Examine(string name, TeacherOptions? options = null)
    {
        if (RecordingOf(name) is { Length: > 0 } file && options?.Url is null)
        {
            Recording.Examine(file);
            return;
        }

        _ = ProfileOf(name, options);
    }

    /// <summary>The file of a teacher that is a recording; null for any other.</summary>
    public static string? RecordingOf(string? name) =>
        name?.StartsWith(RecordedPrefix, StringComparison.OrdinalIgnoreCase) == true ? name[RecordedPrefix.Length..] : null;

    /// <summary>The same teacher, a recording's file as a path that somebody else puts in its place.</summary>
    public static string Placed(string name, Func<string, string> place) =>
        RecordingOf(name) is { } file ? RecordedPrefix + place(file) : name;

    private static RecordedTeacher? RecordedOf(string name, TeacherOptions options)
    {
        if (RecordingOf(name) is not { } file)
        {
            return null;
        }

        return options.Url is null
            ? RecordedTeacher.Load(file, options.Questions)
            : throw new BadInputException($"The LLM '{name}' is a recording, so it has no URL; leave out one of the two.");
    }

    private static (Provider Provider, string Model) Split(string name, bool hasUrl)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var provider = colon >= 0 ? Provider.Find(name[..colon]) : null;
        var model = name[(provider is null ? 0 : colon + 1)..].Trim();
        if (provider is null && !hasUrl)
        {
            throw new BadInputException($"The LLM '{name}' is of no known provider. Allowed: {Allowed}.");
        }

        return model.Length > 0
            ? (provider ?? Provider.OpenAI, model)
            : throw new BadInputException($"The LLM '{name}' names no model. Allowed: {Allowed}.");
    }
}
