using System.Collections.Concurrent;
using LeadScout.Application.Jobs;
using LeadScout.Files;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Teachers;

/// <summary>A provider, and whether this machine has its key.</summary>
/// <param name="Name">Before the colon of a teacher's name.</param>
/// <param name="KeyVariable">The environment variable with the key; null where none is wanted.</param>
/// <param name="HasKey">Whether it is set, or none is wanted.</param>
internal sealed record ProviderState(string Name, string? KeyVariable, bool HasKey);

/// <summary>A teacher that the server's teachers file names.</summary>
/// <param name="Name">Its name there, by which jobs may name it.</param>
/// <param name="Model">The provider and model behind it.</param>
internal sealed record KnownTeacher(string Name, string Model);

/// <summary>A teacher as a job is to name it.</summary>
/// <param name="KnownAs">Its name in the server's teachers file; null for one that is named outright.</param>
/// <param name="Asked">Who is asked, where, how and at what price.</param>
internal sealed record ChosenTeacher(string? KnownAs, NamedTeacher Asked);

/// <summary>A teacher that is open for single texts.</summary>
/// <param name="Key">Tells it from another of the same model that is asked otherwise.</param>
/// <param name="Teacher">The teacher.</param>
/// <param name="Patience">How long it is waited for; null for the default.</param>
internal sealed record OpenTeacher(string Key, ITeacher Teacher, TimeSpan? Patience);

/// <summary>
/// Whom this server may ask: the teachers that it was started with, those of its teachers file, and what providers offer under its keys.
/// Keys stay in the environment: what leaves here says only whether there is one. Thread-safe.
/// </summary>
internal sealed partial class TeacherService
{
    private const string RecordedPrefix = "recorded:";
    private const int MostOpen = 64;

    private readonly ConcurrentDictionary<string, OpenTeacher> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TeacherProfile> _profiles = new(StringComparer.Ordinal);
    private readonly ServerOptions _options;
    private readonly ServerWorkspace _workspace;
    private readonly ILogger<TeacherService> _log;
    private readonly (string Name, ChosenTeacher Chosen)[] _own;

    /// <exception cref="BadInputException">A teacher that the server was started with is not in its teachers file.</exception>
    public TeacherService(ServerOptions options, ServerWorkspace workspace, ILogger<TeacherService> log)
    {
        (_options, _workspace, _log) = (options, workspace, log);
        _own =
            [.. OwnOf(options.Teacher, options.TeacherUrl, options.TeacherSettings, options.Prices), .. OwnOf(options.Escalate, options.EscalateUrl, new TeacherSettings(), new StatedPrices())];
    }

    /// <summary>
    /// Refuses a setup by which whoever runs the server names what can't be used, so that it is told to them at the start and not to the first
    /// client. A key may be missing: the pages say which, and what asks nobody needs none.
    /// </summary>
    /// <exception cref="BadInputException">A recording, a name, an address or a table is no good.</exception>
    public void EnsureUsable()
    {
        _ = _options.Prices.In(new TeacherOptions());
        foreach (var own in _own)
        {
            Llm.Teachers.Examine(own.Chosen.Asked.Teacher, OptionsOf(own.Chosen.Asked));
        }

        foreach (var (name, known) in _options.Teachers)
        {
            try
            {
                Llm.Teachers.Examine(known.Teacher, OptionsOf(known));
            }
            catch (BadInputException e)
            {
                throw new BadInputException(e.Code, $"{e.Wording} The file of LLMs names it as '{name}'.", e);
            }
        }
    }

    /// <summary>Who is asked when nobody is named; null when there is neither an option nor a key to go by.</summary>
    public string? Default =>
        _options.Teacher is { } own
            ? Shown(own)
            : string.IsNullOrWhiteSpace(_options.Environment(DefaultTeacher.Key))
            ? null
            : DefaultTeacher.Name;

    /// <summary>The second teacher that the server was started with; null for none.</summary>
    public string? Second => _options.Escalate is { } own ? Shown(own) : null;

    /// <summary>The names in the server's teachers file, and the model behind each.</summary>
    public IReadOnlyList<KnownTeacher> Known =>
        [.. _options.Teachers.Select(known => new KnownTeacher(known.Key, Shown(known.Value.Teacher)))];

    /// <summary>The providers that are known.</summary>
    public IReadOnlyList<ProviderState> Providers =>
        [.. Llm.Teachers.Providers.Select(provider => new ProviderState(provider.Name, provider.KeyVariable, provider.KeyVariable is null || !string.IsNullOrWhiteSpace(_options.Environment(provider.KeyVariable))))];

    /// <summary>The teacher that is meant, as a job is to name it.</summary>
    /// <param name="name">As a client named it; null for <see cref="Default"/>.</param>
    /// <exception cref="RefusedException">There is no default, or the teacher is one that only whoever starts the server may
    /// name.</exception>
    public ChosenTeacher Choose(string? name)
    {
        var chosen = name ?? Default ?? throw new RefusedException(
            "teacher-missing", 400, $"Who shall be asked? Name an LLM, one of: {Allowed}; or start the server with --teacher or with {DefaultTeacher.Key} set.");
        if (Array.Find(_own, own => chosen == own.Name || chosen == Shown(own.Name)).Chosen is { } started)
        {
            return started;
        }

        if (!chosen.Contains(':', StringComparison.Ordinal))
        {
            return _options.Teachers.TryGetValue(chosen, out var known) ? new ChosenTeacher(chosen, WithTable(known)) : throw new RefusedException(
                "bad-input", 400, $"There is no LLM '{chosen}' here.{NearestNames.Hint(chosen, [.. _options.Teachers.Keys])} Allowed: {Allowed}.");
        }

        if (chosen == SampleTeacher.Name && File.Exists(SampleTeacher.PathIn(_workspace.Folder)))
        {
            var answers = "recorded:" + SampleTeacher.PathIn(_workspace.Folder);
            return new ChosenTeacher(null, new NamedTeacher(answers, null, new TeacherSettings(), new StatedPrices()));
        }

        // A recording is a file of this machine: whoever may name one may read it.
        return chosen.StartsWith(RecordedPrefix, StringComparison.OrdinalIgnoreCase)
            ? throw new RefusedException(
                "teacher-not-allowed",
                403,
                "A recording can be asked only if the server was started with it: leadscout serve --teacher recorded:FILE.tsv, or --escalate.")
            : new ChosenTeacher(null, WithTable(new NamedTeacher(chosen, null, new TeacherSettings(), new StatedPrices())));
    }

    /// <summary>The settings that a job of this server kept, with the values of headers that it did not keep.</summary>
    /// <param name="knownAs">By what name of the server's own its teacher was meant; null for one that was named outright.</param>
    /// <param name="teacher">The teacher as the job names it.</param>
    /// <param name="kept">What the job kept.</param>
    internal TeacherSettings Completed(string? knownAs, string teacher, TeacherSettings kept)
    {
        // What the server was started with goes before its file, as it did when the job began.
        var own = Array.Find(_own, own => own.Chosen.KnownAs == knownAs && own.Chosen.Asked.Teacher == teacher).Chosen?.Asked.Settings;
        own ??= knownAs is not null ? _options.Teachers.GetValueOrDefault(knownAs)?.Settings : null;
        return own is null ? kept : kept.WithValuesOf(own);
    }

    /// <summary>The teacher itself, to ask single texts.</summary>
    /// <exception cref="BadInputException">There is no such teacher, or its key is missing.</exception>
    internal OpenTeacher Open(string? name)
    {
        var (key, asked) = KeyedOf(name);
        return Kept(_open, key, () => new OpenTeacher(
            key, Llm.Teachers.Create(asked.Teacher, OptionsOf(asked)), asked.Settings.Patience));
    }

    /// <summary>The teacher under which answers are filed: a recording's name has no folder.</summary>
    /// <exception cref="BadInputException">There is no such teacher.</exception>
    public string NameOf(string? name) => ProfileOf(name).Name;

    /// <summary>What is known of a teacher before it is asked.</summary>
    /// <exception cref="BadInputException">There is no such teacher.</exception>
    public TeacherProfile ProfileOf(string? name)
    {
        var (key, asked) = KeyedOf(name);
        return Kept(_profiles, key, () => Llm.Teachers.ProfileOf(asked.Teacher, OptionsOf(asked)));
    }

    /// <summary>What is allowed for a service, over all who ask it here; where the file names it more than once, what is stricter.</summary>
    /// <param name="service">The name that its answers are filed under.</param>
    internal RateLimits LimitsOf(string service)
    {
        var said = _options.Teachers.Values
            .Where(known => known.Limits.IsAny && Llm.Teachers.ProfileOf(known.Teacher, OptionsOf(known)).Name == service)
            .Select(known => known.Limits)
            .ToArray();
        return said.Length == 0 ? _options.Limits : said.Aggregate((one, other) => one.And(other));
    }

    private string Allowed => _options.Teachers.IsEmpty ? Llm.Teachers.Allowed : $"{string.Join(", ",
    _options.Teachers.Keys)}, {Llm.Teachers.Allowed}";

    // Where a recording lies on this machine is nobody's business.
    private static string Shown(string teacher) => Llm.Teachers.Placed(teacher, path => Path.GetFileName(path));

    private IEnumerable<(string Name, ChosenTeacher Chosen)> OwnOf(string? name, string? url, TeacherSettings settings, StatedPrices prices)
    {
        if (name is null)
        {
            yield break;
        }

        var isKnown = !name.Contains(':', StringComparison.Ordinal);
        var file = isKnown && _options.Teachers.TryGetValue(name, out var known) ? known : null;
        if (isKnown && !_options.Teachers.IsEmpty && file is null)
        {
            throw new BadInputException($"There is no LLM '{name}' in the file of LLMs. There is: {string.Join(", ", _options.Teachers.Keys)}.");
        }

        yield return (name, new ChosenTeacher(file is null ? null : name, WithTable(file is null
            ? new NamedTeacher(name, url, settings, prices)
            : new NamedTeacher(file.Teacher, url ?? file.Url, settings.Over(file.Settings), prices.Input is null ? file.Prices : prices))));
    }

    private NamedTeacher WithTable(NamedTeacher teacher) => teacher with { Prices = teacher.Prices with { Table = _options.Prices.Table } };

    private (string Key, NamedTeacher Asked) KeyedOf(string? name)
    {
        var (knownAs, asked) = Choose(name);
        return (knownAs is null ? asked.Teacher : $"{knownAs} in the teachers file", asked);
    }

    private static T Kept<T>(ConcurrentDictionary<string, T> kept, string key, Func<T> open)
    {
        if (kept.TryGetValue(key, out var one))
        {
            return one;
        }

        one = open();
        return kept.Count < MostOpen ? kept.GetOrAdd(key, one) : one;
    }

    private TeacherOptions OptionsOf(NamedTeacher asked) => asked.Prices.In(asked.Settings.In(new TeacherOptions
    {
        Clients = ProviderClients.All,
        Url = asked.Url is { } url ? TeacherUrl.Parse(url) : null,
        Environment = _options.Environment,
        Time = _options.Clock,
        RequestProfiles = _workspace.Store,
        Notice = notice => Notice(_log, asked.Teacher, notice),
    }));

    [LoggerMessage(20, LogLevel.Information, "{Teacher}, asked about single texts: {Notice}")]
    private static partial void Notice(ILogger log, string teacher, string notice);
}
