using System.Collections.Immutable;
using System.Text;
using LeadScout.Answers;
using LeadScout.Llm.Recorded;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A list of titles, a stand-in server with a fault to come, and the command line in a process that has no time to lose.</summary>
internal sealed class BadDay(StandInServer server, int rows = 24) : IDisposable
{
    public const string Key = "sk-quarz-0123456789";

    // In every title and in nothing else: who finds it where no lead text may be has found a leak.
    public const string Mark = "Quarz";

    private static readonly string[] Kinds = ["Vertrieb", "Einkauf", "Personal", "Buchhaltung", "Werkstatt"];
    private static readonly string[] Departments = ["Sales", "Procurement", "HR", "Finance", "Operations"];
    private static readonly string[] Ranks = ["Specialist", "Manager", "Specialist", "Director", "Specialist"];

    private static readonly (string Name, string Value)[] Defaults =
        [("--rows-per-call", "4"), ("--concurrency", "3"), ("--price-in", "1.00"), ("--price-out", "0.10"), ("--max-error", "0%")];

    // How the system message ends its request for JSON: who finds it has found a prompt.
    private const string Prompted = "Reply with one JSON object";

    // How the texts are introduced that are shown before the first call.
    private const string Shown = "column 'Job Title', as in ";

    public TimeProvider Clock { get; init; } = new FastClock();

    public string Teacher { get; init; } = "openai:stand-in";

    public Folder Folder { get; } = new();

    public byte[] Output => Folder.Read("leads.labelled.csv");

    /// <summary>What the list comes to on a good day.</summary>
    public static async Task<(byte[] Output, Run Run)> UndisturbedAsync(int rows = 24, params string[] more)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, rows);
        var run = await day.ClassifyAsync(more);
        Assert.True(run.ExitCode == 0, run.Error);
        return (day.Output, run);
    }

    /// <summary>Answers to two questions that can be learnt, but for a text here and there.</summary>
    /// <param name="rows">Rows of the list.</param>
    /// <param name="knows">Whether there is an answer for a row; null for all.</param>
    public static Recording Answers(int rows, Func<int, bool>? knows = null)
    {
        using var folder = new Folder();
        var lines = Enumerable.Range(0, rows).Where(knows ?? (_ => true)).Select(i => $"{Title(i)}\t{(i % 500 == 7 ? "Legal" : Departments[i % Kinds.Length])}\t{Ranks[i % Kinds.Length]}");
        return Recording.Load(
            folder.Write("answers.tsv", $"text\tdepartment\tseniority\n{string.Join('\n', lines)}\n"),
            questions: ["department", "seniority"]);
    }

    public Task<Run> ClassifyAsync(params string[] more) => ClassifyAtAsync(server.Url, more);

    public Task<Run> ClassifyAtAsync(Uri url, params string[] more) => RunAsync(
        [
            "classify", Folder.Write("leads.csv", "Job Title\n" + string.Join('\n', Enumerable.Range(0, rows).Select(Title)) + "\n"), "--question", "department", "--teacher", Teacher,
            "--teacher-url", url.ToString(), .. Defaults.Where(option => !more.Contains(option.Name)).SelectMany(option => new[] { option.Name, option.Value }), .. more,
        ]);

    public Task<Run> ResumeAsync(string job, params string[] more) => RunAsync(["jobs", "resume", job, .. more]);

    public async Task<ImmutableArray<LedgerLine>> LedgerAsync(Run run)
    {
        using var store = SqliteStore.OpenRead(Folder["x.db"]);
        return await store.CallsAsync(new JobId(run.Text("job")!), TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Nothing that was said holds a key, a prompt or a lead text, but for the texts that are shown before the first call, and the database
    /// holds no key.
    /// </summary>
    public void AssertDiscreet(Run run)
    {
        Assert.DoesNotContain(Key, run.Out + run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(
            run.Error.Split('\n').Where(line => !line.Contains(Shown, StringComparison.Ordinal)).Prepend(run.Out),
            line => line.Contains(Mark, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Prompted, run.Out + run.Error, StringComparison.OrdinalIgnoreCase);
        foreach (var file in Directory.EnumerateFiles(Folder.Path, "x.db*"))
        {
            Assert.DoesNotContain(Key, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        }
    }

    /// <summary>Every call that a server saw is in the ledger as the teacher's, and so is every token.</summary>
    public async Task AssertCountedAsync(Run run, StandInServer asked, string teacher = "openai:stand-in")
    {
        var ledger = (await LedgerAsync(run)).Where(line => line.Intent.Teacher == teacher).ToArray();
        var counted = ledger.Where(line => line.Billing == Billing.Measured).ToArray();
        Assert.Equal(asked.Stats.Calls, ledger.Length);
        Assert.Equal(
            (asked.Stats.InputTokens, asked.Stats.OutputTokens),
            (counted.Sum(line => line.Usage.InputTokens), counted.Sum(line => line.Usage.OutputTokens)));
    }

    public void Dispose() => Folder.Dispose();

    private static string Title(int row) => $"{Mark} {Kinds[row % Kinds.Length]} {row}";

    private Task<Run> RunAsync(string[] args) =>
        CommandLine.RunAsync(_ => Key, Clock, [.. args, "--db", Folder["x.db"], "--format", "json"]);
}
