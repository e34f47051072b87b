using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Server.Workspaces;
using LeadScout.StandIn;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Teachers;

/// <summary>A server with teachers by names of its own.</summary>
public sealed class TeachersFileTests
{
    [Fact]
    public async Task A_job_names_a_teacher_of_the_file_and_goes_before_it()
    {
        using var folder = new Folder();
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.WithFileAsync(Yaml(standIn), folder);

        var job = await trial.DoneAsync(("teacher", "local"), ("structuredOutput", "object"));

        Assert.Equal(("done", "openai:qwen3-8b"), (job.Text("state"), job.Text("teacher")));
        var call = standIn.Calls[^1];
        Assert.Equal(("red", "gw-secret"), (call.Headers["X-Team"], call.Headers["X-Gateway-Token"]));
        Assert.Contains("\"temperature\":0.25", call.Body, StringComparison.Ordinal);
        Assert.Contains("\"json_object\"", call.Body, StringComparison.Ordinal);
        Assert.True(job.GetProperty("report").GetProperty("costUsd").GetDecimal() > 0);
    }

    [Fact]
    public async Task Single_texts_are_asked_as_the_file_says_and_each_teacher_of_one_model_by_itself()
    {
        using var folder = new Folder();
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.WithFileAsync(Yaml(standIn), folder);

        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "CFO", teacher = "local" });
        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "Recruiter", teacher = "blue" });

        Assert.Equal(["red", "blue"], standIn.Calls.Select(call => call.Headers["X-Team"]));
    }

    [Fact]
    public async Task The_second_teacher_may_be_one_of_the_file_with_its_own_settings()
    {
        using var folder = new Folder();
        await using var first = await TeacherTrial.StandInAsync();
        await using var second = await TeacherTrial.StandInAsync("Hofnarr\tOther\n");
        await using var trial = await TeacherTrial.WithFileAsync(
            Yaml(second), folder, change: options => options with { Teacher = "openai:gpt-5-mini", TeacherUrl = first.Url.ToString() });

        var job = await trial.DoneAsync(("escalate", "local"));

        Assert.Equal("done", job.Text("state"));
        Assert.NotEmpty(second.Calls);
        Assert.All(second.Calls, call => Assert.Equal("red", call.Headers["X-Team"]));
    }

    [Fact]
    public async Task No_headers_value_is_kept_and_a_job_goes_on_with_it_after_a_restart()
    {
        using var folder = new Folder();
        await using var standIn = await TeacherTrial.StandInAsync();
        standIn.Script("401");
        string job;
        await using (var trial = await TeacherTrial.WithFileAsync(Yaml(standIn), folder))
        {
            var stopped = await trial.DoneAsync(("teacher", "local"));
            job = stopped.Text("job")!;
            Assert.NotEqual("done", stopped.Text("state"));
            var kept = (
                await trial.Services.GetRequiredService<ServerWorkspace>().Store.FindAsync(new JobId(job), ServerTrial.Gone))!.Invocation;
            Assert.Equal(
                ("X-Team", "X-Gateway-Token: env:GATEWAY", "local"),
                (kept["header:X-Team"], kept["header:X-Gateway-Token"], kept["teacher-known-as"]));
        }

        await using (var trial = await TeacherTrial.WithFileAsync(Yaml(standIn), folder))
        {
            await trial.PostAsync($"/api/v1/jobs/{job}/resume", new { retryFailed = true });
            var done = await trial.StillAsync(job);

            Assert.Equal("done", done.Text("state"));
            Assert.Equal("red", standIn.Calls[^1].Headers["X-Team"]);
        }
    }

    [Fact]
    public async Task Settings_name_them_without_address_or_header()
    {
        using var folder = new Folder();
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.WithFileAsync(Yaml(standIn), folder);

        var settings = await trial.GetAsync("/api/v1/settings");

        Assert.Equal(["blue", "local"], settings.GetProperty("teachers").EnumerateArray().Select(teacher => teacher.Text("name")));
        Assert.DoesNotContain("127.0.0.1", settings.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("red", settings.GetProperty("teachers").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_there_is_not_is_refused_with_those_that_there_are()
    {
        using var folder = new Folder();
        await using var standIn = await TeacherTrial.StandInAsync();
        await using var trial = await TeacherTrial.WithFileAsync(Yaml(standIn), folder);

        var refused = await trial.JobAsync(400, ("teacher", "locla"));

        Assert.Contains("Allowed: blue, local, ", refused.Text("detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_own_teacher_is_not_in_the_file_does_not_start()
    {
        using var folder = new Folder();
        await using var standIn = await TeacherTrial.StandInAsync();

        var refused = await Assert.ThrowsAsync<BadInputException>(
            () => TeacherTrial.WithFileAsync(Yaml(standIn), folder, options => options with { Teacher = "lokal" }));

        Assert.Contains("There is: blue, local.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("teachers: {a: {model: 'openai:m', colour: red}}", "'colour' is not known here")]
    [InlineData("teachers: {a: {model: 'openai:m', headers: {Authorization: sesame}}}", "secrets come from the environment")]
    public async Task A_wrong_file_stops_the_command_with_its_place(string yaml, string why)
    {
        using var folder = new Folder();
        folder.Write("teachers.yaml", yaml);

        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "serve", "--url", "http://127.0.0.1:0", "--teachers", "teachers.yaml");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_about_a_teacher_that_nobody_named_stop_the_command()
    {
        using var folder = new Folder();
        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "serve", "--url", "http://127.0.0.1:0", "--timeout", "5m");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Name it with --teacher", run.Error, StringComparison.Ordinal);
    }

    private static string Yaml(StandInServer standIn) => $$"""
        teachers:
          local:
            model: openai:qwen3-8b
            url: {{standIn.Url}}
            temperature: 0.25
            headers: {X-Team: red, X-Gateway-Token: "env:GATEWAY"}
            price-in: 0.10
            price-out: 0.40
          blue:
            model: openai:qwen3-8b
            url: {{standIn.Url}}
            headers: {X-Team: blue}
        """;
}
