using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using LeadScout.Questions;

namespace LeadScout.Files.Tests;

[SuppressMessage("Interoperability", "CA1416", Justification = "What Windows lacks is skipped there.")]
public sealed class TargetFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("leadscout-target-");

    [Fact]
    public void A_link_stays_and_the_file_that_it_leads_to_is_replaced()
    {
        Directory.CreateDirectory(Path("far"));
        File.WriteAllText(Path("far/real.csv"), "before");
        File.CreateSymbolicLink(Path("out.csv"), "far/real.csv");

        Write("out.csv", "after");

        Assert.Equal("far/real.csv", new FileInfo(Path("out.csv")).LinkTarget);
        Assert.Equal("after", File.ReadAllText(Path("far/real.csv")));
    }

    [Fact]
    public void A_link_that_leads_nowhere_yet_leads_to_the_result_afterwards()
    {
        File.CreateSymbolicLink(Path("out.csv"), Path("real.csv"));

        Write("out.csv", "after");

        Assert.Equal((Path("real.csv"), "after"), (new FileInfo(Path("out.csv")).LinkTarget, File.ReadAllText(Path("real.csv"))));
    }

    [Fact]
    public void What_lies_under_the_temporary_name_is_never_written_through()
    {
        File.WriteAllText(Path("precious"), "precious");
        File.CreateSymbolicLink(Path("out.csv.leadscout.tmp"), Path("precious"));

        Write("out.csv", "after");

        Assert.Equal(("precious", "after"), (File.ReadAllText(Path("precious")), File.ReadAllText(Path("out.csv"))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("link.csv")]
    public void A_pipe_is_refused_and_stays(string? link)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes as Unix has them.");
        Run("mkfifo", Path("out.csv"));
        if (link is not null)
        {
            File.CreateSymbolicLink(Path(link), Path("out.csv"));
        }

        var error = Assert.Throws<BadInputException>(() => new TargetFile(Path(link ?? "out.csv")));

        Assert.Contains("is a device or a pipe", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path("out.csv")));
    }

    [Fact]
    public void A_device_behind_a_link_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Devices as Unix has them.");
        File.CreateSymbolicLink(Path("out.csv"), "/dev/null");

        Assert.Contains(
            "is a device or a pipe",
            Assert.Throws<BadInputException>(() => new TargetFile(Path("out.csv"))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("600", "600")]
    [InlineData("640", "640")]
    [InlineData("644", "644")]
    [InlineData("660", "660")]
    [InlineData("400", "600")]
    public void A_new_result_may_be_read_by_whom_the_list_may_be_read_by(string list, string result)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes as Unix has them.");
        File.WriteAllText(Path("leads.csv"), "");
        File.SetUnixFileMode(Path("leads.csv"), (UnixFileMode)Convert.ToInt32(list, 8));

        Write("out.csv", "new", Path("leads.csv"));

        Assert.Equal(result, ModeOf("out.csv"));
    }

    [Theory]
    [InlineData("600")]
    [InlineData("666")]
    [InlineData("755")]
    public void A_result_that_was_there_keeps_its_mode(string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Modes as Unix has them.");
        File.WriteAllText(Path("leads.csv"), "");
        File.WriteAllText(Path("out.csv"), "before");
        File.SetUnixFileMode(Path("out.csv"), (UnixFileMode)Convert.ToInt32(mode, 8));

        Write("out.csv", "after", Path("leads.csv"));

        Assert.Equal((mode, "after"), (ModeOf("out.csv"), File.ReadAllText(Path("out.csv"))));
    }

    [Fact]
    public void Bytes_that_are_written_over_belong_to_what_is_read_back()
    {
        using (var target = new TargetFile(Path("out.csv")))
        {
            target.Stream.Write(new byte[3_000_000]);
            target.Stream.Position = 1_048_570; // over a block's end
            target.Stream.Write("twelve bytes"u8);
            target.Stream.Position = 1_048_574;
            target.Stream.Write("over"u8);
            target.Stream.Position = 3_000_000;
            target.Stream.Write("end"u8);
            target.Complete();
        }

        var bytes = File.ReadAllBytes(Path("out.csv"));
        Assert.Equal(3_000_003, bytes.Length);
        Assert.Equal("twelover", System.Text.Encoding.ASCII.GetString(bytes, 1_048_570, 8));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_500_000)]
    [InlineData(2_999_999)]
    public void Bytes_that_change_before_it_is_complete_leave_the_old_file_in_place(int at)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Another handle can't be had there.");
        File.WriteAllText(Path("out.csv"), "before");
        using (var target = new TargetFile(Path("out.csv")))
        {
            target.Stream.Write(new byte[3_000_000]);
            target.Stream.Flush();
            Run("sh", "-c", $"printf x | dd of='{Path("out.csv.leadscout.tmp")}' bs=1 seek={at} conv=notrunc status=none");

            var error = Assert.Throws<BadInputException>(target.Complete);

            Assert.Contains("is not what was written", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal(["out.csv"], Directory.EnumerateFiles(_directory.FullName).Select(name => System.IO.Path.GetFileName(name)));
        Assert.Equal("before", File.ReadAllText(Path("out.csv")));
    }

    public void Dispose() => _directory.Delete(recursive: true);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string Path(string name) => System.IO.Path.Combine(_directory.FullName, name);

    private string ModeOf(string name) => Convert.ToString((int)File.GetUnixFileMode(Path(name)), 8);

    private void Write(string name, string content, string? like = null)
    {
        using var target = new TargetFile(Path(name), like);
        target.Stream.Write(System.Text.Encoding.UTF8.GetBytes(content));
        target.Complete();
    }
}
