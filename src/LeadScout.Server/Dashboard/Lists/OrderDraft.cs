using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Application.Jobs;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Api;
using LeadScout.Server.Jobs;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Dashboard.Lists;

/// <summary>An order as a person is writing it: texts as typed, checked when they are used.</summary>
internal sealed class OrderDraft
{
    /// <summary>The teacher; empty for the server's own.</summary>
    public string Teacher { get; set; } = "";

    /// <summary>The second teacher; empty for none.</summary>
    public string Escalate { get; set; } = "";

    /// <summary>What embeds the texts; empty for nothing.</summary>
    public string Embeddings { get; set; } = "";

    /// <summary>Which of the server's webhooks is told at the end; empty for none.</summary>
    public string Webhook { get; set; } = "";

    /// <summary>The largest share of rows that may differ from the teacher, in per cent.</summary>
    public string MaxError { get; set; } = "2";

    /// <summary>How sure of that, in per cent.</summary>
    public string Confidence { get; set; } = "95";

    /// <summary>Largest wrong shares of single labels, one a line as in <c>Sales=1%</c>; empty for none.</summary>
    public string LabelErrors { get; set; } = "";

    /// <summary>Least found shares of single labels, one a line as in <c>Sales=95%</c>; empty for none.</summary>
    public string LabelRecalls { get; set; } = "";

    /// <summary>Columns that say something cheap about a row; empty for none.</summary>
    public IReadOnlyList<string> Hints { get; set; } = [];

    /// <summary>The column of labels that are kept; empty for none.</summary>
    public string Keep { get; set; } = "";

    /// <summary>Labels of that column that are decided anew all the same, one a line; empty for none.</summary>
    public string Reopen { get; set; } = "";

    /// <summary>What the column of new labels is called; empty to call it as the question.</summary>
    public string OutColumn { get; set; } = "";

    /// <summary>The most that may be spent, in dollars; empty for no limit.</summary>
    public string MaxCost { get; set; } = "";

    /// <summary>Only the first so many rows; empty for all.</summary>
    public string Limit { get; set; } = "";

    /// <summary>Seed of everything drawn by chance.</summary>
    public string Seed { get; set; } = "1";

    /// <summary>Texts in one call.</summary>
    public string RowsPerCall { get; set; } = "20";

    /// <summary>The most calls in flight.</summary>
    public string Concurrency { get; set; } = JobSettings.AutoConcurrency.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether rows that could not be decided show the student's guess.</summary>
    public bool Guesses { get; set; }

    /// <summary>Characters of a text at most.</summary>
    public string MaxText { get; set; } = "2000";

    /// <summary>Whether rows with a longer text are left undecided, rather than asked about by its beginning.</summary>
    public bool SkipsLong { get; set; }

    /// <summary>How long one reply may take; empty for the default.</summary>
    public string Timeout { get; set; } = "";

    /// <summary>How long to wait for the teacher altogether; empty for the default.</summary>
    public string Patience { get; set; } = "";

    /// <summary>How often a call that fails is made again; empty for the default.</summary>
    public string Retries { get; set; } = "";

    /// <summary>How the server is told the form of its reply; empty for the default.</summary>
    public string StructuredOutput { get; set; } = "";

    /// <summary>Rows drawn by lot that are asked about twice; empty for none.</summary>
    public string SelfCheck { get; set; } = "";

    /// <summary>Rows drawn by lot that are asked about once more, each alone; empty for none.</summary>
    public string AloneCheck { get; set; } = "";

    /// <summary>Texts of known answers in each call; empty for none.</summary>
    public string Canaries { get; set; } = "";

    /// <summary>Output tokens left for thinking; empty to go by the model.</summary>
    public string ThinkingTokens { get; set; } = "";

    /// <summary>The temperature; empty to go by the model.</summary>
    public string Temperature { get; set; } = "";

    /// <summary>What a call may wait for; empty for the default.</summary>
    public string Tier { get; set; } = "";

    /// <summary>Whether the standard tier is asked for when the cheaper one has no room.</summary>
    public bool TierFallback { get; set; }

    /// <summary>The order.</summary>
    /// <exception cref="BadInputException">A figure is none, or outside its range; the message says which and what is allowed.</exception>
    public JobOrder Of(string list, IReadOnlyList<string> questions, ColumnChoice columns) => new()
    {
        List = list,
        Questions = questions,
        Columns = columns,
        Teacher = NullIfEmpty(Teacher),
        Escalate = NullIfEmpty(Escalate),
        Embeddings = NullIfEmpty(Embeddings),
        Webhook = NullIfEmpty(Webhook),
        Retries = (int?)Number(Retries, "retries", 0, 100, mayBeEmpty: true, isWhole: true),
        TeacherSettings = new TeacherSettingTexts
        {
            Timeout = Timeout,
            Patience = Patience,
            StructuredOutput = StructuredOutput,
            ThinkingTokens = ThinkingTokens,
            Temperature = Temperature,
            Tier = Tier,
            TierFallback = TierFallback,
        }.Read(),
        Settings = new JobSettings
        {
            Budget = new ErrorBudget(
                (double)(Number(MaxError, "The share of rows that may differ", 0, 99.999999m)!.Value / 100),
                (double)(Number(Confidence, "The confidence", 0.000001m, 99.999999m)!.Value / 100)),
            LabelBudgets =
            [
                .. Lines(LabelErrors).Select(line => LabelBudgetSubmission.Parse("Wrong at most, by label", line, isRecall: false).Read()),
                .. Lines(LabelRecalls).Select(line => LabelBudgetSubmission.Parse("Found at least, by label", line, isRecall: true).Read()),
            ],
            MaxCost = Number(MaxCost, "The most to spend", 0.000001m, 1_000_000_000m, mayBeEmpty: true) is { } dollars
                ? Money.OfDollars(dollars)
                : null,
            Hints = [.. Hints],
            Keep = KeepOf(),
            OutColumns = OutColumnsOf(questions),
            Limit = (long?)Number(Limit, "The number of rows", 1, long.MaxValue, mayBeEmpty: true, isWhole: true),
            Seed = (ulong)Number(Seed, "The seed", 0, ulong.MaxValue, isWhole: true)!.Value,
            RowsPerCall = (int)Whole(RowsPerCall, "Texts in one call", SettingRanges.RowsPerCall)!.Value,
            Concurrency = (int)Whole(Concurrency, "Calls in flight", SettingRanges.Concurrency)!.Value,
            MaxText = (int)Whole(MaxText, "The longest text", SettingRanges.MaxText)!.Value,
            SelfCheck = (int?)Whole(SelfCheck, "Rows asked twice", SettingRanges.SelfCheck, mayBeEmpty: true) ?? 0,
            AloneCheck = (int?)Whole(AloneCheck, "Rows asked again, each alone", SettingRanges.AloneCheck, mayBeEmpty: true) ?? 0,
            Canaries = (int?)Whole(Canaries, "Known texts in each call", SettingRanges.Canaries, mayBeEmpty: true) ?? 0,
            LongTexts = SkipsLong ? LongTexts.Skip : LongTexts.Cut,
            OnUndecided = Guesses ? OnUndecided.Guess : OnUndecided.Blank,
        },
    };

    private KeepSettings? KeepOf() => (NullIfEmpty(Keep), Lines(Reopen)) switch
    {
        (null, []) => null,
        ({ } column, var reopened) => new KeepSettings(column) { Reopen = [.. reopened] },
        _ => throw new BadInputException("Which labels are decided anew? Choose the column that has the labels to keep, or name none."),
    };

    private ImmutableSortedDictionary<string, string> OutColumnsOf(IReadOnlyList<string> questions) => (NullIfEmpty(OutColumn), questions) switch
    {
        (null, _) => ImmutableSortedDictionary<string, string>.Empty,
        ({ } column, [var only]) => ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add(only, column),
        _ => throw new BadInputException("The column of new labels can be named where one question is asked. Leave its name out: each question's column is called as the question."),
    };

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static decimal? Whole(string text, string what, WholeRange allowed, bool mayBeEmpty = false) =>
        Number(text, what, allowed.Least, allowed.Most, mayBeEmpty, isWhole: true);

    private static string? NullIfEmpty(string text) => text.Trim() is { Length: > 0 } said ? said : null;

    private static decimal? Number(string text, string what, decimal least, decimal most, bool mayBeEmpty = false, bool isWhole = false)
    {
        var said = text.Trim().TrimEnd('%').TrimStart('$').Trim();
        if (said.Length == 0 && mayBeEmpty)
        {
            return null;
        }

        return decimal.TryParse(said, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
            && (!isWhole || number == Math.Floor(number))
            ? number
            : throw new BadInputException($"{what}: '{text}' is not allowed. Allowed: {(isWhole ? "a whole number" : "a number")} from {least:0.######} to {most:0.######}{(mayBeEmpty ? ", or nothing" : "")}.");
    }
}
