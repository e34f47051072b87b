using System.Collections.Immutable;
using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Application.Jobs;
using LeadScout.Cli.Arguments;
using LeadScout.Files;
using LeadScout.Jobs;

namespace LeadScout.Cli.Reports;

/// <summary>The options that a job was started with, to be typed again in a command that is offered; what is usual is left out.</summary>
internal static class OptionWords
{
    private const string HeaderPrefix = "header:";

    // What a job keeps has its option's name.
    private static readonly string[] OfAsking =
    [
        "teacher-url", "price-in", "price-out", "prices", "timeout", "patience", "structured-output", "thinking-tokens", "temperature", "tier", "tier-fallback",
        "retries", "requests-per-minute", "tokens-per-minute", "escalate", "escalate-url", "escalate-price-in", "escalate-price-out",
    ];

    private static readonly string[] OfList = ["encoding", "sheet", "delimiter", "quote", "header-row", "input-format"];

    private static readonly string[] OfEmbeddings = ["embeddings", "embedding-url", "embedding-price", "keep-vectors"];

    private static readonly string[] Flags = ["tier-fallback", "keep-vectors"];

    /// <summary>Whom to ask besides <c>--teacher</c>: where they listen, what they charge, how they are asked.</summary>
    public static IEnumerable<string> Asking(JobInvocation invocation)
    {
        var kept = invocation.ToMap();
        return [
            .. Of(kept, OfAsking),
            .. kept.Where(pair => pair.Key.StartsWith(HeaderPrefix, StringComparison.Ordinal))
                .Select(pair => $"--header {Quoted(pair.Value.Contains(':', StringComparison.Ordinal) ? pair.Value : pair.Value + ": ...")}"),
        ];
    }

    /// <summary>How the list is read.</summary>
    public static IEnumerable<string> Reading(JobInvocation invocation) => Of(invocation.ToMap(), OfList);

    /// <summary>What embeds its texts.</summary>
    public static IEnumerable<string> Embeddings(JobInvocation invocation) => Of(invocation.ToMap(), OfEmbeddings);

    /// <summary>How a job that classifies goes about its list, the budgets and the spending limit aside.</summary>
    public static IEnumerable<string> Settings(JobSettings settings)
    {
        var usual = new JobSettings();
        var options = new List<string>();
        Add(settings.RowsPerCall != usual.RowsPerCall, $"--rows-per-call {settings.RowsPerCall}");
        Add(settings.Concurrency != usual.Concurrency, $"--concurrency {settings.Concurrency}");
        Add(settings.Seed != usual.Seed, $"--seed {settings.Seed}");
        Add(settings.Learn != usual.Learn, $"--learn {settings.Learn.Word()}");
        options.AddRange(settings.Hints.Select(hint => $"--hint {Quoted(hint)}"));
        Add(settings.MaxText != usual.MaxText, $"--max-text {settings.MaxText}");
        Add(settings.LongTexts == LongTexts.Skip, $"--long-texts skip");
        Add(settings.SelfCheck != usual.SelfCheck, $"--self-check {settings.SelfCheck}");
        Add(settings.AloneCheck != usual.AloneCheck, $"--alone-check {settings.AloneCheck}");
        Add(settings.Canaries != usual.Canaries, $"--canaries {settings.Canaries}");
        Add(settings.OnUndecided == OnUndecided.Guess, $"--on-undecided guess");
        Add(settings.Limit is not null, $"--limit {settings.Limit}");
        return options;

        void Add(bool isSaid, FormattableString option)
        {
            if (isSaid)
            {
                options.Add(option.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static IEnumerable<string> Of(ImmutableSortedDictionary<string, string> kept, IEnumerable<string> names) =>
        names.Where(kept.ContainsKey).Select(name => Flags.Contains(name) ? $"--{name}" : $"--{name} {Quoted(Named(name, kept[name]))}");

    private static string Named(string option, string value) => option switch
    {
        "delimiter" => ListOptionText.DelimiterName(value[0]),
        "quote" when value.Length == 1 => ListOptionText.QuoteName(value[0]),
        _ => value,
    };

    /// <summary>Where the job is, as an option with a blank before it; empty for the usual place.</summary>
    public static string Database(string database) => database == CommonOptions.DefaultDatabase ? "" : $" --db {Quoted(database)}";

    private static string Quoted(string value) => CommandWords.Argument(value);
}
