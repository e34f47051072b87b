using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>Addresses as people give them, over real HTTP.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("some-model", "")]
    [InlineData("some-model", "/")]
    [InlineData("some-model", "/v1")]
    [InlineData("some-model", "/v1/")]
    [InlineData("some-model", "/v1/chat/completions")]
    [InlineData("openai:gpt-5-mini", "")]
    [InlineData("openai:gpt-5-mini", "/v1")]
    [InlineData("openai:gpt-5-mini", "/v1/chat/completions/")]
    [InlineData("anthropic:claude-haiku-4-5", "")]
    [InlineData("anthropic:claude-haiku-4-5", "/")]
    [InlineData("anthropic:claude-haiku-4-5", "/v1")]
    [InlineData("anthropic:claude-haiku-4-5", "/v1/")]
    [InlineData("anthropic:claude-haiku-4-5", "/v1/messages")]
    [InlineData("ollama:qwen3:8b", "")]
    [InlineData("ollama:qwen3:8b", "/")]
    [InlineData("ollama:qwen3:8b", "/v1")]
    [InlineData("ollama:qwen3:8b", "/v1/")]
    [InlineData("ollama:qwen3:8b", "/api/chat")]
    [InlineData("azure-openai:mine", "")]
    [InlineData("azure-openai:mine", "/")]
    [InlineData("azure-openai:mine", "/openai/v1")]
    [InlineData("azure-openai:mine", "/openai/v1/")]
    [InlineData("azure-openai:mine", "/v1")]
    [InlineData("azure-openai:mine", "/openai/v1/chat/completions")]
    public async Task A_server_is_found_with_and_without_its_version(string teacher, string path)
    {
        await using var room = await Classroom.Open();

        var reply = await room.Teacher(
            teacher, options => options with { Url = new Uri(room.Server.Url.GetLeftPart(UriPartial.Authority) + path) })
            .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Null(reply.Fault);
        Assert.Equal(1, reply.Items[0].Label);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/openai/v1/")]
    public async Task Azures_endpoint_comes_from_the_environment(string path)
    {
        await using var room = await Classroom.Open();
        var endpoint = room.Server.Url.GetLeftPart(UriPartial.Authority) + path;

        var reply = await room.Teacher(
            "azure-openai:mine",
            options => options with { Url = null, Environment = name => name.EndsWith("ENDPOINT", StringComparison.Ordinal) ? endpoint : Classroom.Key })
            .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal(1, reply.Items[0].Label);
        Assert.Equal("mine", room.LastBody().GetProperty("model").GetString());
    }

    [Fact]
    public async Task An_address_where_nothing_is_says_how_one_looks()
    {
        await using var room = await Classroom.Open();

        var reply = await room.Teacher("some-model", options => options with { Url = new Uri(room.Server.Url, "/api") })
            .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal(TeacherFaultKind.NotFound, reply.Fault!.Kind);
        Assert.Contains("usually ends in /v1", reply.Fault.Message, StringComparison.Ordinal);
    }
}
