using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Application.Jobs;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Jobs;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Api;

/// <summary>A job as a client asks for it; everything but list and questions has the command line's default.</summary>
internal sealed record JobSubmission
{
    /// <summary>The list's id.</summary>
    public required string List { get; init; }

    /// <summary>The question's name; of several, see <see cref="Questions"/>.</summary>
    public string? Question { get; init; }

    /// <summary>
    /// The names of several questions, asked in one pass: each has its own columns, certificate and part of the bill. Instead of
    /// <see cref="Question"/>.
    /// </summary>
    public IReadOnlyList<string>? Questions { get; init; }

    /// <summary>The list's column to ask about, when a question is about a lone column.</summary>
    public string? Column { get; init; }

    /// <summary>By a question's own word for a column: the list's. What is not said is guessed from the header.</summary>
    public IReadOnlyDictionary<string, string>? Columns { get; init; }

    /// <summary>
    /// What separates the columns of a CSV: one character, or <c>comma</c>, <c>semicolon</c>, <c>tab</c>, <c>pipe</c>, <c>colon</c>,
    /// <c>space</c>; as the list was uploaded unless given.
    /// </summary>
    public string? Delimiter { get; init; }

    /// <summary>
    /// What a CSV's fields are quoted with: one character, or <c>double</c>, <c>single</c>, <c>none</c>; as the list was uploaded unless
    /// given.
    /// </summary>
    public string? Quote { get; init; }

    /// <summary>A CSV's encoding, as in <c>windows-1252</c>; as the list was uploaded unless given.</summary>
    public string? Encoding { get; init; }

    /// <summary>The workbook's sheet; as the list was uploaded unless given.</summary>
    public string? Sheet { get; init; }

    /// <summary>The header's row, from 1; as the list was uploaded unless given.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>
    /// What the list is, as files of the format end, such as <c>csv</c> or <c>jsonl</c>; as the list was uploaded unless given.
    /// </summary>
    public string? InputFormat { get; init; }

    /// <summary>Characters of a text at most, 1 to 1000000; 2000 unless given.</summary>
    public int? MaxText { get; init; }

    /// <summary>What becomes of longer texts: <c>cut</c> asks about their beginning, <c>skip</c> leaves their rows undecided.</summary>
    public string? LongTexts { get; init; }

    /// <summary>Which of the server's webhooks is told when the job ends or stops; those that there are: GET /api/v1/settings.</summary>
    public string? Webhook { get; init; }

    /// <summary>Who is asked.</summary>
    public string? Teacher { get; init; }

    /// <summary>A second LLM for what the first gives no usable answer to; both are on the bill.</summary>
    public string? Escalate { get; init; }

    /// <summary>The most that may be spent, in US dollars.</summary>
    public decimal? MaxCostUsd { get; init; }

    /// <summary>The largest share of rows that may differ from the LLM, 0 to 1.</summary>
    public double? MaxError { get; init; }

    /// <summary>Budgets of single labels beside; each label once.</summary>
    public IReadOnlyList<LabelBudgetSubmission>? LabelBudgets { get; init; }

    /// <summary>How sure of that to be, between 0 and 1.</summary>
    public double? Confidence { get; init; }

    /// <summary>Texts in one call, 1 to 200.</summary>
    public int? RowsPerCall { get; init; }

    /// <summary>The most calls in flight, 1 to 256; 8 by default.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Seed of everything drawn by chance.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Only the first so many rows.</summary>
    public long? Limit { get; init; }

    /// <summary>Rows to ask twice.</summary>
    public int? SelfCheck { get; init; }

    /// <summary>Rows to ask about once more, each alone.</summary>
    public int? AloneCheck { get; init; }

    /// <summary>Texts of known answers in each call, 0 to 10; 0 by default.</summary>
    public int? Canaries { get; init; }

    /// <summary><c>blank</c> or <c>guess</c>.</summary>
    public string? OnUndecided { get; init; }

    /// <summary>
    /// Columns of the list that say something cheap about a lead, such as a vendor's label: the student learns how far to trust them. A job
    /// with others is another job.
    /// </summary>
    public IReadOnlyList<string>? Hints { get; init; }

    /// <summary>
    /// A column of labels that the list already has and that are kept: their rows are not asked about and keep them, those without a label of
    /// the question are decided. The certificate is about the rows that are decided; <c>keptRows</c> counts the others.
    /// </summary>
    public string? Keep { get; init; }

    /// <summary>Only with <see cref="Keep"/>: labels whose rows are decided anew all the same.</summary>
    public IReadOnlyList<string>? Reopen { get; init; }

    /// <summary>By a question's name: what its column of labels is called in the result; else as the question.</summary>
    public IReadOnlyDictionary<string, string>? OutColumns { get; init; }

    /// <summary>
    /// The columns of labels that the list already has: they are put to the proof, and the result is the list with its errors corrected. The
    /// report's <c>certified</c> holds the verdict.
    /// </summary>
    public IReadOnlyList<string>? LabelColumns { get; init; }

    /// <summary>By another name in those columns: the question's label that it means.</summary>
    public IReadOnlyDictionary<string, string>? LabelMap { get; init; }

    /// <summary>
    /// What becomes of rows whose label the question does not have: <c>refuse</c>, <c>wrong</c> or <c>skip</c>.
    /// </summary>
    public string? UnknownLabels { get; init; }

    /// <summary>The most texts to draw for labels that are put to the proof, 1 to 1000000; 2000 unless given.</summary>
    public int? MaxAudits { get; init; }

    /// <summary>How long one reply may take, 1s to 1d, as in <c>120s</c>.</summary>
    public string? Timeout { get; init; }

    /// <summary>How long to wait altogether for an LLM that does not answer, up to 30d, as in <c>10m</c>.</summary>
    public string? Patience { get; init; }

    /// <summary>
    /// How the server of the model is told the form of its reply: <c>auto</c>, <c>schema</c>, <c>object</c> or <c>none</c>.
    /// </summary>
    public string? StructuredOutput { get; init; }

    /// <summary>Output tokens left for thinking, 0 to 1000000.</summary>
    public int? ThinkingTokens { get; init; }

    /// <summary>The model's temperature, 0 to 2. A job with another one is another job.</summary>
    public double? Temperature { get; init; }

    /// <summary>
    /// <c>standard</c>, or <c>flex</c>: cheaper where the provider offers it, slower, and waited for when there is no room.
    /// </summary>
    public string? Tier { get; init; }

    /// <summary>Only with <c>flex</c>: whether to ask at the standard price when there is no room in the cheaper tier.</summary>
    public bool? TierFallback { get; init; }

    /// <summary>How often an LLM that can't be reached is tried again, 0 to 100.</summary>
    public int? Retries { get; init; }

    /// <summary>
    /// What lets the student see what the texts mean: <c>local</c>, the encoder of this server's add-on; a service that the server allows, as
    /// in <c>openai:text-embedding-3-small</c>, to which every text is sent; or <c>none</c>. A job with another is another job.
    /// </summary>
    public string? Embeddings { get; init; }

    /// <summary>Fields that there are not: a limit that is spelt wrong must not be taken for none.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; init; }

    private static readonly string[] Fields =
        [.. UnknownField.FieldsOf(typeof(JobSubmission)).Where(name => !name.Equals(nameof(Others), StringComparison.OrdinalIgnoreCase))];

    internal JobOrder Order()
    {
        RefuseOthers(Others?.Keys ?? [], Fields);
        var standard = new JobSettings();
        return new JobOrder
        {
            List = List,
            Questions = QuestionsOf(),
            Columns =
                new ColumnChoice(Column) { Named = (Columns ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal) },
            Reading = ListOptionText.Parse(Sheet, Encoding, Delimiter, Quote, HeaderRow, InputFormat),
            Teacher = Teacher,
            Escalate = Escalate,
            TeacherSettings = TeacherSettingsOf(),
            Retries = Within(SettingRanges.Retries, Retries, "retries"),
            Embeddings = Said("embeddings", Embeddings),
            Webhook = Said("webhook", Webhook),
            Settings = new JobSettings
            {
                Budget = BudgetOf(standard.Budget),
                LabelBudgets = [.. (LabelBudgets ?? []).Select(budget => (budget ?? new LabelBudgetSubmission()).Read())],
                RowsPerCall = Within(SettingRanges.RowsPerCall, RowsPerCall, "rowsPerCall") ?? standard.RowsPerCall,
                Concurrency = Within(SettingRanges.Concurrency, Concurrency, "concurrency") ?? standard.Concurrency,
                Seed = Seed ?? standard.Seed,
                Limit = Limit is null or >= 1 ? Limit : throw Bad("limit", Limit, "from 1"),
                SelfCheck = Within(SettingRanges.SelfCheck, SelfCheck, "selfCheck") ?? 0,
                AloneCheck = Within(SettingRanges.AloneCheck, AloneCheck, "aloneCheck") ?? 0,
                Canaries = Within(SettingRanges.Canaries, Canaries, "canaries") ?? 0,
                MaxText = Within(SettingRanges.MaxText, MaxText, "maxText") ?? standard.MaxText,
                LongTexts = LongTexts switch
                {
                    null or "cut" => LeadScout.Jobs.LongTexts.Cut,
                    "skip" => LeadScout.Jobs.LongTexts.Skip,
                    _ => throw Bad("longTexts", LongTexts, "cut, skip"),
                },
                MaxCost = MoneyOf(MaxCostUsd),
                Certify = CertifyOf(),
                Hints = [.. Hints ?? []],
                Keep = KeepOf(),
                OutColumns = (OutColumns ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal),
                OnUndecided = OnUndecided switch
                {
                    null or "blank" => LeadScout.Jobs.OnUndecided.Blank,
                    "guess" => LeadScout.Jobs.OnUndecided.Guess,
                    _ => throw Bad("onUndecided", OnUndecided, "blank, guess"),
                },
            },
        };
    }

    private KeepSettings? KeepOf() => (Said("keep", Keep), Reopen) switch
    {
        (null, null or []) => null,
        ({ } column, _) => new KeepSettings(column) { Reopen = [.. Reopen ?? []] },
        _ => throw new RefusedException("bad-input", 400, "reopen speaks of labels that are kept. Say where they stand with keep, or leave it out."),
    };

    private CertifySettings? CertifyOf()
    {
        if (LabelColumns is not { Count: > 0 } columns)
        {
            return (LabelMap, UnknownLabels, MaxAudits) is (null, null, null) ? null : throw new RefusedException(
                "bad-input", 400, "labelMap, unknownLabels and maxAudits speak of labels that are put to the proof. Say where they stand with labelColumns, or leave them out.");
        }

        return new CertifySettings
        {
            LabelColumns = [.. columns],
            LabelMap = (LabelMap ?? ImmutableDictionary<string, string>.Empty).ToImmutableSortedDictionary(StringComparer.Ordinal),
            UnknownLabels = UnknownLabels switch
            {
                null or "refuse" => LeadScout.Jobs.UnknownLabels.Refuse,
                "wrong" => LeadScout.Jobs.UnknownLabels.Wrong,
                "skip" => LeadScout.Jobs.UnknownLabels.Skip,
                _ => throw Bad("unknownLabels", UnknownLabels, "refuse, wrong, skip"),
            },
            MaxAudits = Within(SettingRanges.MaxAudits, MaxAudits, "maxAudits") ?? CertifySettings.DefaultMaxAudits,
        };
    }

    private static int? Within(WholeRange allowed, int? value, string field) =>
        value is { } number && !allowed.Contains(number) ? throw Bad(field, value, allowed.ToString()) : value;

    /// <summary>A limit on money.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    internal static Money? MoneyOf(decimal? dollars) => dollars switch
    {
        null => null,
        >= 0 and <= 1_000_000 => Money.OfDollars(dollars.Value),
        _ => throw Bad("maxCostUsd", dollars, "0 to 1000000"),
    };

    /// <summary>Refuses a field that there is not.</summary>
    /// <param name="names">The names that a client used.</param>
    /// <param name="fields">Those that there are; case does not matter.</param>
    /// <exception cref="RefusedException">There is no such field.</exception>
    internal static void RefuseOthers(IEnumerable<string> names, string[] fields)
    {
        if (names.FirstOrDefault(name => !fields.Contains(name, StringComparer.OrdinalIgnoreCase)) is not { } other)
        {
            return;
        }

        throw other.Equals("headers", StringComparison.OrdinalIgnoreCase)
            ? new RefusedException(
                UnknownField.Code,
                422,
                "A client can't set headers: they may carry secrets of the server's. Whoever runs the server puts them into its file of LLMs (leadscout serve --teachers FILE).")
            : UnknownField.Refusal("A job has", other, fields);
    }

    private IReadOnlyList<string> QuestionsOf() => (Question, Questions) switch
    {
        ({ } one, null or []) => [one],
        (null, { Count: > 0 } several) => several,
        (null, _) => throw new RefusedException(
            "bad-input",
            400,
            "Which question? Name one as question, or several as questions. Those that there are: GET /api/v1/questions."),
        _ => throw new RefusedException("bad-input", 400, "Name one question as question or several as questions, not both."),
    };

    private static RefusedException Bad(string name, object? value, string allowed) =>
        new("bad-input", 400, $"{name} can't be {value}. Allowed: {allowed}.");

    private TeacherSettings TeacherSettingsOf() => new TeacherSettingTexts
    {
        Timeout = Said("timeout", Timeout),
        Patience = Said("patience", Patience),
        StructuredOutput = Said("structuredOutput", StructuredOutput),
        ThinkingTokens = ThinkingTokens?.ToString(CultureInfo.InvariantCulture),
        Temperature = Temperature?.ToString("0.################", CultureInfo.InvariantCulture),
        Tier = Said("tier", Tier),
        TierFallback = TierFallback == true,
    }.Read();

    // In a form an empty field is one that was left alone; a program that sends an empty text has a bug.
    private static string? Said(string name, string? text) =>
        text is null || !string.IsNullOrWhiteSpace(text)
            ? text
            : throw new RefusedException("bad-input", 400, $"{name} can't be '{text}'. Leave it out, or give it a value.");

    private ErrorBudget BudgetOf(ErrorBudget standard) => new(
        MaxError is null or (>= 0 and < 1)
            ? MaxError ?? standard.MaxError
            : throw Bad("maxError", MaxError, "from 0 up to, not including, 1"),
        Confidence is null or (> 0 and < 1) ? Confidence ?? standard.Confidence : throw Bad("confidence", Confidence, "between 0 and 1, neither included"));
}
