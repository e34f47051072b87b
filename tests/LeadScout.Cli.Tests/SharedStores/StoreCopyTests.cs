using LeadScout.Answers;
using LeadScout.Cli.Reports;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests.SharedStores;

/// <summary><c>store copy</c> as a user meets it.</summary>
public sealed class StoreCopyTests(SharedStoreFixture fixture) : IClassFixture<SharedStoreFixture>, IDisposable
{
    private readonly Folder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_finished_job_looks_the_same_in_the_copy_and_asks_nothing_there()
    {
        await using var teacher = await TeacherAsync();
        using var job = new SharedJob(teacher);
        var file = job.Folder["file.db"];
        var run = await job.RunAsync(file);
        Assert.True(run.ExitCode == 0, run.Error);
        await CommandLine.RunAsync(
            "answers", "correct", "Head of Sales", "--question", job.Folder["group.yaml"], "--by", "mira", "--label", LabelOf(job), "--db", file);

        var (shared, back) = (await NewAddressAsync(), _folder["back.db"]);
        var there = await CopyAsync(file, shared);
        Assert.Equal("done", there.Text("state"));
        var returned = await CopyAsync(shared, back);
        Assert.Equal(there.Json.GetProperty("log").ToString(), returned.Json.GetProperty("log").ToString());
        Assert.Equal(there.Json.GetProperty("tables").ToString(), returned.Json.GetProperty("tables").ToString());

        var id = run.Text("job")!;
        string[][] commands =
        [
            ["jobs", "list", "--format", "json"], ["jobs", "show", id, "--format", "json"], ["answers", "list"], ["answers", "export"], ["certificate", "show", id],
            ["certificate", "verify", id], ["explain", "Head of Sales", "--question", job.Folder["group.yaml"], "--teacher", "openai:stand-in"],
            ["patterns", "list", "--question", job.Folder["group.yaml"], "--teacher", "openai:stand-in"],
        ];
        foreach (var command in commands)
        {
            var said = new List<(int, string)>();
            foreach (var database in new[] { file, shared, back })
            {
                var one = await CommandLine.RunAsync([.. command, "--db", database]);
                said.Add((one.ExitCode, one.Out.Replace(OptionWords.Database(database), "", StringComparison.Ordinal))); // offers name their own
            }

            Assert.Equal([said[0], said[0]], said[1..]);
            Assert.True(said[0].Item1 == 0, $"{string.Join(' ', command)}: {said[0]}");
        }

        var asked = teacher.Calls.Length;
        var again = await job.RunAsync(shared);
        Assert.Equal((0, asked), (again.ExitCode, teacher.Calls.Length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_that_was_killed_goes_on_in_the_copy_as_it_would_have_in_the_source(bool fromFile)
    {
        LeadScoutProcess? victim = null;
        var calls = 0;
        await using var teacher = await TeacherAsync(async gone =>
        {
            if (Interlocked.Increment(ref calls) == 12)
            {
                victim!.Kill();
                await Task.Delay(Timeout.InfiniteTimeSpan, gone);
            }
        });
        using var job = new SharedJob(teacher);
        var (source, target) = fromFile ? (job.Folder["file.db"], await NewAddressAsync()) : (await NewAddressAsync(), job.Folder["file.db"]);
        using (victim = job.Start(source))
        {
            Assert.NotEqual(0, (await victim.EndAsync()).ExitCode);
        }

        await CopyAsync(source, target);
        var (byDatabase, outputs) = (new List<string[]>(), new List<byte[]>());
        foreach (var database in new[] { source, target })
        {
            await using var quick = await TeacherAsync();
            var resumed = await job.RunAsync(database, quick);
            Assert.True(resumed.ExitCode == 0, resumed.Error);
            byDatabase.Add([.. quick.Calls.Select(call => string.Join("|", call.Items)).Order(StringComparer.Ordinal)]);
            outputs.Add(job.Output);
        }

        Assert.NotEmpty(byDatabase[0]);
        Assert.Equal(byDatabase[0], byDatabase[1]);
        Assert.Equal([fixture.Output, fixture.Output], outputs);
    }

    [Fact]
    public async Task Killed_in_the_middle_the_same_command_goes_on()
    {
        var source = _folder["large.db"];
        await FillAsync(source, 60_000);
        var database = await fixture.Server.NewDatabaseAsync();
        using (var victim = LeadScoutProcess.Start(_folder.Path, null, "store", "copy", "--from", source, "--to", fixture.Server.Address(database)))
        {
            while (!victim.HasExited && !await HasAnswersAsync(database))
            {
                await Task.Delay(5, Cancellation);
            }

            victim.Kill();
            await victim.EndAsync();
        }

        var refused = await CommandLine.RunAsync("jobs", "list", "--store", fixture.Server.Address(database));
        var resumed = await CopyAsync(source, fixture.Server.Address(database));
        if (resumed.Text("state") == "done")
        {
            Assert.Equal(2, refused.ExitCode);
            Assert.Contains($"leadscout store copy --from {source} --to", refused.Error);
            Assert.True(resumed.Json.GetProperty("resumed").GetBoolean());
            Assert.InRange(resumed.Number("copiedRows"), 1, 60_000);
        }

        Assert.Equal(60_000, resumed.Json.GetProperty("log").GetProperty("answers").GetInt64());
        Assert.Equal("unchanged", (await CopyAsync(source, fixture.Server.Address(database))).Text("state"));
    }

    [Fact]
    public async Task What_cannot_be_copied_is_refused_with_a_next_step_and_nothing_is_made()
    {
        var (one, other, none) = (_folder["one.db"], _folder["other.db"], _folder["none.db"]);
        await FillAsync(one, 1);
        await FillAsync(other, 2);
        await RefusedAsync(2, "refused", "There is no database", none, _folder["new.db"]);
        await RefusedAsync(2, "refused", "already holds something else", one, other);
        await RefusedAsync(2, "refused", "one file", one, Path.Join(_folder.Path, ".", "one.db"));
        await RefusedAsync(2, "refused", "--to", one, one);
        await RefusedAsync(2, "refused", "PGPASSWORD", one, "postgres://leads:secret@localhost/x");
        await RefusedAsync(2, "refused", "holds nothing of LeadScout's yet", await NewAddressAsync(), _folder["new.db"]);
        await RefusedAsync(2, "refused", "not one of LeadScout's", AnotherProgramsFile(), _folder["new.db"]);
        using (var writer = SqliteStore.Open(one))
        {
            await RefusedAsync(2, "refused", "in use by another LeadScout", one, _folder["new.db"]);
        }

        await using (var teacher = await TeacherAsync(gone => Task.Delay(Timeout.InfiniteTimeSpan, gone)))
        {
            using var job = new SharedJob(teacher);
            foreach (var source in new[] { job.Folder["file.db"], await NewAddressAsync() })
            {
                var calls = teacher.Calls.Length;
                using var running = job.Start(source);
                while (teacher.Calls.Length == calls && !running.HasExited)
                {
                    await Task.Delay(10, Cancellation);
                }

                await RefusedAsync(6, "held", "is at work", source, _folder["new.db"]);
                running.Kill();
                await running.EndAsync();
            }
        }

        Assert.False(File.Exists(_folder["new.db"]));
        Assert.Equal(2, (await CommandLine.RunAsync("store", "copy", "--from", one)).ExitCode);
        Assert.Equal(2, (await CommandLine.RunAsync("store", "copy", "--from", one, "--to", other, "--to", none)).ExitCode);
    }

    [Fact]
    public async Task Help_and_completion_know_it_and_an_address_without_password_is_what_is_said()
    {
        var help = await CommandLine.RunAsync("store", "copy", "--help");
        Assert.Contains("leadscout store copy --from leadscout.db --to postgres://", help.Out);
        Assert.Contains("copy", (await CommandLine.RunAsync("completion", "words", "leadscout store ")).Out);

        var source = _folder["source.db"];
        await FillAsync(source, 3);
        var address = await NewAddressAsync();
        var text = await CommandLine.RunAsync("store", "copy", "--from", $"sqlite:{source}", "--to", address);
        Assert.Equal((0, ""), (text.ExitCode, text.Error));
        Assert.Contains("was read back and is the same", text.Out);
        Assert.Contains("answers   3, checksum ", text.Out);
        Assert.Contains("nothing was copied", (await CommandLine.RunAsync("store", "copy", "--from", source, "--to", address)).Out);
        Assert.Equal(new Run(0, "", ""), await CommandLine.RunAsync("store", "copy", "--from", address, "--to", _folder["quiet.db"], "--quiet"));
    }

    private static string LabelOf(SharedJob job) =>
        BuiltInQuestions.Resolve(job.Folder["group.yaml"]).Question.Labels[0].Name;

    private static Task<StandInServer> TeacherAsync(Func<CancellationToken, Task>? before = null) =>
        StandInServer.StartAsync(new StandInOptions { Answers = TitleList.Invented.Answers, Before = before });

    private static async Task<Run> CopyAsync(string from, string to)
    {
        var run = await CommandLine.RunAsync("store", "copy", "--from", from, "--to", to, "--format", "json");
        Assert.True(run.ExitCode == 0, run.Error);
        return run;
    }

    private static async Task RefusedAsync(int exitCode, string state, string says, string from, string to)
    {
        var run = await CommandLine.RunAsync("store", "copy", "--from", from, "--to", to, "--format", "json");
        Assert.True(run.ExitCode == exitCode, run.Error);
        Assert.Contains(says, run.Error);
        Assert.DoesNotContain("secret", run.Error);
        Assert.Equal(state, run.Text("state"));
    }

    private static async Task FillAsync(string file, int answers)
    {
        using var store = SqliteStore.Open(file);
        await store.AppendAsync(
            [
                .. Enumerable.Range(0, answers).Select(i => new Answer
                {
                    Question = new QuestionVersion(new Hash128(1, 2)),
                    Key = TextKey.Of($"title {i}"),
                    Text = $"title {i}",
                    Label = "Sales",
                    Source = AnswerSource.Teacher,
                    By = "openai:stand-in",
                    At = DateTimeOffset.UnixEpoch,
                }),
            ],
            Cancellation);
    }

    private string AnotherProgramsFile()
    {
        var path = _folder["another.db"];
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE t (a)";
        command.ExecuteNonQuery();
        return path;
    }

    private async Task<bool> HasAnswersAsync(string database) =>
        await fixture.Server.RunAsync(database, "SELECT to_regclass('leadscout.answer') IS NOT NULL") is true
        && await fixture.Server.RunAsync(database, "SELECT EXISTS (SELECT 1 FROM answer)") is true;

    private async Task<string> NewAddressAsync() => fixture.Server.Address(await fixture.Server.NewDatabaseAsync());
}
