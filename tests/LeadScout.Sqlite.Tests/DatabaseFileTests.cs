using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Sqlite.Health;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Sqlite.Tests;

/// <summary>The file itself, whatever its names are and whatever happens to it.</summary>
[SuppressMessage("Interoperability", "CA1416", Justification = "What Windows lacks is skipped there.")]
public sealed class DatabaseFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_a_database_that_nobody_writes_to_is_deleted_with_what_lies_beside_it()
    {
        using (SqliteStore.Open(Leads))
        {
            Assert.False(SqliteStore.TryDelete(Leads));
            Assert.True(File.Exists(Leads));
        }

        Assert.True(SqliteStore.TryDelete(Leads));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(Leads)!));
        Assert.True(SqliteStore.TryDelete(Leads));
    }

    [Theory]
    [InlineData("hard link")]
    [InlineData("link")]
    [InlineData("linked folder")]
    [InlineData("spelling")]
    [InlineData("mount")]
    public async Task A_second_process_under_another_name_is_kept_out_until_the_first_is_killed(string how)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Links and mounts as Linux has them.");
        SqliteStore.Open(Leads).Dispose();
        using var other = Another(how);
        using var first = new CommitterProcess(Leads, oneCallALine: true);
        await first.ReadAsync(2);

        var error = Assert.Throws<BadInputException>(() => SqliteStore.Open(other.Path));

        Assert.Contains($"in use by another LeadScout (process {first.Id})", error.Message, StringComparison.Ordinal);
        await first.KillAsync();
        var name = other.Path;
        if (how is "hard link" or "mount")
        {
            // SQLite looks for the log beside the name that it is given: what was paid for would not be there, and be paid again.
            Assert.Contains(
                $"Use it by that name: Store {Leads}",
                Assert.Throws<BadInputException>(() => SqliteStore.Open(name)).Message,
                StringComparison.Ordinal);
            Assert.Throws<BadInputException>(() => SqliteStore.OpenRead(name));
            Assert.Throws<BadInputException>(() => Examination.Run(name, null, Cancellation));
            name = Leads;
        }

        using (var second = SqliteStore.Open(name))
        {
            Assert.Single(await second.CallsAsync(Committer.Job, Cancellation));
        }

        using var third = SqliteStore.Open(other.Path); // closed as it should be, it has no log
        Assert.Single(await third.CallsAsync(Committer.Job, Cancellation));
    }

    [Fact]
    public async Task A_database_moved_away_from_its_log_is_not_used_until_the_log_is_moved_along()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Killed there, too, but the log may be held a moment longer.");
        var moved = _directory.File("moved.db");
        using (var first = new CommitterProcess(Leads, oneCallALine: true))
        {
            await first.ReadAsync(2);
            await first.KillAsync();
        }

        File.Move(Leads, moved);
        Assert.Contains(
            $"mv {Leads}-wal {moved}-wal",
            Assert.Throws<BadInputException>(() => SqliteStore.Open(moved)).Message,
            StringComparison.Ordinal);
        Assert.Equal([Leads + "-shm", Leads + "-wal", moved], Directory.EnumerateFiles(_directory.Path).Order());

        File.Move(Leads + "-wal", moved + "-wal");
        using var store = SqliteStore.Open(moved);
        Assert.Single(await store.CallsAsync(Committer.Job, Cancellation));
    }

    [Fact]
    public async Task A_copy_is_a_database_of_its_own()
    {
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync([Written.Answer("a")], Cancellation);
            store.Database.Connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");
            await store.AppendAsync([Written.Answer("b")], Cancellation);
            File.Copy(Leads, _directory.File("copy.db"));
            using var copy = SqliteStore.Open(_directory.File("copy.db"));
            Assert.Equal(["a"], await copy.ReadAllAsync(null, Cancellation).Select(answer => answer.Text).ToListAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_rescue_never_takes_the_place_of_an_earlier_one_and_is_for_its_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file stays where it is there.");
        File.WriteAllText(Leads + ".rescued.db", "precious");
        using (var store = SqliteStore.Open(Leads))
        {
            TakeAway("deleted");
            var error = await Assert.ThrowsAsync<BadInputException>(() => store.AppendAsync([Written.Answer("a")], Cancellation));
            Assert.Contains($"saved in {Leads}.rescued-2.db", error.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<BadInputException>(() => store.AppendAsync([Written.Answer("b")], Cancellation));
        }

        Assert.Equal("precious", File.ReadAllText(Leads + ".rescued.db"));
        var saved = Assert.Single(Directory.EnumerateFiles(_directory.Path, "*.rescued-*"));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(saved));
        using var rescued = SqliteStore.OpenRead(saved);
        Assert.Equal(["a", "b"], await rescued.ReadAllAsync(null, Cancellation).Select(answer => answer.Text).ToListAsync(Cancellation));
    }

    [Fact]
    public void The_lock_is_nobodys_file()
    {
        File.WriteAllText(_directory.File("yarn.lock"), "# yarn lockfile v1");
        using (SqliteStore.Open(_directory.File("yarn")))
        {
            Assert.Equal("# yarn lockfile v1", File.ReadAllText(_directory.File("yarn.lock")));
        }

        Assert.Equal(["yarn", "yarn.lock"], Directory.EnumerateFiles(_directory.Path).Select(file => Path.GetFileName(file)).Order());
    }

    [Fact]
    public void An_earlier_version_at_work_is_respected()
    {
        SqliteStore.Open(Leads).Dispose();
        using (var held = new FileStream(Leads + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
        {
            held.Write("4711"u8);
            held.Flush();
            Assert.Contains("in use", Assert.Throws<BadInputException>(() => SqliteStore.Open(Leads)).Message, StringComparison.Ordinal);
        }

        SqliteStore.Open(Leads).Dispose();
        Assert.Equal("4711", File.ReadAllText(Leads + ".lock"));
    }

    [Fact]
    public async Task Readers_that_come_and_go_in_the_writers_process_do_not_open_it_to_others()
    {
        using var writer = SqliteStore.Open(Leads);
        for (var i = 0; i < 3; i++)
        {
            using var reader = SqliteStore.OpenRead(Leads);
            await reader.ListAsync(Cancellation);
        }

        using var other =
            new Process { StartInfo = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "LeadScout.Sqlite.Tests")) { RedirectStandardError = true } };
        other.StartInfo.Environment[Committer.Variable] = Leads;
        other.Start();
        Assert.Contains(
            $"process {Environment.ProcessId}", await other.StandardError.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        await other.WaitForExitAsync(Cancellation);
        Assert.NotEqual(0, other.ExitCode);
    }

    [Theory]
    [InlineData(":memory:")]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("file:x.db?mode=memory")]
    [InlineData("a\0b")]
    public void What_keeps_nothing_is_refused(string path)
    {
        Assert.Contains(
            "no file that could keep", Assert.Throws<BadInputException>(() => SqliteStore.Open(path)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "no file that could keep",
            Assert.Throws<BadInputException>(() => SqliteStore.OpenRead(path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_database_and_its_log_are_for_their_owner_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes as Unix has them.");
        using var store = SqliteStore.Open(Leads);
        await store.AppendAsync([Written.Answer("a")], Cancellation);
        Assert.All(
            Directory.EnumerateFiles(_directory.Path),
            file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("replaced")]
    [InlineData("log deleted")]
    [InlineData("log replaced")]
    public async Task A_database_that_is_taken_away_under_a_job_is_missed_at_the_next_commit_and_saved_whole(string how)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "An open file stays where it is there.");
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync([Written.Answer("a")], Cancellation);
            TakeAway(how);

            var error = await Assert.ThrowsAsync<BadInputException>(() => store.AppendAsync([Written.Answer("b")], Cancellation));
            Assert.Contains("deleted, renamed or replaced while it was in use", error.Message, StringComparison.Ordinal);
            Assert.Contains($"saved in {Leads}.rescued.db", error.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<BadInputException>(() => store.BeginAsync(Written.Intent(1, "c"), Cancellation));
        }

        File.Move(Leads + ".rescued.db", Leads, overwrite: true); // as the message says
        using var rescued = SqliteStore.Open(Leads);
        Assert.Equal(["a", "b"], await rescued.ReadAllAsync(null, Cancellation).Select(answer => answer.Text).ToListAsync(Cancellation));
        Assert.Equal("ok", rescued.Database.Connection.Value("PRAGMA integrity_check"));
        Assert.Single(await rescued.CallsAsync(Written.Job, Cancellation));
    }

    [Fact]
    public async Task The_end_of_a_job_is_confirmed_by_who_reads_it_anew()
    {
        using var store = SqliteStore.Open(Leads);
        var job = Written.SavedJob("department");
        await store.CommitAsync(Written.End(await store.BeginAsync(Written.Intent(1, "a"), Cancellation), 0.5m, Written.Answer("a")));
        await store.SaveAsync(job, Cancellation);
        var ledger = await store.CallsAsync(job.Id, Cancellation);

        await store.ConfirmAsync(job, ledger);

        var other = ledger[0] with { Cost = Money.OfDollars(0.25m) };
        Assert.Contains(
            "ledger",
            (await Assert.ThrowsAsync<BadInputException>(() => store.ConfirmAsync(job, [other]))).Message,
            StringComparison.Ordinal);
        var ended = job with { State = JobState.OutOfMoney };
        Assert.Contains(
            "examine",
            (await Assert.ThrowsAsync<BadInputException>(() => store.ConfirmAsync(ended, ledger))).Message,
            StringComparison.Ordinal);
        File.Delete(Leads);
        await Assert.ThrowsAsync<BadInputException>(() => store.ConfirmAsync(job, ledger));
    }

    public void Dispose() => _directory.Dispose();

    private void TakeAway(string how)
    {
        var file = how.StartsWith("log", StringComparison.Ordinal) ? Leads + "-wal" : Leads;
        if (how == "renamed")
        {
            File.Move(file, file + ".old");
            return;
        }

        var content = File.ReadAllBytes(file);
        File.Move(file, file + ".gone"); // its number is not given to the next file
        if (how.EndsWith("replaced", StringComparison.Ordinal))
        {
            File.WriteAllBytes(file, content);
        }
    }

    private Other Another(string how)
    {
        var name = _directory.File("other.db");
        switch (how)
        {
            case "hard link":
                Run("ln", Leads, name);
                return new Other(name);
            case "link":
                File.CreateSymbolicLink(name, Leads);
                return new Other(name);
            case "linked folder":
                Directory.CreateSymbolicLink(_directory.File("folder"), _directory.Path);
                return new Other(_directory.File("folder/leads.db"));
            case "spelling":
                return new Other($"{_directory.Path}/./../{Path.GetFileName(_directory.Path)}//leads.db");
            default:
                Assert.SkipUnless(Environment.UserName == "root", "Only the superuser mounts.");
                File.WriteAllText(name, "");
                Run("mount", "--bind", Leads, name);
                return new Other(name, () => Run("umount", name));
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private sealed class Other(string path, Action? end = null) : IDisposable
    {
        public string Path => path;

        public void Dispose() => end?.Invoke();
    }
}
