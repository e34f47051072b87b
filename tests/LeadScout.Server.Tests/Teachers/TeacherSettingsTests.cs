using LeadScout.Answers;
using LeadScout.Server.Workspaces;
using LeadScout.StandIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Teachers;

/// <summary>
/// How a teacher is asked, field by field: what is allowed reaches the job and the wire, what is not is refused with what is.
/// </summary>
public sealed class TeacherSettingsTests
{
    [Theory]
    [InlineData("timeout", "90s", "timeout", "90s")]
    [InlineData("patience", "1h", "patience", "1h")]
    [InlineData("structuredOutput", "object", "structured-output", "object")]
    [InlineData("thinkingTokens", 512, "thinking-tokens", "512")]
    [InlineData("temperature", 0.25, "temperature", "0.25")]
    [InlineData("tier", "flex", "tier", "flex")]
    [InlineData("retries", 3, "retries", "3")]
    public async Task A_field_reaches_the_job_in_the_body_and_in_a_query(string field, object value, string kept, string expected)
    {
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.AskingAsync(standIn);

        var job = await trial.DoneAsync((field, value));
        var uploaded = await trial.UploadedAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{field}={value}"));

        Assert.Equal("done", job.Text("state"));
        Assert.Equal(job.Text("job"), uploaded.Text("job"));
        var found = await trial.Services.GetRequiredService<ServerWorkspace>().Store.FindAsync(
            new JobId(job.Text("job")!), ServerTrial.Gone);
        Assert.Equal(expected, found!.Invocation.GetValueOrDefault(kept));
    }

    [Theory]
    [InlineData("structuredOutput", "object", "\"json_object\"")]
    [InlineData("structuredOutput", "schema", "\"json_schema\"")]
    [InlineData("temperature", 0.25, "\"temperature\":0.25")]
    [InlineData("tier", "flex", "\"service_tier\":\"flex\"")]
    public async Task A_field_is_on_the_wire(string field, object value, string sent)
    {
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.AskingAsync(standIn, change: options => options with { Teacher = "openai:qwen3-8b" });

        await trial.DoneAsync((field, value));

        Assert.Contains(sent, standIn.Calls[^1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeout", "soon", "timeout can't be 'soon'. Allowed: ")]
    [InlineData("timeout", "0s", "from 1s to 1d")]
    [InlineData("timeout", "2d", "from 1s to 1d")]
    [InlineData("timeout", "", "Leave it out")]
    [InlineData("patience", "31d", "from 0s to 30d")]
    [InlineData("patience", "-1m", "from 0s to 30d")]
    [InlineData("structuredOutput", "json", "auto, schema, object, none")]
    [InlineData("thinkingTokens", -1, "a whole number of tokens from 0 to 1000000")]
    [InlineData("thinkingTokens", 1_000_001, "a whole number of tokens from 0 to 1000000")]
    [InlineData("temperature", 2.01, "a number from 0 to 2")]
    [InlineData("temperature", -0.5, "a number from 0 to 2")]
    [InlineData("tier", "batch", "standard, flex")]
    [InlineData("tierFallback", true, "Say tier flex too")]
    [InlineData("retries", 101, "0 to 100")]
    public async Task What_is_not_allowed_is_refused_with_what_is(string field, object value, string why)
    {
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.AskingAsync(standIn);

        var refused = await trial.JobAsync(400, (field, value));
        var queried = await trial.UploadedAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{field}={value}"), 400);

        Assert.Equal("bad-input", refused.Text("code"));
        Assert.Contains(why, refused.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(why, queried.Text("detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("headers", "file of LLMs")]
    [InlineData("Headers", "file of LLMs")]
    [InlineData("teacherUrl", "A job has no field 'teacherUrl'.")]
    [InlineData("maxCost", "maxCostUsd")]
    public async Task A_field_that_there_is_not_is_no_silence(string field, string why)
    {
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.AskingAsync(standIn);

        var refused = await trial.JobAsync(422, (field, "X-Team: blue"));

        var queried = await trial.UploadedAsync($"{field}=5", 422);

        Assert.Contains(why, refused.Text("detail"), StringComparison.Ordinal);
        Assert.Contains(why, queried.Text("detail"), StringComparison.Ordinal);
        Assert.Equal(0, standIn.Stats.Calls);
    }

    [Fact]
    public async Task Another_temperature_is_another_job_and_the_rest_is_not()
    {
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.AskingAsync(standIn);
        var plain = (await trial.DoneAsync()).Text("job");

        Assert.Equal(
            plain,
            (await trial.DoneAsync(("timeout", "1h"), ("patience", "1m"), ("structuredOutput", "none"), ("thinkingTokens", 9))).Text("job"));
        Assert.NotEqual(plain, (await trial.DoneAsync(("temperature", 0.7))).Text("job"));
    }

    [Fact]
    public async Task A_jobs_temperature_is_no_single_texts_even_after_a_look_at_its_rows()
    {
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.AskingAsync(standIn, change: options => options with { Teacher = "openai:qwen3-8b" });
        var job = await trial.DoneAsync(("temperature", 0.75));
        await trial.GetAsync($"/api/v1/jobs/{job.Text("job")}/rows/1");

        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "Leuchtturmwärter" });

        Assert.Contains("\"temperature\":0.75", standIn.Calls[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"temperature\":0.75", standIn.Calls[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_api_says_what_each_field_means()
    {
        await using var trial = await ServerTrial.StartAsync();
        var request = (await trial.GetAsync("/openapi/v1.json"))
            .GetProperty("components")
            .GetProperty("schemas")
            .GetProperty("JobSubmission")
            .GetProperty("properties");

        foreach (
            var field in new[] { "timeout", "patience", "structuredOutput", "thinkingTokens", "temperature", "tier", "tierFallback", "retries" })
        {
            Assert.True(request.GetProperty(field).TryGetProperty("description", out var text) && text.GetString()!.Length > 20, field);
        }
    }

    [Fact]
    public async Task An_estimate_says_what_the_tokens_of_thought_rest_on()
    {
        await using var standIn = await StandInServer.StartAsync(new StandInOptions { Thinking = texts => 100 * texts });
        await using var trial = await TeacherTrial.AskingAsync(standIn);
        var list = await trial.UploadAsync("others.csv", "Job Title\nKoch\nFischer\n"u8.ToArray());

        Assert.Equal("assumed", await ThinkingAsync(new { list, question = "department" }));
        Assert.Equal("stated", await ThinkingAsync(new { list, question = "department", thinkingTokens = 300 }));
        Assert.Equal("none", await ThinkingAsync(new { list, question = "department", teacher = "openai:gpt-4.1-mini" }));
        await trial.DoneAsync();
        Assert.Equal("measured", await ThinkingAsync(new { list, question = "department" }));

        async Task<string?> ThinkingAsync(object request) =>
            (await trial.PostAsync("/api/v1/estimate", request)).GetProperty("left").Text("thinking");
    }
}
