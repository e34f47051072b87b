using LeadScout.StandIn;
using LeadScout.StandIn.Picky;
using Xunit;

namespace LeadScout.Server.Tests.Teachers;

/// <summary>How a server wants to be asked is found out once, whoever asks: a job, a single text, another process.</summary>
public sealed class ProfileTests
{
    [Theory]
    [InlineData("DeepSeek: type unavailable")]
    [InlineData("vLLM: xgrammar")]
    [InlineData("LM Studio: neither schema nor object")]
    public async Task What_a_single_text_found_out_the_next_process_and_the_next_job_know(string name)
    {
        using var folder = new Folder();
        var picky = PickyServers.All.Single(server => server.Name == name);
        await using var standIn = await StandInServer.StartAsync(new StandInOptions { Rejects = picky.Rejects });
        await using (var trial = await StartAsync())
        {
            await trial.PostAsync("/api/v1/classify", new { question = "department", text = "CFO" });
        }

        var refused = standIn.Stats.Faults["rejected"];
        await using (var trial = await StartAsync())
        {
            await trial.PostAsync("/api/v1/classify", new { question = "department", text = "Recruiter" });
            await trial.DoneAsync();
        }

        Assert.True(refused > 0);
        Assert.Equal(refused, standIn.Stats.Faults["rejected"]);

        Task<ServerTrial> StartAsync() => TeacherTrial.AskingAsync(standIn, folder, options => options with { Teacher = picky.Teacher });
    }
}
