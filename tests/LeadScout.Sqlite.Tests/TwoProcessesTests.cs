using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class TwoProcessesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_writer_is_told_who_is_the_first_and_gets_in_when_that_one_is_killed()
    {
        using var first = new CommitterProcess(Leads, oneCallALine: true);
        await first.ReadAsync(2);
        var error = Assert.Throws<BadInputException>(() => SqliteStore.Open(Leads));
        Assert.Equal(
            $"{Leads} is in use by another LeadScout (process {first.Id}). Wait for it, or use Store with another file.", error.Message);
        await first.TellAsync();
        await first.ReadAsync(2);
        await first.KillAsync();
        using var second = SqliteStore.Open(Leads);
        Assert.Equal(2, (await second.CallsAsync(Committer.Job, Cancellation)).Length);
    }

    [Fact]
    public async Task A_reader_beside_the_writer_sees_each_commit_and_holds_nothing_up()
    {
        using var writer = new CommitterProcess(Leads, oneCallALine: true);
        await writer.ReadAsync(2);
        using var reader = SqliteStore.OpenRead(Leads);
        for (int committed = 0; committed < 3; committed++)
        {
            Assert.Equal(committed * Committer.TextsPerCall, await reader.LogPositionAsync(Cancellation));
            await writer.TellAsync();
            await writer.ReadAsync(2);
        }
    }

    [Fact]
    public async Task A_job_whose_process_was_killed_is_read_as_interrupted()
    {
        var job = new Job
        {
            Id = new JobId("0123456789ab"),
            InputName = "leads.csv",
            InputHash = "c0ffee",
            OutputName = "leads.labelled.csv",
            QuestionName = "department",
            Question = new QuestionVersion(new Hash128(0, 1)),
            Teacher = "recorded",
            Settings = new JobSettings(),
            LogPosition = 0,
            State = JobState.Running,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };
        using (var store = SqliteStore.Open(Leads))
        {
            await store.SaveAsync(job, Cancellation);
        }

        using var writer = new CommitterProcess(Leads, oneCallALine: true);
        await writer.ReadAsync(2);
        using var reader = SqliteStore.OpenRead(Leads);
        Assert.Equal(JobState.Running, (await reader.FindAsync(job.Id, Cancellation))!.State);

        await writer.KillAsync();

        Assert.Equal(JobState.Interrupted, (await reader.FindAsync(job.Id, Cancellation))!.State);
        Assert.Equal(JobState.Interrupted, Assert.Single(await reader.ListAsync(Cancellation)).State);
    }

    [Fact]
    public void Two_writers_in_one_process_are_kept_apart_as_well()
    {
        using (SqliteStore.Open(Leads))
        {
            var error = Assert.Throws<BadInputException>(() => SqliteStore.Open(Leads));
            Assert.Contains($"process {Environment.ProcessId}", error.Message, StringComparison.Ordinal);
        }

        SqliteStore.Open(Leads).Dispose();
        Assert.Equal(["leads.db"], Directory.EnumerateFiles(_directory.Path).Select(file => Path.GetFileName(file)));
    }

    public void Dispose() => _directory.Dispose();
}
