using System.Text;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A result that somebody has changed by hand is not replaced without their word.</summary>
public sealed class EditedResultTests
{
    private const string List = "Job Title\nCFO\nRecruiter\n";
    private const string Edited = "Job Title,department\nCFO,mine\n";
    private const string Result = "leads.labelled.csv";

    [Fact]
    public async Task A_result_that_was_changed_is_not_replaced_by_the_same_command_or_by_resuming()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;
        trial.Folder.Write(Result, Edited);

        var again = await trial.ClassifyAsync(List);
        var resumed = await CommandLine.RunAsync("jobs", "resume", job, "--db", trial.Database);

        foreach (var refused in new[] { again, resumed })
        {
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains($"{Result} was changed after job {job} wrote it", refused.Error, StringComparison.Ordinal);
            Assert.Contains("Rename the file to keep it as it is, or delete it", refused.Error, StringComparison.Ordinal);
        }

        Assert.Equal(Edited, Encoding.UTF8.GetString(trial.Folder.Read(Result)));
    }

    [Fact]
    public async Task Renamed_it_stays_and_with_yes_it_is_replaced_and_that_is_said()
    {
        using var trial = new Trial();
        await trial.ClassifyAsync(List);
        var written = trial.Folder.Read(Result);
        trial.Folder.Write(Result, Edited);

        var replaced = await trial.ClassifyAsync(List, "--yes");
        var unchanged = await trial.ClassifyAsync(List);
        trial.Folder.Write(Result, Edited);
        File.Move(trial.Folder[Result], trial.Folder["mine.csv"]);
        var anew = await trial.ClassifyAsync(List);

        Assert.Equal((0, 0, 0), (replaced.ExitCode, unchanged.ExitCode, anew.ExitCode));
        Assert.Contains($"{Result} was changed after this job wrote it, and will be replaced", replaced.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("was changed", unchanged.Error + anew.Error, StringComparison.Ordinal);
        Assert.Equal(written, trial.Folder.Read(Result));
        Assert.Equal(Edited, Encoding.UTF8.GetString(trial.Folder.Read("mine.csv")));
    }

    [Fact]
    public async Task What_a_correction_and_a_resumed_job_write_is_their_own()
    {
        using var trial = new Trial();
        var job = (await trial.ClassifyAsync(List, "--format", "json")).Text("job")!;
        await CommandLine.RunAsync("answers", "correct", "CFO", "--question", "department", "--label", "IT", "--db", trial.Database);

        var resumed = await CommandLine.RunAsync("jobs", "resume", job, "--db", trial.Database);
        var again = await trial.ClassifyAsync(List);

        Assert.Equal((0, 0), (resumed.ExitCode, again.ExitCode));
        Assert.Contains("CFO,IT", Encoding.UTF8.GetString(trial.Folder.Read(Result)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_result_that_was_changed_is_told_before_more_is_paid()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var trial = new Trial();
        var list = trial.Folder.Write("leads.csv", List);
        Task<Run> ClassifyAsync(string most) => CommandLine.RunAsync(
            "classify", list, "--question", "department", "--teacher", "stand-in", "--teacher-url", server.Url.ToString(), "--max-error", "0%", "--rows-per-call", "1",
            "--concurrency", "1", "--price-in", "1000", "--price-out", "2000", "--max-cost", most, "--db", trial.Database);
        var poor = await ClassifyAsync("0.01");
        trial.Folder.Write(Result, Edited);
        var asked = server.Stats.Calls;

        var refused = await ClassifyAsync("100");

        Assert.Equal((3, 2, asked), (poor.ExitCode, refused.ExitCode, server.Stats.Calls));
        Assert.Equal(Edited, Encoding.UTF8.GetString(trial.Folder.Read(Result)));
    }
}
