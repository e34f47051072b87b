using System.Diagnostics;
using System.Text.Json;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>A server whose disk is really full in the middle of a job, and has room again later.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task A_full_disk_ends_a_job_at_once_with_the_reason_and_with_room_again_it_goes_on_without_a_restart()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only the superuser mounts, as CI does.");
        using var folder = new Folder();
        using var disk = SmallDisk.At(folder["disk"], megabytes: 8);
        var (held, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        var calls = 0;
        await using var teacher = await StandInServer.StartAsync(new StandInOptions
        {
            Answers = Recording.Load(Samples.Answers),
            Before = async gone =>
            {
                if (Interlocked.Increment(ref calls) > 1)
                {
                    held.TrySetResult();
                    await open.Task.WaitAsync(gone);
                }
            },
        });
        await using var trial = await ServerTrial.StartAsync(
            options => options with
            {
                Database = Path.Combine(disk.Path, "leadscout.db"),
                DataFolder = Path.Combine(disk.Path, "data"),
                Teacher = "openai:stand-in",
                TeacherUrl = teacher.Url.ToString(),
            },
            folder,
            keepsFolder: true);
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));
        var job = (await trial.PostAsync(
            "/api/v1/jobs", new { list, question = "department", rowsPerCall = 4, maxError = 0.0, concurrency = 1 }, 202)).Text("job")!;
        await held.Task.WaitAsync(ServerTrial.Gone);

        disk.Fill();
        Assert.Equal("disk full", (await trial.GetAsync("/health/ready", 503)).Text("status"));
        open.SetResult();
        var stopped = await trial.StillAsync(job);
        Assert.Equal(("interrupted", "idle"), (stopped.Text("state"), stopped.Text("work")));
        Assert.Contains("full", stopped.Text("stoppedBecause")!, StringComparison.Ordinal);

        disk.Free();
        Assert.Equal("ready", (await trial.GetAsync("/health/ready")).Text("status"));
        await trial.PostAsync($"/api/v1/jobs/{job}/pause");
        await trial.PostAsync($"/api/v1/jobs/{job}/resume");
        var done = await trial.StillAsync(job);
        Assert.Equal(("done", "idle", null), (done.Text("state"), done.Text("work"), done.Text("stoppedBecause")));
        using var deleted = await trial.Client.DeleteAsync(new Uri($"/api/v1/jobs/{job}", UriKind.Relative), ServerTrial.Gone);
        Assert.True(deleted.IsSuccessStatusCode);
    }

    /// <summary>A file system of its own, in memory.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private SmallDisk(string path) => Path = path;

        public string Path { get; }

        private string Filler => System.IO.Path.Combine(Path, "filler");

        public static SmallDisk At(string path, int megabytes)
        {
            Directory.CreateDirectory(path);
            Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", path);
            return new SmallDisk(path);
        }

        /// <summary>Takes all the room there is.</summary>
        public void Fill()
        {
            using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            try
            {
                while (true)
                {
                    file.Write(new byte[4096]);
                }
            }
            catch (IOException)
            {
                // That was the last of it.
            }
        }

        public void Free() => File.Delete(Filler);

        public void Dispose() => Run("umount", "-l", Path);

        private static void Run(string command, params string[] args)
        {
            using var process = Process.Start(command, args);
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }
    }
}
