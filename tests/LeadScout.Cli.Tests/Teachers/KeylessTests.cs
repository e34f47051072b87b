using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests.Teachers;

/// <summary>A key is for asking: whatever only names, prices, plans or looks does not even look for one.</summary>
public sealed class KeylessTests
{
    private const string Question = "name: kind\nask: What kind is it?\ntext: \"{Title}\"\nlabels: [Sales, Other]\n";

    [Fact]
    public async Task A_job_is_estimated_shown_explained_and_its_patterns_priced_without_a_look_for_a_key()
    {
        using var folder = new Folder();
        var random = new Random(5);
        var titles = Enumerable.Range(0, 700)
            .Select(i => $"{(i % 2 == 0 ? "sales" : "plant")} {random.Next(300)} person {random.Next(900)}").Distinct().ToArray();
        var answers = Recording.Load(folder.Write(
            "answers.tsv", "text\tlabel\n" + string.Concat(titles.Select(title => $"{title}\t{(title[0] == 's' ? "Sales" : "Other")}\n"))));
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = answers });
        var list = folder.Write("titles.csv", "Title\n" + string.Concat(titles.Select(title => title + "\n")));
        string[] question = ["--question", folder.Write("kind.yaml", Question), "--db", folder["x.db"]];
        string[] teacher = ["--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--price-in", "1", "--price-out", "4"];

        var before = await KeylessAsync(["estimate", list, .. question, .. teacher, "--format", "json"]);
        var job = await CommandLine.RunAsync(
            _ => "test-key", ["classify", list, .. question, .. teacher, "--max-error", "5%", "--format", "json"]);
        Assert.True(job.ExitCode == 0, job.Error);
        var calls = server.Stats.Calls;

        // Of a job that applied a pattern, what it would cost to do without.
        var patterns = await KeylessAsync(["patterns", "list", .. question, "--format", "json"]);
        var pattern = patterns.Json.GetProperty("patterns").EnumerateArray()
            .First(line => line.GetProperty("appliedTexts").GetInt32() > 0).GetProperty("pattern").GetString()!;
        var retire = await KeylessAsync(["patterns", "retire", pattern, .. question, "--format", "json"]);

        Assert.True(before.Json.GetProperty("left").GetProperty("costUsd").GetProperty("most").GetDecimal() > 0);
        Assert.NotEmpty(retire.Json.GetProperty("jobs").EnumerateArray());
        Assert.True(retire.Json.GetProperty("costUsd").GetDecimal() > 0);
        var text = server.Calls.SelectMany(call => call.Items).First();
        await KeylessAsync(["ask", text, .. question, .. teacher[..4]]);
        await KeylessAsync(["explain", text, .. question, .. teacher[..2]]);
        await KeylessAsync(["jobs", "show", job.Text("job")!, "--db", folder["x.db"]]);
        await KeylessAsync(["jobs", "settle", job.Text("job")!, "--db", folder["x.db"]]);
        Assert.Equal(calls, server.Stats.Calls);
    }

    [Fact]
    public async Task A_list_whose_texts_are_all_known_is_classified_without_a_key_and_one_new_text_wants_it_before_the_job_begins()
    {
        using var folder = new Folder();
        var answers = Recording.Load(folder.Write("answers.tsv", "text\tlabel\nsales\tSales\nplant\tOther\nshop\tSales\n"));
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = answers });
        string[] rest =
        [
            "--question", folder.Write("kind.yaml", Question), "--db", folder["x.db"], "--format", "json",
            "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--price-in", "1", "--price-out", "4",
        ];
        string[] whole = ["classify", folder.Write("whole.csv", "Title\nsales\nplant\nshop\n"), .. rest];
        var job = await CommandLine.RunAsync(_ => "test-key", whole);
        Assert.True(job.ExitCode == 0, job.Error);
        var calls = server.Stats.Calls;

        File.Delete(folder["whole.labelled.csv"]);
        await KeylessAsync(whole);
        Assert.Contains(
            "shop,Sales", await File.ReadAllTextAsync(folder["whole.labelled.csv"], TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await KeylessAsync(["classify", folder.Write("part.csv", "Title\nshop\nplant\n"), .. rest]);
        await KeylessAsync(["jobs", "resume", job.Text("job")!, "--db", folder["x.db"]]);
        Assert.Equal(calls, server.Stats.Calls);

        Refusal.Check(
            await CommandLine.RunAsync(
                "classify", folder.Write("more.csv", "Title\nshop\nclerk\n"), "--question", folder["kind.yaml"], "--db", folder["x.db"],
                "--teacher", "openai:gpt-5-mini"),
            "set the environment variable OPENAI_API_KEY");
        var jobs = await CommandLine.RunAsync("jobs", "list", "--db", folder["x.db"], "--format", "json");
        Assert.Equal(2, jobs.Json.GetArrayLength());
    }

    [Fact]
    public async Task A_text_that_nobody_knows_yet_needs_the_key_and_says_which()
    {
        using var folder = new Folder();
        var run = await CommandLine.RunAsync(
            "ask", "VP Sales", "--question", "department", "--teacher", "openai:gpt-5-mini", "--db", folder["x.db"]);

        Refusal.Check(run, "openai:gpt-5-mini", "set the environment variable OPENAI_API_KEY");
    }

    [Fact]
    public async Task A_probe_asks_so_it_needs_the_key()
    {
        using var folder = new Folder();
        var list = folder.Write("titles.csv", "Job Title\nCFO\n");
        Refusal.Check(
            await CommandLine.RunAsync(
                "estimate", list, "--question", "department", "--teacher", "openai:gpt-5-mini", "--probe", "5", "--db", folder["x.db"]),
            "set the environment variable OPENAI_API_KEY");
    }

    private static async Task<Run> KeylessAsync(string[] args)
    {
        var run = await CommandLine.RunAsync(
            name => name.EndsWith("_API_KEY", StringComparison.Ordinal)
                ? throw new InvalidOperationException($"{args[0]} looked for the key in {name}.")
                : null,
            args);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', args)}: {run.ExitCode} {run.Error}");
        return run;
    }
}
