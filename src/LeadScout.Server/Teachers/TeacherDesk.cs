using System.Collections.Concurrent;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Llm;
using LeadScout.Server.Hosting;
using LeadScout.Teaching;
using Known = LeadScout.Llm.Teachers;

namespace LeadScout.Server.Teachers;

/// <summary>A provider, and whether this machine has its key.</summary>
/// <param name="Name">Before the colon of a teacher's name.</param>
/// <param name="KeyVariable">The environment variable with the key; null where none is wanted.</param>
/// <param name="HasKey">Whether it is set, or none is wanted.</param>
public sealed record ProviderState(string Name, string? KeyVariable, bool HasKey);

/// <summary>Whom this server may ask. Keys stay in the environment: what leaves here says only whether there is one. Thread-safe.</summary>
public sealed class TeacherDesk(ServerOptions options)
{
    private const string RecordedPrefix = "recorded:";
    private const int MostOpen = 64;

    private readonly ConcurrentDictionary<string, ITeacher> _open = new(StringComparer.Ordinal);

    /// <summary>Who is asked when nobody is named; null when there is neither an option nor a key to go by.</summary>
    public string? Default => options.Teacher is { } own ? Shown(own) : string.IsNullOrWhiteSpace(options.Environment(DefaultTeacher.Key)) ? null : DefaultTeacher.Name;

    /// <summary>The second teacher that the server was started with; null for none.</summary>
    public string? Second => options.Escalate is { } own ? Shown(own) : null;

    /// <summary>The providers that are known.</summary>
    public IReadOnlyList<ProviderState> Providers =>
        [.. Known.Providers.Select(provider => new ProviderState(provider.Name, provider.KeyVariable, provider.KeyVariable is null || !string.IsNullOrWhiteSpace(options.Environment(provider.KeyVariable))))];

    /// <summary>How a job names a teacher: its name, and its address if one of the server's own teachers is meant.</summary>
    /// <param name="name">As a client named it; null for <see cref="Default"/>.</param>
    /// <exception cref="RefusedException">There is no default, or the teacher is one that only whoever starts the server may name.</exception>
    public (string Name, string? Url) Choose(string? name)
    {
        var chosen = name ?? Default ?? throw new RefusedException(
            "teacher-missing", 400, $"Who shall be asked? Name a teacher, one of: {Known.Allowed}; or start the server with --teacher or with {DefaultTeacher.Key} set.");
        foreach (var (own, url) in new[] { (options.Teacher, options.TeacherUrl), (options.Escalate, options.EscalateUrl) })
        {
            if (own is not null && (chosen == own || chosen == Shown(own)))
            {
                return (own, url);
            }
        }

        // A recording is a file of this machine: whoever may name one may read it.
        return chosen.StartsWith(RecordedPrefix, StringComparison.OrdinalIgnoreCase)
            ? throw new RefusedException("teacher-not-allowed", 403, "A recording can be asked only if the server was started with it: leadscout serve --teacher recorded:FILE.tsv, or --escalate.")
            : (chosen, null);
    }

    /// <summary>The teacher itself, to ask single texts.</summary>
    /// <exception cref="BadInputException">There is no such teacher, or its key is missing.</exception>
    public ITeacher Open(string? name)
    {
        var (chosen, url) = Choose(name);
        return _open.TryGetValue(chosen, out var open) ? open : Keep(chosen, Create(chosen, url));
    }

    /// <summary>The teacher under which answers are filed: a recording's name has no folder.</summary>
    public string NameOf(string? name) => Open(name).Name;

    // Where a recording lies on this machine is nobody's business.
    private static string Shown(string teacher) => Known.Placed(teacher, path => Path.GetFileName(path));

    private ITeacher Keep(string name, ITeacher teacher) => _open.Count < MostOpen ? _open.GetOrAdd(name, teacher) : teacher;

    private ITeacher Create(string chosen, string? url) => Known.Create(chosen, new TeacherOptions { Url = url is null ? null : TeacherUrl.Parse(url), Environment = options.Environment, Time = options.Clock });
}
