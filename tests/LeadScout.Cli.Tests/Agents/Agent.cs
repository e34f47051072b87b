using System.Text.Json;
using LeadScout.StandIn;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Xunit;

namespace LeadScout.Cli.Tests.Agents;

/// <summary>An agent: the protocol's own client, connected to the real executable over its standard streams.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private readonly Folder _outside;

    private Agent(McpClient client, Folder outside, string folder) => (Client, _outside, Folder) = (client, outside, folder);

    /// <summary>The client.</summary>
    public McpClient Client { get; }

    /// <summary>The folder that it may use.</summary>
    public string Folder { get; }

    /// <summary>The folder around it.</summary>
    public Folder Outside => _outside;

    /// <summary>Starts the executable with the folder <c>in</c> of a new folder, and a recorded teacher unless another is named.</summary>
    public static Task<Agent> StartAsync(params string[] more) => StartAsync(null, more);

    /// <summary>The same with a stand-in LLM that charges.</summary>
    public static async Task<Agent> StartAsync(StandInServer? server, params string[] more)
    {
        var outside = new Folder();
        var folder = Directory.CreateDirectory(outside["in"]).FullName;
        outside.Write("answers.tsv", Trial.Answers);
        string[] teacher = server is null
            ? ["--teacher", "recorded:" + outside["answers.tsv"]]
            : ["--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--price-in", "1", "--price-out", "4"];
        var transport = new StdioClientTransport(new StdioClientTransportOptions
        {
            Command = LeadScoutProcess.Executable,
            Arguments = ["mcp", "--folder", folder, "--db", outside["agent.db"], .. teacher, .. more],
            WorkingDirectory = outside.Path,
            EnvironmentVariables = new Dictionary<string, string?> { ["OPENAI_API_KEY"] = server is null ? null : "sk-agent" },
        });
        return new Agent(await McpClient.CreateAsync(transport, cancellationToken: TestContext.Current.CancellationToken), outside, folder);
    }

    /// <summary>Writes a file into the folder.</summary>
    public void Write(string name, string content) => File.WriteAllText(Path.Combine(Folder, name), content);

    /// <summary>Calls a tool.</summary>
    public async Task<ToolReply> CallAsync(string tool, params (string Name, object? Value)[] arguments)
    {
        var result = await Client.CallToolAsync(
            tool, arguments.ToDictionary(one => one.Name, one => one.Value), cancellationToken: TestContext.Current.CancellationToken);
        return ToolReply.Of(result);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _outside.Dispose();
    }
}

/// <summary>A tool's reply.</summary>
internal sealed record ToolReply(bool IsError, JsonElement Json)
{
    public string State => Json.GetProperty("state").GetString()!;

    public JsonElement Data => Json.GetProperty("data");

    public string Text => Json.GetRawText();

    public string Message => Data.GetProperty("message").GetString()!;

    public static ToolReply Of(CallToolResult result)
    {
        var structured = Assert.NotNull(result.StructuredContent);
        var text = Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
        Assert.Equal(JsonSerializer.Serialize(structured), JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(text)));
        return new ToolReply(result.IsError == true, structured);
    }
}
