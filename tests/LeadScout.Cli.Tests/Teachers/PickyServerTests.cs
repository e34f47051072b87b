using LeadScout.Llm.Recorded;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.StandIn.Picky;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.Cli.Tests.Teachers;

/// <summary>Whole jobs over HTTP with servers that do not take everything.</summary>
public sealed class PickyServerTests
{
    private static readonly string[] Titles =
        [.. Enumerable.Range(0, 30).Select(number => $"Vertriebsleiter {number}"), "CFO", "Recruiter"];

    private static readonly string[] Others = ["Verkaufsleiter", "Leiter Vertrieb Nord"];

    public static TheoryData<string> Servers => [.. PickyServers.All.Select(server => server.Name)];

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_job_ends_with_the_right_labels_and_pays_for_no_refusal(string name)
    {
        var picky = PickyServers.All.Single(server => server.Name == name);
        using var folder = new Folder();
        var answers = Recording.Load(
            folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(Titles.Concat(Others).Select(title => $"{title}\t{LabelOf(title)}\n"))));
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = answers, Rejects = picky.Rejects });

        var run = await ClassifyAsync(folder, picky, server.Url, "leads.csv", Titles);

        Assert.True(run.ExitCode == 0, run.Error);
        var rows = await File.ReadAllLinesAsync(folder["leads.labelled.csv"], TestContext.Current.CancellationToken);
        Assert.Equal(
            Titles.Select(title => $"{title},{LabelOf(title)}"), rows.Skip(1).Select(row => string.Join(',', row.Split(',')[..2])));
        Assert.Equal(0, server.Stats.AnsweredAgain);
        using (var store = SqliteStore.OpenRead(folder["jobs.db"]))
        {
            var calls = await store.CallsAsync(
                (await store.ListAsync(TestContext.Current.CancellationToken))[0].Id, TestContext.Current.CancellationToken);
            Assert.Equal(server.Stats.Calls, calls.Length);
            Assert.Equal(
                server.Stats.InputTokens, calls.Where(call => call.State == CallState.Answered).Sum(call => call.Usage.InputTokens));
        }

        // What was found out is kept: the next job begins where this one ended.
        var before = server.Stats.Faults["rejected"];
        var second = await ClassifyAsync(folder, picky, server.Url, "more.csv", Others);
        Assert.True(second.ExitCode == 0, second.Error);
        Assert.Equal(before, server.Stats.Faults["rejected"]);
    }

    [Fact]
    public async Task What_a_single_text_found_out_the_next_one_knows()
    {
        var picky = PickyServers.All.Single(server => server.Name == "DeepSeek: type unavailable");
        using var folder = new Folder();
        await using var server = await StandInServer.StartAsync(
            new StandInOptions { Answers = Recording.Load(folder.Write("answers.tsv", "text\tlabel\nCFO\tFinance\nRecruiter\tHR\n")), Rejects = picky.Rejects });

        var first = await AskAsync("CFO");
        var refused = server.Stats.Faults["rejected"];
        var second = await AskAsync("Recruiter");

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.True(refused > 0);
        Assert.Equal(refused, server.Stats.Faults["rejected"]);

        Task<Run> AskAsync(string text) => CommandLine.RunAsync(
            _ => "test-key", "ask", text, "--question", "department", "--teacher", picky.Teacher, "--teacher-url", server.Url.ToString(),
            "--db", folder["jobs.db"]);
    }

    private static string LabelOf(string title) => title switch { "CFO" => "Finance", "Recruiter" => "HR", _ => "Sales" };

    private static Task<Run> ClassifyAsync(Folder folder, PickyServer picky, Uri url, string list, string[] titles) => CommandLine.RunAsync(
        variable => variable.EndsWith("_API_KEY", StringComparison.Ordinal) ? "test-key" : null,
        new FastClock(),
        ["classify", folder.Write(list, "Job Title\n" + string.Concat(titles.Select(title => title + "\n"))), "--question", "department", "--teacher", picky.Teacher, "--teacher-url", url.ToString(),
            "--max-error", "0%", "--rows-per-call", "4", "--format", "json", "--db", folder["jobs.db"]]);
}
