using System.Net;
using System.Text;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using Xunit;

namespace LeadScout.Server.Tests.Questions;

/// <summary>A file among the questions that is none keeps nobody from the others, and is named with what to do.</summary>
public sealed class BrokenQuestionTests
{
    private const string Whole = "name: kind\nask: What kind of thing is it?\ntext: \"{Thing}\"\nlabels: [Plant, Animal]\n";

    public static TheoryData<string, byte[], string> Files => new()
    {
        { "half", "name: half\nask: What"u8.ToArray(), "half" },
        { "tab", "name: tab\n\task: x"u8.ToArray(), "line" },
        { "empty", [], "questions/empty.yaml" },
        { "binary", [0, 1, 2, 0xFF, 0xFE], "questions/binary.yaml" },
        { "one-label", "name: one-label\nask: What?\ntext: \"{A}\"\nlabels: [Plant]\n"u8.ToArray(), "at least two" },
        { "copy", Encoding.UTF8.GetBytes(Whole), "it holds the question 'kind'" },
        { "department", Encoding.UTF8.GetBytes(Whole.Replace("kind", "department", StringComparison.Ordinal)), "came along" },
        { "my kind", Encoding.UTF8.GetBytes(Whole.Replace("name: kind", "name: my kind", StringComparison.Ordinal)), "letters, digits" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task The_list_has_the_others_and_says_what_is_wrong_with_it(string name, byte[] content, string reason)
    {
        await using var trial = await BrokenAsync(name, content);

        var list = await trial.GetAsync("/api/v1/questions");

        Assert.Contains("kind", list.GetProperty("items").EnumerateArray().Select(question => question.Text("name")));
        Assert.Equal(5, list.Number("total"));
        var broken = Assert.Single(list.GetProperty("broken").EnumerateArray());
        Assert.Equal((name, $"questions/{name}.yaml"), (broken.Text("name"), broken.Text("file")));
        Assert.Contains(reason, broken.Text("problem"), StringComparison.Ordinal);
        Assert.DoesNotContain(trial.Folder.Path, broken.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Mend questions/{name}.yaml", broken.Text("toDo"), StringComparison.Ordinal);

        using var deleted = await trial.Client.DeleteAsync($"/api/v1/questions/{Uri.EscapeDataString(name)}", ServerTrial.Gone);
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False((await trial.GetAsync("/api/v1/questions")).TryGetProperty("broken", out _));
        Assert.False(File.Exists(trial.Folder[$"data/questions/{name}.yaml"]));
    }

    [Fact]
    public async Task It_is_refused_by_name_mended_by_keeping_it_anew_and_an_agent_is_told_of_it()
    {
        await using var trial = await BrokenAsync("half", "name: half\nask: What"u8.ToArray());
        var refused = await trial.GetAsync("/api/v1/questions/half", 409);
        Assert.Equal("question-broken", refused.Text("code"));
        Assert.Contains("DELETE /api/v1/questions/half", refused.Text("detail"), StringComparison.Ordinal);
        await trial.PostAsync("/api/v1/classify", new { question = "half", text = "Oak" }, 409);

        await using var agent = await McpClient.CreateAsync(
            new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(trial.Client.BaseAddress!, "/mcp"), TransportMode = HttpTransportMode.StreamableHttp }),
            cancellationToken: ServerTrial.Gone);
        var resources = await agent.ListResourcesAsync(cancellationToken: ServerTrial.Gone);
        Assert.Contains(resources, one => one.Uri == "leadscout://questions/kind");
        Assert.Contains("broken", Assert.Single(resources, one => one.Uri == "leadscout://questions/half").Description, StringComparison.Ordinal);
        await Assert.ThrowsAsync<McpProtocolException>(async () => await agent.ReadResourceAsync("leadscout://questions/half", cancellationToken: ServerTrial.Gone));

        await trial.PostAsync("/api/v1/questions", new { yaml = Whole.Replace("kind", "half", StringComparison.Ordinal) }, 201);
        Assert.Equal("half", (await trial.GetAsync("/api/v1/questions/half")).Text("name"));
        Assert.False((await trial.GetAsync("/api/v1/questions")).TryGetProperty("broken", out _));
    }

    [Fact]
    public async Task A_text_is_forgotten_beside_it()
    {
        await using var trial = await BrokenAsync("half", "name: half\nask: What"u8.ToArray());
        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "CFO" });

        Assert.Equal(1, (await trial.PostAsync("/api/v1/answers/forget", new { texts = (string[])["CFO"] })).Number("answers"));
    }

    private static async Task<ServerTrial> BrokenAsync(string name, byte[] content)
    {
        var trial = await ServerTrial.StartAsync();
        await trial.PostAsync("/api/v1/questions", new { yaml = Whole }, 201);
        await File.WriteAllBytesAsync(trial.Folder[$"data/questions/{name}.yaml"], content, ServerTrial.Gone);
        return trial;
    }
}
