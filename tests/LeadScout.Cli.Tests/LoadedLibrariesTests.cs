using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What everyday commands load, as the kernel sees it: a start takes no longer for what was not asked for.</summary>
public sealed partial class LoadedLibrariesTests : IDisposable
{
    private const string Teacher = "--question department --teacher recorded:answers.tsv";

    private static readonly string[] Store =
        ["Microsoft.Data.Sqlite", "SQLitePCLRaw.batteries_v2", "SQLitePCLRaw.core", "SQLitePCLRaw.provider.e_sqlite3"];

    private static readonly string[] Own =
        ["leadscout", "LeadScout.Application", "LeadScout.Core", "LeadScout.Llm", "LeadScout.Sqlite", "System.CommandLine", .. Store];

    private static readonly (string Command, string[] Needed)[] Commands =
    [
        ("--version", ["leadscout"]),
        ($"ask CFO {Teacher}", [.. Own, "LeadScout.Files", "Microsoft.Extensions.AI.Abstractions"]),
        ("jobs list", [.. Own, "Spectre.Console", "Spectre.Console.Ansi"]),
        (
            $"classify leads.csv {Teacher}",
            [.. Own, "LeadScout.Files", "Microsoft.Extensions.AI.Abstractions", "Spectre.Console", "Spectre.Console.Ansi", "Sylvan.Data.Csv"]),
    ];

    // What .NET itself brings, and only a server, a provider or a workbook needs.
    private static readonly string[] Heavy =
    [
        "Microsoft.AspNetCore", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
        "System.Linq.Expressions", "System.Net.Http", "System.Private.Xml",
    ];

    private readonly Folder _folder = new();

    [Fact]
    public async Task Commands_over_what_is_known_load_what_they_need_and_no_more()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "strace is Linux's.");
        _folder.Write("leads.csv", "Job Title\nCFO\nRecruiter\n");
        _folder.Write("answers.tsv", Trial.Answers);
        await LeadScoutProcess.RunAsync(_folder.Path, null, ["classify", "leads.csv", .. Teacher.Split(' ')]);

        foreach (var (command, needed) in Commands)
        {
            var loaded = await LoadedByAsync(command.Split(' '));

            Assert.Contains("leadscout", loaded);
            Assert.Equal((command, []), (command, loaded.Where(IsOurs).Except(needed).Except(["System.IO.Hashing"]).ToArray()));
            Assert.DoesNotContain(loaded, name => Array.Exists(Heavy, heavy => name.StartsWith(heavy, StringComparison.Ordinal)));
        }
    }

    public void Dispose() => _folder.Dispose();

    // The others are .NET's own and lie elsewhere.
    private static bool IsOurs(string library) =>
        File.Exists(Path.Join(Path.GetDirectoryName(LeadScoutProcess.Executable), library + ".dll"));

    private async Task<string[]> LoadedByAsync(string[] command)
    {
        foreach (var old in Directory.GetFiles(_folder.Path, "opened.*"))
        {
            File.Delete(old);
        }

        // A file for each thread.
        var start = new ProcessStartInfo(
            "strace", ["-ff", "-qq", "-o", "opened", "-e", "trace=openat", LeadScoutProcess.Executable, .. command])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        Assert.True(process.ExitCode == 0, await error);
        var opened = Directory.GetFiles(_folder.Path, "opened.*").SelectMany(File.ReadLines);
        return [.. opened.Select(line => Opened().Match(line).Groups[1].Value).Where(name => name.Length > 0).Distinct()];
    }

    // Found, not looked for in vain.
    [GeneratedRegex("""/([^/"]+)\.dll", [^)]*\) = [0-9]""")]
    private static partial Regex Opened();
}
