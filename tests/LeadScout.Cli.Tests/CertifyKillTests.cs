using System.Globalization;
using System.Text;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>A process that puts labels to the proof and is killed in the midst of it: given again, it comes to the same and asks nothing twice that was answered.</summary>
public sealed class CertifyKillTests
{
    private const int Titles = 600;
    private static readonly string[] Labels = ["Sales", "Marketing", "Finance", "IT"];

    [Fact]
    public Task Certify_goes_on_where_it_was_killed() => KilledAsync(folder => Task.FromResult<string[]>(
        ["certify", List(folder), "--label-column", "department", "--question", "department", "--fix", "fixed.csv"]));

    [Fact]
    public Task Recheck_goes_on_where_it_was_killed() => KilledAsync(async folder =>
    {
        List(folder);
        folder.Write("leads.csv", "Job Title\n" + string.Concat(Enumerable.Range(0, Titles).Select(i => $"Title {i}\n")));
        var job = await LeadScoutProcess.RunAsync(
            folder.Path, null, "classify", "leads.csv", "--question", "department", "--teacher", "recorded:given.tsv", "--max-error", "0%", "--format", "json");
        Assert.True(job.ExitCode == 0, job.Error);
        return ["recheck", job.Text("job")!];
    });

    private static async Task KilledAsync(Func<Folder, Task<string[]>> commandIn)
    {
        var (whole, expected) = await RunAsync(commandIn, killsAfter: null);
        var (killed, found) = await RunAsync(commandIn, killsAfter: 80);

        Assert.True(whole.ExitCode is 0 or 5, whole.Error);
        Assert.Equal((whole.ExitCode, whole.Text("job")), (killed.ExitCode, killed.Text("job")));
        Assert.Equal(whole.Json.GetProperty("certified").GetRawText(), killed.Json.GetProperty("certified").GetRawText());
        Assert.Equal(expected, found);
        Assert.InRange(killed.Number("lostCalls"), 0, 1);
    }

    private static async Task<(Run Run, string? Fixed)> RunAsync(Func<Folder, Task<string[]>> commandIn, int? killsAfter)
    {
        using var folder = new Folder();
        var midway = new TaskCompletionSource();
        await using var server = await StandInServer.StartAsync(new StandInOptions
        {
            Answers = Recording.Load(folder.Write(
                "right.tsv", "text\tlabel\n" + string.Concat(Enumerable.Range(0, Titles).Select(i => $"Title {i}\t{Labels[i % Labels.Length]}\n")))),
            Model = asked =>
            {
                if (asked > killsAfter)
                {
                    midway.TrySetResult();
                }

                return "stand-in";
            },
        });
        string[] command =
        [
            .. await commandIn(folder), "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--max-error", "1%", "--rows-per-call", "10",
            "--concurrency", "1", "--format", "json",
        ];
        if (killsAfter is not null)
        {
            using var victim = LeadScoutProcess.Start(folder.Path, "key", command);
            await Task.WhenAny(midway.Task, victim.EndAsync());
            Assert.False(victim.HasExited, "It was done before it could be killed: the test proves nothing.");
            victim.Kill();
            await victim.EndAsync();
        }

        var run = await LeadScoutProcess.RunAsync(folder.Path, "key", command);
        return (run, File.Exists(folder["fixed.csv"]) ? await File.ReadAllTextAsync(folder["fixed.csv"], TestContext.Current.CancellationToken) : null);
    }

    /// <summary>One label in a hundred is another one; so many may be, so that it takes long.</summary>
    private static string List(Folder folder)
    {
        var (csv, answers) = (new StringBuilder("Job Title,department\n"), new StringBuilder("text\tlabel\n"));
        for (var i = 0; i < Titles; i++)
        {
            var label = Labels[(i % 100 == 7 ? i + 1 : i) % Labels.Length];
            csv.Append(CultureInfo.InvariantCulture, $"Title {i},{label}\n");
            answers.Append(CultureInfo.InvariantCulture, $"Title {i}\t{label}\n");
        }

        folder.Write("given.tsv", answers.ToString());
        folder.Write("given.csv", csv.ToString());
        return "given.csv";
    }
}
