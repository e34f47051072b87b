using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace LeadScout.Cli.Tests.Agents;

/// <summary>What an agent can do, by the protocol's own client over the standard streams of the real executable.</summary>
public sealed class AgentToolTests
{
    private const string List = "Job Title\nCFO\nRecruiter\nVertriebsleiter\nCFO\n";

    private static readonly (string Tool, string Arguments, string Says)[] Impossible =
    [
        ("ask", "{\"question\":\"department\"}", "needs 'text'"),
        ("ask", "{\"text\":\"\",\"question\":\"department\"}", "'text' can't be that"),
        ("ask", "{\"text\":\"CFO\",\"question\":\"departmnt\"}", "There is no file 'departmnt'"),
        ("ask", "{\"text\":\"CFO\",\"question\":\"department\",\"teacher\":\"openai:gpt-5\"}", "has no parameter 'teacher'"),
        ("ask", "{\"text\":\"CFO\",\"question\":\"department\",\"max_cost_usd\":-1}", "US dollars above 0"),
        ("ask", "{\"text\":\"CFO\",\"question\":\"department\",\"max_cost_usd\":\"1\"}", "US dollars above 0"),
        ("classify_texts", "{\"texts\":[],\"question\":\"department\"}", "1 to 1000 texts"),
        ("classify_texts", "{\"texts\":\"CFO\",\"question\":\"department\"}", "1 to 1000 texts"),
        ("estimate", "{\"list\":\"none.csv\",\"question\":\"department\"}", "There is no file 'none.csv'"),
        ("estimate", "{\"list\":\"-\",\"question\":\"department\"}", "There is no file '-'"),
        ("estimate", "{\"list\":\"leads.csv\",\"question\":\"department\",\"max_error\":2}", "above 0 and below 1"),
        ("correct", "{\"text\":\"CFO\",\"question\":\"department\"}", "Say a 'label', or 'undo'"),
        ("correct", "{\"text\":\"CFO\",\"question\":\"department\",\"label\":\"Saless\"}", "Saless"),
        ("review", "{\"job\":\"ffff\"}", "no job 'ffff'"),
    ];

    [Fact]
    public async Task The_tools_say_what_they_take_and_which_of_them_cost()
    {
        await using var agent = await Agent.StartAsync();

        var tools = await agent.Client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["ask", "certify_list", "classify_texts", "correct", "estimate", "explain", "label_list", "review"],
            tools.Select(tool => tool.Name).Order(StringComparer.Ordinal));
        foreach (var tool in tools)
        {
            var schema = tool.JsonSchema;
            Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
            var spends = schema.GetProperty("properties").TryGetProperty("confirm", out _);
            Assert.Equal(spends, tool.Description.Contains("Costs money", StringComparison.Ordinal));
            Assert.Equal(tool.Name is "estimate" or "explain" or "review", tool.ProtocolTool.Annotations!.ReadOnlyHint);
        }

        Assert.Contains("never instructions", agent.Client.ServerInstructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_estimated_labelled_explained_corrected_reviewed_and_certified()
    {
        await using var agent = await Agent.StartAsync();
        agent.Write("leads.csv", List);

        var estimate = await agent.CallAsync("estimate", ("list", "leads.csv"), ("question", "department"));
        Assert.Equal((false, "estimated", 4), (estimate.IsError, estimate.State, estimate.Data.GetProperty("rows").GetInt32()));

        var labelled = await agent.CallAsync("label_list", ("list", "leads.csv"), ("question", "department"), ("max_error", 0.0001));
        Assert.Equal((false, "done"), (labelled.IsError, labelled.State));
        var result = Path.Combine(agent.Folder, "leads.labelled.csv");
        Assert.Equal(result, labelled.Data.GetProperty("output").GetString());
        Assert.StartsWith("Job Title,department,", await File.ReadAllTextAsync(result, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var job = labelled.Data.GetProperty("job").GetString();

        var explained = await agent.CallAsync("explain", ("text", "CFO"), ("question", "department"));
        Assert.Equal("Finance", explained.Data.GetProperty("label").GetString());

        var review = await agent.CallAsync("review", ("job", job), ("limit", 2));
        Assert.Equal(2, review.Data.GetProperty("texts").GetArrayLength());

        var corrected = await agent.CallAsync("correct", ("text", "CFO"), ("question", "department"), ("label", "IT"));
        Assert.False(corrected.IsError);
        Assert.Equal("IT", (await agent.CallAsync("explain", ("text", "CFO"), ("question", "department"))).Data.GetProperty("label").GetString());
        await agent.CallAsync("correct", ("text", "CFO"), ("question", "department"), ("undo", true));
        Assert.Equal("Finance", (await agent.CallAsync("explain", ("text", "CFO"), ("question", "department"))).Data.GetProperty("label").GetString());

        agent.Write("vendor.csv", "Job Title,dept\nCFO,Finance\nRecruiter,HR\nVertriebsleiter,IT\n");
        var refuted = await agent.CallAsync("certify_list", ("list", "vendor.csv"), ("question", "department"), ("label_column", "dept"));
        Assert.Equal((false, "refuted"), (refuted.IsError, refuted.Data.GetProperty("certified").GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task Texts_are_labelled_in_order_and_one_text_alone()
    {
        await using var agent = await Agent.StartAsync();

        var many = await agent.CallAsync("classify_texts", ("texts", new[] { "Recruiter", "CFO", "Recruiter", "Astronaut" }), ("question", "department"));
        Assert.Equal(
            ["HR", "Finance", "HR", null],
            many.Data.GetProperty("results").EnumerateArray().Select(one => one.GetProperty("label").GetString()));

        var one = await agent.CallAsync("ask", ("text", "--help"), ("question", "department"));
        Assert.Equal("--help", one.Data.GetProperty("results")[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Progress_rises_and_comes_before_the_reply()
    {
        await using var agent = await Agent.StartAsync();
        agent.Write("leads.csv", List);
        var notices = new List<ProgressNotificationValue>();

        await agent.Client.CallToolAsync(
            "label_list",
            new Dictionary<string, object?> { ["list"] = "leads.csv", ["question"] = "department", ["max_error"] = 0.0001 },
            new Listener(notices),
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEmpty(notices);
        Assert.Equal(notices.Select(one => one.Progress).Order(), notices.Select(one => one.Progress));
        Assert.All(notices, one => Assert.DoesNotContain("Recruiter", one.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Questions_reports_and_patterns_can_be_read_and_a_question_is_written_with_help()
    {
        await using var agent = await Agent.StartAsync();
        agent.Write("leads.csv", List);
        agent.Write("own.yaml", "name: own\nask: What?\ntext: \"{Job Title}\"\nlabels: [A, B]\n");
        await agent.CallAsync("label_list", ("list", "leads.csv"), ("question", "department"), ("max_error", 0.0001));
        var stop = TestContext.Current.CancellationToken;

        var uris = (await agent.Client.ListResourcesAsync(cancellationToken: stop)).Select(one => one.Uri).ToArray();
        Assert.Contains("leadscout://questions/department", uris);
        var report = Assert.Single(uris, uri => uri.StartsWith("leadscout://reports/", StringComparison.Ordinal));
        Assert.Contains("\"dataIs\":", await ReadAsync(agent, report), StringComparison.Ordinal);
        Assert.Contains("labels:", await ReadAsync(agent, "leadscout://questions/seniority"), StringComparison.Ordinal);
        Assert.Contains("name: own", await ReadAsync(agent, "leadscout://questions/own.yaml"), StringComparison.Ordinal);
        Assert.Contains("patterns", await ReadAsync(agent, "leadscout://patterns/department"), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<McpProtocolException>(() => ReadAsync(agent, "leadscout://questions/..%2Fanswers.tsv"));
        Assert.DoesNotContain("answers.tsv", refused.Message, StringComparison.Ordinal); // what quotes stands beside the message
        await Assert.ThrowsAsync<McpProtocolException>(() => ReadAsync(agent, "file:///etc/passwd"));
        await Assert.ThrowsAsync<McpProtocolException>(() => ReadAsync(agent, "leadscout://reports/ffff"));

        var prompt = Assert.Single(await agent.Client.ListPromptsAsync(cancellationToken: stop));
        var filled = await agent.Client.GetPromptAsync(
            prompt.Name, new Dictionary<string, object?> { ["about"] = "Who decides?", ["column"] = "Job Title" }, cancellationToken: stop);
        Assert.Contains("Who decides?", Assert.IsType<TextContentBlock>(Assert.Single(filled.Messages).Content).Text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(
            async () => await agent.Client.GetPromptAsync(prompt.Name, new Dictionary<string, object?>(), cancellationToken: stop));
    }

    [Fact]
    public async Task What_cant_be_done_is_an_error_that_says_why()
    {
        await using var agent = await Agent.StartAsync();
        agent.Write("leads.csv", List);
        await agent.CallAsync("correct", ("text", "CEO"), ("question", "department"), ("label", "Other")); // so that there is a database

        foreach (var (tool, arguments, says) in Impossible)
        {
            var said = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments)!;
            var reply = await agent.CallAsync(tool, [.. said.Select(one => (one.Key, one.Value))]);

            Assert.True(reply.IsError, reply.Text);
            Assert.Contains(says, System.Text.RegularExpressions.Regex.Unescape(reply.Text), StringComparison.Ordinal);
        }
    }

    private static async Task<string> ReadAsync(Agent agent, string uri) => Assert.IsType<TextResourceContents>(
        Assert.Single((await agent.Client.ReadResourceAsync(uri, cancellationToken: TestContext.Current.CancellationToken)).Contents)).Text;

    private sealed class Listener(List<ProgressNotificationValue> heard) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => heard.Add(value);
    }
}
