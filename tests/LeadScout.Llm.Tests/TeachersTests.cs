using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

public sealed class TeachersTests
{
    [Theory]
    [InlineData("openai:gpt-5-mini", "LeadScout.Llm.OpenAI")]
    [InlineData("azure-openai:mine", "LeadScout.Llm.OpenAI")]
    [InlineData("anthropic:claude-haiku-4-5", "LeadScout.Llm.Anthropic")]
    [InlineData("ollama:qwen3:8b", "LeadScout.Llm.Ollama")]
    public void Without_its_client_library_a_teacher_says_which_package_has_it(string name, string package)
    {
        var options = new TeacherOptions { Environment = _ => "key", Url = new Uri("http://127.0.0.1:1/v1") };
        var error = Assert.Throws<BadInputException>(() => Teachers.Create(name, options));
        Assert.Contains($"needs the client library of the package {package}:", error.Message, StringComparison.Ordinal);
    }

    private static readonly TeacherOptions NoKeys = Provided.Options with { Environment = _ => null };

    [Theory]
    [InlineData("openai:gpt-5-mini", "OPENAI_API_KEY")]
    [InlineData("anthropic:claude-haiku-4-5", "ANTHROPIC_API_KEY")]
    public void A_missing_key_names_the_variable(string name, string variable) =>
        Assert.Equal(
            $"The LLM '{name}' needs a key: set the environment variable {variable}. Keys are taken from nowhere else.",
            Assert.Throws<BadInputException>(() => Teachers.Create(name, NoKeys)).Message);

    [Theory]
    [InlineData("gemini:pro")]
    [InlineData("gpt-5-mini")]
    [InlineData("")]
    [InlineData(":")]
    public void An_unknown_provider_is_told_what_is_allowed(string name) =>
        Assert.Equal(
            $"The LLM '{name}' is of no known provider. Allowed: {Teachers.Allowed}.",
            Assert.Throws<BadInputException>(() => Teachers.Create(name, NoKeys)).Message);

    [Theory]
    [InlineData("openai:")]
    [InlineData("ollama: ")]
    public void A_missing_model_is_told_what_is_allowed(string name) =>
        Assert.Equal(
            $"The LLM '{name}' names no model. Allowed: {Teachers.Allowed}.",
            Assert.Throws<BadInputException>(() => Teachers.Create(name, NoKeys)).Message);

    [Fact]
    public void Azure_without_an_address_names_the_variable() =>
        Assert.Contains(
            "AZURE_OPENAI_ENDPOINT",
            Assert.Throws<BadInputException>(() => Teachers.Create("azure-openai:mine", NoKeys)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_recording_has_no_url() =>
        Assert.Contains(
            "is a recording",
            Assert.Throws<BadInputException>(
                () => Teachers.Create("recorded:x.tsv", NoKeys with { Url = new Uri("http://127.0.0.1") })).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_url_of_another_kind_is_refused() =>
        Assert.Contains(
            "must be absolute",
            Assert.Throws<BadInputException>(() => Teachers.Create("m", NoKeys with { Url = new Uri("ftp://host/v1") })).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("openai:gpt-5-mini", "openai:gpt-5-mini")]
    [InlineData("OpenAI:gpt-5-mini", "openai:gpt-5-mini")]
    [InlineData("ollama:qwen3:8b", "ollama:qwen3:8b")]
    [InlineData("llama3", "openai:llama3")]
    [InlineData("qwen3:8b", "openai:qwen3:8b")]
    public void With_a_url_any_model_will_do_and_no_key_is_needed(string name, string expected) =>
        Assert.Equal(expected, Teachers.ProfileOf(name, NoKeys with { Url = new Uri("http://127.0.0.1:1/v1") }).Name);

    [Fact]
    public async Task A_server_that_wants_no_key_is_sent_a_placeholder()
    {
        await using var room = await Classroom.Open();

        await Teachers.Create("some-model", NoKeys with { Url = room.Server.Url }).AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal("Bearer none", room.Server.Calls[^1].Headers["Authorization"]);
        Assert.Equal("some-model", room.LastBody().GetProperty("model").GetString());
    }

    [Fact]
    public void Prices_come_from_the_table_unless_given()
    {
        var options = NoKeys with { Url = new Uri("http://127.0.0.1:1/v1") };

        Assert.Equal(new Price(0.25m, 0.025m, 2m), Teachers.ProfileOf("openai:gpt-5-mini", options).Price);
        Assert.Equal(Price.Free, Teachers.ProfileOf("ollama:qwen3:8b", options).Price);
        Assert.Null(Teachers.ProfileOf("some-model", options).Price);
        Assert.Equal(new Price(1, 1, 2), Teachers.ProfileOf("some-model", options with { Price = new Price(1, 1, 2) }).Price);
    }

    [Fact]
    public void A_recording_is_found_by_its_prefix()
    {
        var file = Path.Combine(Path.GetTempPath(), $"leadscout-{Environment.ProcessId}-teachers.tsv");
        File.WriteAllText(file, "text\tlabel\na\tSales\n");

        Assert.IsType<RecordedTeacher>(Teachers.Create("recorded:" + file, NoKeys));

        File.Delete(file);
    }
}
