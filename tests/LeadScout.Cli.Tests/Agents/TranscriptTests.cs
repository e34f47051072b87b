using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests.Agents;

/// <summary>
/// The agent's transcript in the documentation is what an agent gets: made by the protocol's own client with the real executable and a stand-in
/// LLM over HTTP. <c>eng/agent-transcript</c> writes it anew.
/// </summary>
public sealed partial class TranscriptTests
{
    private const string Begin = "<!-- transcript -->\n", End = "<!-- end of transcript -->";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What of a document is shown; all of it where a tool is not named.
    private static readonly Dictionary<string, string[]> Shown = new(StringComparer.Ordinal)
    {
        ["estimate"] = ["job", "rows", "distinctTexts", "left", "findings"],
        ["label_list"] = ["job", "rows", "distinctTexts", "left", "rowsBySource", "askedTexts", "calls", "costUsd", "undecidedRows"],
        ["explain"] = ["text", "label", "source", "reason"],
        ["correct"] = ["text", "label", "changed"],
    };

    [Fact]
    public async Task The_transcript_in_the_documentation_is_what_an_agent_gets()
    {
        var page = Repository.Find("docs/mcp.md");
        var text = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));

        var transcript = await TranscriptAsync();

        if (Environment.GetEnvironmentVariable("LEADSCOUT_WRITE_TRANSCRIPT") == "1")
        {
            await File.WriteAllTextAsync(page, text[..from] + transcript + text[to..], TestContext.Current.CancellationToken);
        }
        else
        {
            Assert.Equal(text[from..to], transcript);
        }
    }

    private static async Task<string> TranscriptAsync()
    {
        using var answers = new Folder();
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(answers.Write("a.tsv", Trial.Answers)) });
        await using var agent = await Agent.StartAsync(server, "--max-cost", "0.50");
        agent.Write("leads.csv", "Job Title\nCFO\nRecruiter\nVertriebsleiter\nCFO\nVertriebsleiter\n");
        var said = new StringBuilder();
        (string, object?)[] list = [("list", "leads.csv"), ("question", "department")];

        await CallAsync("estimate", list);
        var price = await CallAsync("label_list", list);
        await CallAsync("label_list", [.. list, ("confirm", price.Json.GetProperty("confirm").GetString())]);
        await CallAsync("explain", [("text", "CFO"), ("question", "department")]);
        await CallAsync("correct", [("text", "CFO"), ("question", "department"), ("label", "Executive")]);
        await CallAsync("label_list", [("list", "../payroll.csv"), ("question", "department")]);
        return said.ToString();

        async Task<ToolReply> CallAsync(string tool, (string Name, object? Value)[] arguments)
        {
            var reply = await agent.CallAsync(tool, arguments);
            said.Append("The agent calls `").Append(tool).Append("`:\n\n```json\n")
                .Append(JsonSerializer.Serialize(arguments.ToDictionary(one => one.Name, one => one.Value), Readable)).Append("\n```\n\n")
                .Append(reply.IsError ? "and gets an error:\n\n```json\n" : "and gets:\n\n```json\n")
                .Append(Plain(reply, tool, agent)).Append("\n```\n\n");
            return reply;
        }
    }

    private static string Plain(ToolReply reply, string tool, Agent agent)
    {
        var document = JsonNode.Parse(reply.Text)!.AsObject();
        Shorten(document["data"] as JsonObject ?? (document["data"] as JsonArray)?[0]?.AsObject(), tool);
        return AtTime().Replace(document.ToJsonString(Readable).Replace(agent.Folder, "/home/me/leads", StringComparison.Ordinal), "\"…\"")
            .ReplaceLineEndings("\n");
    }

    private static void Shorten(JsonObject? data, string tool)
    {
        if (data is null || !Shown.TryGetValue(tool, out var shown) || data.ContainsKey("message"))
        {
            return;
        }

        var left = data.Select(one => one.Key).Where(key => !shown.Contains(key)).ToArray();
        foreach (var key in left)
        {
            data.Remove(key);
        }

        if (data["findings"] is JsonObject findings)
        {
            Keep(findings, ["columns", "samples"]);
        }

        if (data["left"] is JsonObject forecast)
        {
            Keep(forecast, ["asks", "calls", "costUsd"]);
        }

        data["…"] = $"{left.Length} more fields";
    }

    private static void Keep(JsonObject part, string[] keys)
    {
        foreach (var key in part.Select(one => one.Key).Except(keys).ToArray())
        {
            part.Remove(key);
        }
    }

    [GeneratedRegex("\"20[0-9]{2}-[0-9T:.+-]+Z?\"")]
    private static partial Regex AtTime();
}
