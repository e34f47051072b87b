using LeadScout.Questions;
using Xunit;

namespace LeadScout.Llm.Tests;

public sealed class TeacherHeaderTests
{
    [Fact]
    public async Task Headers_go_along_with_every_call_in_place_of_the_librarys_own()
    {
        await using var room = await Classroom.Open();
        foreach (var teacher in new[] { "openai:gpt-5-mini", "anthropic:claude-haiku-4-5", "ollama:qwen3:8b", "azure-openai:mine" })
        {
            var asked = room.Teacher(teacher, options => options with
            {
                Headers =
                    [TeacherHeader.Parse("X-Team: sales ops"), TeacherHeader.Parse("Authorization: env:GATEWAY"), TeacherHeader.Parse("User-Agent: mine/1")],
                Environment = variable => variable == "GATEWAY" ? "Bearer-of-news" : "key",
            });

            await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

            var headers = room.Server.Calls[^1].Headers;
            Assert.Equal(("sales ops", "Bearer-of-news", "mine/1"), (headers["X-Team"], headers["Authorization"], headers["User-Agent"]));
        }
    }

    [Theory]
    [InlineData("X-Team", "has no colon")]
    [InlineData(": value", "has no colon")]
    [InlineData("X Team: a", "is no name of a header")]
    [InlineData("X-T\u00E9am: a", "is no name of a header")]
    [InlineData("Host: elsewhere", "belongs to the connection")]
    [InlineData("content-length: 3", "belongs to the connection")]
    [InlineData("Transfer-Encoding: chunked", "belongs to the connection")]
    [InlineData("Authorization: Bearer sesame", "secrets come from the environment")]
    [InlineData("api-key: sesame", "secrets come from the environment")]
    [InlineData("X-Gateway-Token: sesame", "secrets come from the environment")]
    [InlineData("Cookie: sesame", "secrets come from the environment")]
    [InlineData("X-Team: ses\r\name: x", "no header can carry")]
    [InlineData("X-Team: ses\u00E4me", "no header can carry")]
    [InlineData("X-Team: env:", "the name of an environment variable")]
    [InlineData("X-Team: env:A B", "the name of an environment variable")]
    public void What_is_no_header_of_the_users_is_refused_without_its_value(string text, string why)
    {
        var refused = Assert.Throws<BadInputException>(() => TeacherHeader.Parse(text));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ses", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_is_never_kept_and_a_reference_is()
    {
        Assert.Equal("X-Team", TeacherHeader.Parse("X-Team: sales").Kept);
        Assert.Equal("Authorization: env:GATEWAY", TeacherHeader.Parse("Authorization:env:GATEWAY").Kept);

        Assert.Equal(
            "secret", TeacherHeader.OfKept("Authorization: env:GATEWAY").ValueFrom(variable => variable == "GATEWAY" ? "secret" : null));
        Assert.Contains(
            "Give it again",
            Assert.Throws<BadInputException>(() => TeacherHeader.OfKept("X-Team").ValueFrom(_ => null)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "GATEWAY, which is not set",
            Assert.Throws<BadInputException>(() => TeacherHeader.OfKept("Authorization: env:GATEWAY").ValueFrom(_ => null)).Message,
            StringComparison.Ordinal);
    }
}
