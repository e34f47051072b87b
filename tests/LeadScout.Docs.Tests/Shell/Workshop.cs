using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using LeadScout.Docs.Tests.Pages;
using LeadScout.Llm.Recorded;
using LeadScout.Postgres.Tests;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Docs.Tests.Shell;

/// <summary>Where pages are run: a folder for each, a stand-in for every provider, a PostgreSQL server.</summary>
public sealed class Workshop : IAsyncLifetime
{
    private const string Mark = "=====";

    private StandInServer? _standIn;
    private PrivateServer? _postgres;

    public async ValueTask InitializeAsync() => _standIn = await StandInServer.StartAsync(new StandInOptions
    {
        Answers = Recording.Load(Path.Join(Repository.Root, "samples/demo/department.tsv")),
        MakesUpTheRest = true,
    });

    public async ValueTask DisposeAsync()
    {
        await _standIn!.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    /// <summary>Runs blocks of a page and says what each of them said, standard error included.</summary>
    internal async Task<string[]> RunAsync(string page, IReadOnlyList<Block> commands)
    {
        using var folder = new Folder();
        Bench.Furnish(folder);
        var blocks = commands.Select(block => block.Text).ToArray();
        foreach (var address in blocks.SelectMany(block => Placeholders.SharedStore.Matches(block)).Select(match => match.Value).Distinct())
        {
            _postgres ??= await PrivateServer.StartAsync();
            var store = _postgres.Address(await _postgres.NewDatabaseAsync());
            blocks = Array.ConvertAll(blocks, block => block.Replace(address, $"'{store}'", StringComparison.Ordinal));
        }

        var port = FreePort().ToString(CultureInfo.InvariantCulture);
        blocks = Array.ConvertAll(blocks, block => Placeholders.Filled(block).Replace("127.0.0.1:5080", $"127.0.0.1:{port}", StringComparison.Ordinal));
        var script = string.Join('\n', [
            "set -eu -o pipefail", "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT", Prelude.Of(page), .. blocks.Select(block => $"echo; echo {Mark}\n{block}"),
        ]);
        var (exit, said) = await ShellAsync(folder, script);
        var parts = said.Split($"\n{Mark}\n");
        Assert.True(exit == 0, $"{page} ended with {exit}, at the end of:\n{parts[^1]}\nof the block\n{(parts.Length < 2 ? Prelude.Of(page) : blocks[parts.Length - 2])}");
        return parts[1..];
    }

    private async Task<(int Exit, string Said)> ShellAsync(Folder folder, string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec 2>&1 </dev/null\n" + script]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder["bin"]}:{start.Environment["PATH"]}";
        start.Environment["HOME"] = folder["home"];
        start.Environment["STAND_IN"] = _standIn!.Url.ToString();
        start.Environment["LEADSCOUT"] = Path.Join(Repository.Built("LeadScout.Cli"), "leadscout");
        start.Environment["BUILT"] = Path.Join(Repository.Root, "artifacts", "bin");
        start.Environment["REPOSITORY"] = Repository.Root;
        start.Environment["CONFIGURATION"] = new DirectoryInfo(AppContext.BaseDirectory).Name;
        foreach (var key in new[] { "OPENAI_API_KEY", "ANTHROPIC_API_KEY", "LEADSCOUT_TEXT_KEY", "LEADSCOUT_ADDONS", "LEADSCOUT_WEBHOOK_SECRET" })
        {
            start.Environment.Remove(key);
        }

        using var shell = Process.Start(start)!;
        var said = await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, said.ReplaceLineEndings("\n"));
    }

    // Below the ports that systems hand out by themselves, and away from those of the server's own page.
    private static int FreePort()
    {
        int[] taken = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port)];
        return Enumerable.Range(10_080, 8_000).First(port => !taken.Contains(port));
    }
}
