using System.Net;
using System.Text.Json;
using LeadScout.Server.Access;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Teaching;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace LeadScout.Server.Tests.Mcp;

/// <summary>What an agent can do over streamable HTTP, by the protocol's own client against a real server.</summary>
public sealed class AgentHttpTests
{
    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_of_the_server_is_estimated_labelled_reviewed_and_its_report_read()
    {
        await using var trial = await ServerTrial.StartAsync();
        await trial.UploadAsync("titles.csv", "Job Title\nCFO\nRecruiter\nCFO\n"u8.ToArray());
        await using var agent = await ConnectAsync(trial);
        (string, object?)[] list = [("list", "titles.csv"), ("question", "department")];

        Assert.Equal(8, (await agent.ListToolsAsync(cancellationToken: Gone)).Count);
        Assert.Equal(3, (await CallAsync(agent, "estimate", list)).GetProperty("data").GetProperty("rows").GetInt32());
        var notices = new List<ProgressNotificationValue>();
        var labelled = await CallAsync(agent, "label_list", list, new Listener(notices));
        Assert.Equal("done", labelled.GetProperty("state").GetString());
        var job = labelled.GetProperty("data").GetProperty("job").GetString();
        Assert.NotEmpty((await CallAsync(agent, "review", [("job", job)])).GetProperty("data").GetProperty("labels").EnumerateArray());

        var corrected = await CallAsync(agent, "correct", [("text", "CFO"), ("question", "department"), ("label", "IT")]);
        Assert.Equal("done", corrected.GetProperty("state").GetString());
        var explained = await CallAsync(agent, "explain", [("text", "CFO"), ("question", "department")]);
        Assert.Equal("IT", explained.GetProperty("data").GetProperty("label").GetString());

        var resources = await agent.ListResourcesAsync(cancellationToken: Gone);
        Assert.Contains($"leadscout://reports/{job}", resources.Select(one => one.Uri));
        foreach (var uri in (string[])[$"leadscout://reports/{job}", "leadscout://questions/department", "leadscout://patterns/department"])
        {
            Assert.NotEmpty((await agent.ReadResourceAsync(uri, cancellationToken: Gone)).Contents);
        }
    }

    [Fact]
    public async Task A_key_is_needed_and_a_reader_may_only_look()
    {
        await using var trial = await ServerTrial.StartAsync(options => options with { RequireKey = true }, WithKeys(out var read, out var label));

        using var stranger = await trial.Client.PostAsync("/mcp", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"), Gone);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);

        await using var reader = await ConnectAsync(trial, read);
        Assert.Equal("scope-missing", (await CallAsync(reader, "correct", [("text", "CFO"), ("question", "department"), ("label", "IT")])).GetProperty("state").GetString());
        Assert.Equal("scope-missing", (await CallAsync(reader, "ask", [("text", "CFO"), ("question", "department")])).GetProperty("state").GetString());
        Assert.Equal("done", (await CallAsync(reader, "explain", [("text", "CFO"), ("question", "department")])).GetProperty("state").GetString());

        await using var worker = await ConnectAsync(trial, label);
        Assert.Equal("done", (await CallAsync(worker, "ask", [("text", "CFO"), ("question", "department")])).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(null, "limit-reached")]
    [InlineData(0.5, "needs-confirmation")]
    public async Task What_agents_may_spend_is_said_where_the_server_is_started(double? most, string state)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await ServerTrial.StartAsync(options => options with
        {
            Teacher = "openai:stand-in",
            TeacherUrl = server.Url.ToString(),
            Prices = new(1, 4),
            AgentMaxCost = most is { } dollars ? Money.OfDollars((decimal)dollars) : null,
        });
        await trial.UploadAsync("titles.csv", "Job Title\nCFO\nRecruiter\n"u8.ToArray());
        await using var agent = await ConnectAsync(trial);

        foreach (var (tool, arguments) in ((string, (string, object?)[])[])[
            ("ask", [("text", "CEO"), ("question", "department")]), ("label_list", [("list", "titles.csv"), ("question", "department")])])
        {
            var price = await CallAsync(agent, tool, arguments);
            Assert.Equal((state, 0), (price.GetProperty("state").GetString(), tool == "ask" ? server.Stats.Calls : 0));
            if (most is not null)
            {
                var done = await CallAsync(agent, tool, [.. arguments, ("confirm", price.GetProperty("confirm").GetString())]);
                Assert.Equal("done", done.GetProperty("state").GetString());
                Assert.InRange(done.GetProperty("spending").GetProperty("callUsd").GetDecimal(), 0.000001m, price.GetProperty("price").GetProperty("mostUsd").GetDecimal());
            }
        }
    }

    [Fact]
    public async Task A_list_that_is_not_there_and_a_file_of_the_server_are_refused()
    {
        await using var trial = await ServerTrial.StartAsync();
        await using var agent = await ConnectAsync(trial);

        foreach (var way in (string[])["none.csv", "/etc/passwd", "../data", "lists"])
        {
            Assert.Equal("refused", (await CallAsync(agent, "estimate", [("list", way), ("question", "department")])).GetProperty("state").GetString());
        }

        await Assert.ThrowsAsync<McpProtocolException>(async () => await agent.ReadResourceAsync("leadscout://reports/000000000000", cancellationToken: Gone));
        Assert.Equal("question-not-found", (await CallAsync(agent, "explain", [("text", "CFO"), ("question", "/etc/passwd")])).GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("{broken", -32700)]
    [InlineData("", -32700)]
    [InlineData("[]", -32600)]
    [InlineData("{\"id\":4}", -32600)]
    public async Task A_body_that_is_no_message_is_answered_with_the_error_of_JSON_RPC(string body, int code)
    {
        await using var trial = await ServerTrial.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Accept.ParseAdd("text/event-stream");

        using var reply = await trial.Client.SendAsync(request, Gone);
        var error = JsonDocument.Parse(await reply.Content.ReadAsStringAsync(Gone)).RootElement;

        Assert.Equal(HttpStatusCode.BadRequest, reply.StatusCode);
        Assert.Equal("application/json", reply.Content.Headers.ContentType!.MediaType);
        Assert.Equal((code, "2.0"), (error.GetProperty("error").GetProperty("code").GetInt32(), error.GetProperty("jsonrpc").GetString()));
    }

    private static Folder WithKeys(out string read, out string label)
    {
        var folder = new Folder();
        using var store = SqliteStore.Open(folder["leadscout.db"]);
        var keys = new KeyRing(store.Service, TimeProvider.System);
        (read, label) = (keys.Add("reader", Scope.Read, null, null, null).Text, keys.Add("worker", Scope.Label, null, null, null).Text);
        return folder;
    }

    private static async Task<McpClient> ConnectAsync(ServerTrial trial, string? key = null) => await McpClient.CreateAsync(
        new HttpClientTransport(new HttpClientTransportOptions
        {
            Endpoint = new Uri(trial.Client.BaseAddress!, "/mcp"),
            TransportMode = HttpTransportMode.StreamableHttp,
            AdditionalHeaders = key is null ? null : new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
        }),
        cancellationToken: Gone);

    private static async Task<JsonElement> CallAsync(
        McpClient agent, string tool, (string Name, object? Value)[] arguments, IProgress<ProgressNotificationValue>? progress = null)
    {
        var result = await agent.CallToolAsync(tool, arguments.ToDictionary(one => one.Name, one => one.Value), progress, cancellationToken: Gone);
        return Assert.NotNull(result.StructuredContent);
    }

    private sealed class Listener(List<ProgressNotificationValue> heard) : IProgress<ProgressNotificationValue>
    {
        public void Report(ProgressNotificationValue value) => heard.Add(value);
    }
}
