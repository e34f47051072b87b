using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Application.Embeddings;
using LeadScout.Files;
using LeadScout.Files.Doors;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Teaching.Limits;

namespace LeadScout.Application.Jobs;

/// <summary>
/// How the user named the list, the question and the teacher, and from which folder: kept with the job, so that <c>jobs resume ID</c>
/// can give the same command again. Holds no secret.
/// </summary>
public sealed record JobInvocation
{
    /// <summary>Where <see cref="LawfulBasis"/> stands in what the job keeps.</summary>
    public const string LawfulBasisKey = LawfulUse.Key;

    /// <summary>Where <see cref="Rechecks"/> stands in what the job keeps.</summary>
    public const string RechecksKey = "rechecks";

    /// <summary>In place of a job's id in <see cref="Rechecks"/>: the log's answers are meant.</summary>
    public const string Answers = "answers";

    private const string ColumnPrefix = "column:";
    private const string EscalatePrefix = "escalate-";

    // Tries of a server that fails without a word, after the first.
    private const int UsualRetries = 5;

    /// <summary>The folder that relative paths start from.</summary>
    public required string Folder { get; init; }

    public required string Input { get; init; }

    public string? Output { get; init; }

    /// <summary>Whether the job writes a file: one that puts given labels to the proof does only where <see cref="Output"/> says so.</summary>
    public bool WritesResult { get; init; } = true;

    /// <summary>As the user named them, in order; at least one.</summary>
    public required ImmutableArray<string> Questions { get; init; }

    /// <summary>Which columns of the list are meant, where the user says so.</summary>
    public ColumnChoice Columns { get; init; } = ColumnChoice.ByName;

    /// <summary>What the user says about how the list is read.</summary>
    public LeadFileOptions Reading { get; init; } = new();

    public required string Teacher { get; init; }

    public string? TeacherUrl { get; init; }

    /// <summary>
    /// By what name of the user's own the teacher was meant, where it stands in a teachers file; null for one that was named outright.
    /// </summary>
    public string? TeacherKnownAs { get; init; }

    /// <summary>What the user says about prices.</summary>
    public StatedPrices Prices { get; init; } = new();

    /// <summary>What the questions' files stated as their lawful basis when the job was last run.</summary>
    public string? LawfulBasis { get; init; }

    /// <summary>Who is asked what the teacher gives no usable answer to.</summary>
    public string? Escalate { get; init; }

    public string? EscalateUrl { get; init; }

    /// <summary>What the user says the second teacher charges; its table is that of <see cref="Prices"/>.</summary>
    public StatedPrices EscalatePrices { get; init; } = new();

    /// <summary>By what name of the user's own the second teacher was meant; null for one that was named outright.</summary>
    public string? EscalateKnownAs { get; init; }

    /// <summary>What is said about how the second teacher is asked; where nothing is, it is waited for as the first.</summary>
    public TeacherSettings EscalateSettings { get; init; } = new();

    /// <summary>What the user says about how the teacher is asked.</summary>
    public TeacherSettings TeacherSettings { get; init; } = new();

    /// <summary>
    /// How often in a row a call that fails is made again before the job stops, at least 0; null to go by the kind of failure.
    /// </summary>
    public int? Retries { get; init; }

    /// <summary>How many calls and tokens a minute the provider allows.</summary>
    public RateLimits Limits { get; init; } = new();

    /// <summary>What embeds the texts; null for nothing.</summary>
    public EmbeddingChoice? Embeddings { get; init; }

    /// <summary>The job whose decisions are put to the proof, by its id, or <see cref="Answers"/>; null for none.</summary>
    public string? Rechecks { get; init; }

    /// <summary>How patient to be with the teacher.</summary>
    public RetryPolicy Retry => new() { TriesPerOutage = UsualRetries + 1, MostTries = Retries + 1, Patience = TeacherSettings.Patience };

    /// <summary>In place of a path: standard input, or standard output.</summary>
    public const string Stream = "-";

    /// <summary>The file that the list really lies in where <see cref="Input"/> is no file; not kept with the job.</summary>
    public string? InputFile { get; init; }

    /// <summary>The file that the result really goes to where <see cref="Output"/> is no file; not kept with the job.</summary>
    public string? OutputFile { get; init; }

    /// <summary>The list, as this process opens it.</summary>
    /// <exception cref="BadInputException">It came from standard input, in another process.</exception>
    public string InputPath => InputFile ?? (Input != Stream ? Placed(Input) : throw new BadInputException(
        Rechecks is null
            ? "The job's list came from standard input, which is gone. Give its classify command again with the same data: it goes on where it was."
            : "The job's list was made of the log's answers. Give its recheck command again: it goes on where it was."));

    /// <summary>The result, as this process writes it.</summary>
    public string OutputPath => OutputFile ?? Placed(Output ?? LeadFiles.DefaultOutput(Input));

    /// <summary>A path as this process opens it: a relative one starts from <see cref="Folder"/>, wherever the process is.</summary>
    public string Placed(string path) =>
        Folder == Environment.CurrentDirectory
            ? path
            : LeadDoors.IsAddress(path)
            ? LeadDoors.Of(path).Placed(path, Folder)
            : Path.GetFullPath(path, Folder);

    /// <summary>The same for whoever only looks at the job: nobody is asked, so no header is sent.</summary>
    public JobInvocation ToLook() =>
        this with { TeacherSettings = TeacherSettings with { Headers = [] }, EscalateSettings = EscalateSettings with { Headers = [] } };

    /// <summary>
    /// What of the teachers' settings changes the answers, in words: it belongs to the job's identity. Empty for nothing.
    /// </summary>
    public string AnswersUnder =>
        EscalateSettings.AnswersUnder is { Length: > 0 } second
            ? $"{TeacherSettings.AnswersUnder}; second teacher: {second}"
            : TeacherSettings.AnswersUnder;

    /// <summary>What the job keeps.</summary>
    public ImmutableSortedDictionary<string, string> ToMap()
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        Add("folder", Folder);
        Add("input", Input);
        Add("output", Output);
        foreach (var (place, question) in Questions.Index())
        {
            Add(QuestionName(place), question);
        }

        Add("column", Columns.Lone);
        foreach (var (wanted, column) in Columns.Named)
        {
            Add(ColumnPrefix + wanted, column);
        }

        ListOptionText.AddTo(map, Reading);
        Add("teacher", Teacher);
        Add("teacher-url", TeacherUrl);
        Add("teacher-known-as", TeacherKnownAs);
        Add("price-in", Shown(Prices.Input));
        Add("price-out", Shown(Prices.Output));
        Add("prices", Prices.Table);
        Add("escalate", Escalate);
        Add(RechecksKey, Rechecks);
        Add("escalate-url", EscalateUrl);
        Add("escalate-known-as", EscalateKnownAs);
        Add("escalate-price-in", Shown(EscalatePrices.Input));
        Add("escalate-price-out", Shown(EscalatePrices.Output));
        Add(LawfulBasisKey, LawfulBasis);
        foreach (var (name, value) in Embeddings?.Kept() ?? [])
        {
            Add(name, value);
        }

        Add("retries", Retries?.ToString(CultureInfo.InvariantCulture));
        Add("requests-per-minute", Limits.RequestsPerMinute?.ToString(CultureInfo.InvariantCulture));
        Add("tokens-per-minute", Limits.TokensPerMinute?.ToString(CultureInfo.InvariantCulture));
        Add("calls-at-once", Limits.CallsAtOnce?.ToString(CultureInfo.InvariantCulture));
        map.AddRange(TeacherSettings.Kept());
        map.AddRange(EscalateSettings.Kept().Select(kept => KeyValuePair.Create(EscalatePrefix + kept.Key, kept.Value)));
        return map.ToImmutable();

        static string? Shown(decimal? dollars) => dollars?.ToString(CultureInfo.InvariantCulture);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                map.Add(name, value);
            }
        }
    }

    /// <summary>What the job kept.</summary>
    /// <exception cref="BadInputException">The job was not started from the command line.</exception>
    public static JobInvocation Of(Job job)
    {
        var map = job.Invocation;
        return new JobInvocation
        {
            Folder = Required("folder"),
            Input = Required("input"),
            Output = map.GetValueOrDefault("output"),
            WritesResult = job.Settings.Certify is null || map.ContainsKey("output"),
            Questions =
                [Required(QuestionName(0)), .. Enumerable.Range(1, map.Count).Select(place => map.GetValueOrDefault(QuestionName(place))).OfType<string>()],
            Columns = new ColumnChoice(map.GetValueOrDefault("column"))
            {
                Named = map.Where(kept => kept.Key.StartsWith(ColumnPrefix, StringComparison.Ordinal))
                    .ToImmutableSortedDictionary(kept => kept.Key[ColumnPrefix.Length..], kept => kept.Value, StringComparer.Ordinal),
            },
            Reading = ListOptionText.Of(map),
            Teacher = Required("teacher"),
            TeacherUrl = map.GetValueOrDefault("teacher-url"),
            Prices = new StatedPrices(Dollars("price-in"), Dollars("price-out"), map.GetValueOrDefault("prices")),
            LawfulBasis = map.GetValueOrDefault(LawfulBasisKey),
            Escalate = map.GetValueOrDefault("escalate"),
            Rechecks = map.GetValueOrDefault(RechecksKey),
            EscalateUrl = map.GetValueOrDefault("escalate-url"),
            EscalatePrices = new StatedPrices(Dollars("escalate-price-in"), Dollars("escalate-price-out")),
            TeacherKnownAs = map.GetValueOrDefault("teacher-known-as"),
            EscalateKnownAs = map.GetValueOrDefault("escalate-known-as"),
            EscalateSettings = TeacherSettings.OfKept(
                map.Where(kept => kept.Key.StartsWith(EscalatePrefix, StringComparison.Ordinal)).ToDictionary(kept => kept.Key[EscalatePrefix.Length..], kept => kept.Value)),
            TeacherSettings = TeacherSettings.OfKept(map),
            Embeddings = EmbeddingChoice.OfKept(map),
            Retries = (int?)Number("retries"),
            Limits = new RateLimits((int?)Number("requests-per-minute"), Number("tokens-per-minute"))
            {
                CallsAtOnce = (int?)Number("calls-at-once"),
            },
        };

        decimal? Dollars(string name) => map.TryGetValue(name, out var text) ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
        long? Number(string name) => map.GetValueOrDefault(name) is { } kept ? long.Parse(kept, CultureInfo.InvariantCulture) : null;

        string Required(string name) => map.GetValueOrDefault(name) ?? throw new BadInputException(
            $"Job {job.Id} was not started by `{UserAction.StartJob}`, so its {name} is not known here. Resume it where it was started.");
    }

    private static string QuestionName(int place) =>
        place == 0 ? "question" : string.Create(CultureInfo.InvariantCulture, $"question-{place + 1}");
}
