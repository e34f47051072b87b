using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>
/// What docs/server.md shows is what happens: its commands are run in a shell, and what it prints under them must be part of what they say.
/// </summary>
public sealed partial class DocumentationTests
{
    private const string Anything = "…";

    private static readonly string Page = File.ReadAllText(Samples.Find("docs/server.md"));

    [Fact]
    public async Task The_examples_run_from_top_to_bottom_and_say_what_the_page_says()
    {
        using var folder = new Folder();
        Directory.CreateDirectory(folder["samples"]);
        File.Copy(Samples.Leads, folder["samples/leads.csv"]);
        File.Copy(Samples.Answers, folder["samples/department.tsv"]);
        var blocks = Block().Matches(Page).Select(match => (Kind: match.Groups[1].Value, Text: match.Groups[2].Value)).ToArray();
        var said = await RunAsync(folder, blocks.Where(block => block.Kind == "sh").Select(block => block.Text));

        var at = -1;
        Queue<string> lines = [];
        foreach (var (kind, text) in blocks)
        {
            if (kind == "sh")
            {
                lines = new Queue<string>(said[++at].Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }
            else if (kind == "json")
            {
                AssertPart(text, lines.Dequeue());
            }
            else if (at < said.Length - 1)
            {
                Assert.Equal(text.Trim(), lines.Dequeue().Trim());
            }
        }
    }

    [Fact]
    public void Every_code_of_a_refusal_is_on_the_page()
    {
        var source = Directory.EnumerateFiles(Samples.Find("src/LeadScout.Server"), "*.cs", SearchOption.AllDirectories)
            .Select(File.ReadAllText);
        var codes = source.SelectMany(text => Code().Matches(text)).Select(match => match.Groups[1].Value).Distinct();
        Assert.DoesNotContain(codes, code => !Page.Contains($"`{code}`", StringComparison.Ordinal));
    }

    private static async Task<string[]> RunAsync(Folder folder, IEnumerable<string> blocks)
    {
        const string Mark = "=====";
        var script = "trap 'kill $! 2>/dev/null' EXIT\n" + string.Join($"\necho; echo {Mark}\n", blocks)
            .Replace("5080", FreePort().ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(LeadScoutProcess.Executable)}:{Environment.GetEnvironmentVariable("PATH")}";
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(ServerTrial.Gone);
        await shell.WaitForExitAsync(ServerTrial.Gone);
        // Arrays of one line each, as curl leaves no line end after a body.
        return [.. output.Replace("}{", "}\n{", StringComparison.Ordinal).Replace("]{", "]\n{", StringComparison.Ordinal).Replace("}[", "}\n[", StringComparison.Ordinal)
            .Split(Mark).Select(part => string.Join('\n', part.Split('\n').Where(line => !line.StartsWith("LeadScout is at", StringComparison.Ordinal))))];
    }

    // Below the ports that systems hand out by themselves: no other test can be given it before the server listens.
    private static int FreePort()
    {
        int[] taken = [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port)];
        return Enumerable.Range(20_080, 10_000).First(port => !taken.Contains(port));
    }

    private static void AssertPart(string expected, string actual)
    {
        using var wanted = JsonDocument.Parse(expected);
        using var said = JsonDocument.Parse(actual);
        AssertPart(wanted.RootElement, said.RootElement, "$", actual);
    }

    private static void AssertPart(JsonElement wanted, JsonElement said, string where, string all)
    {
        if (wanted.ValueKind == JsonValueKind.String && wanted.GetString() == Anything)
        {
            return;
        }

        Assert.True(wanted.ValueKind == said.ValueKind, $"{where}: {wanted} is not {said} in {all}");
        switch (wanted.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in wanted.EnumerateObject())
                {
                    Assert.True(said.TryGetProperty(property.Name, out var value), $"{where}.{property.Name} is not in {all}");
                    AssertPart(property.Value, value, $"{where}.{property.Name}", all);
                }

                break;
            case JsonValueKind.Array:
                Assert.True(wanted.GetArrayLength() <= said.GetArrayLength(), $"{where} has more than {all}");
                foreach (var (index, item) in wanted.EnumerateArray().Index())
                {
                    AssertPart(item, said[index], $"{where}[{index}]", all);
                }

                break;
            default:
                Assert.True(
                    wanted.GetRawText() == said.GetRawText()
                        || (wanted.ValueKind == JsonValueKind.String && wanted.GetString() == said.GetString()),
                    $"{where}: {wanted} is not {said} in {all}");
                break;
        }
    }

    [GeneratedRegex("^```(sh|json|text)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("\"([a-z]+(?:-[a-z]+)+)\", (?:[0-9]{3}|StatusCodes)")]
    private static partial Regex Code();
}
