using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace LeadScout.Packages.Tests;

/// <summary>Who uses the packages: the samples, restored from them alone into an empty folder, and the tool.</summary>
public sealed class ConsumerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_console_sample_builds_without_a_providers_library_and_runs()
    {
        string folder = Feed.Sample("Console", "plain");
        await Command.RunAsync(folder, "dotnet", "build", "-c", "Release", "-o", "out");
        AssertConsole(await Command.RunAsync(folder, "dotnet", "out/Console.dll"));

        string assets = await File.ReadAllTextAsync(Path.Join(folder, "obj/project.assets.json"), Stop);
        using var restored = JsonDocument.Parse(assets);
        var names = restored.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/')[0]).ToArray();
        Assert.Contains("LeadScout", names);
        Assert.Empty(names.Intersect(["Anthropic", "OpenAI", "OllamaSharp", "Dapper"]));
    }

    [Fact]
    public async Task The_console_sample_runs_trimmed_and_without_a_warning_of_ours()
    {
        string folder = Feed.Sample("Console", "trimmed");
        string said = await Command.RunAsync(
            folder, "dotnet", "publish", "-c", "Release", "--use-current-runtime", "--self-contained", "-p:PublishTrimmed=true",
            "-p:TrimmerSingleWarn=false", "-o", "out");
        Assert.DoesNotContain(said.Split('\n'), line => line.Contains("warning IL", StringComparison.Ordinal) && line.Contains("LeadScout", StringComparison.Ordinal));
        AssertConsole(await Command.RunAsync(folder, Path.Join(folder, "out", OperatingSystem.IsWindows() ? "Console.exe" : "Console")));
    }

    [Fact]
    public async Task The_web_sample_serves_its_own_endpoint_the_api_and_the_dashboard()
    {
        string folder = Feed.Sample("Web", "plain");
        await Command.RunAsync(folder, "dotnet", "publish", "-c", "Release", "-o", "out");
        using var app = Command.Start(Path.Join(folder, "out"), "dotnet", "Web.dll", "--urls", "http://127.0.0.1:0");
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressAsync(app) };
            Assert.Equal("Sales", await client.GetStringAsync("/department?title=Sales%20Manager", Stop));
            Assert.Contains("department", await client.GetStringAsync("/leadscout/api/v1/questions", Stop), StringComparison.Ordinal);
            string page = await client.GetStringAsync("/leadscout/", Stop);
            Assert.Contains("<base href=\"/leadscout/\"", page, StringComparison.Ordinal);
            foreach (string part in Parts(page))
            {
                using var response = await client.GetAsync("/leadscout/" + part, Stop);
                Assert.True(response.IsSuccessStatusCode, $"{part}: {response.StatusCode}");
            }
        }
        finally
        {
            app.Kill(entireProcessTree: true);
            await app.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task The_tool_is_installed_from_its_package_and_shows_its_demo()
    {
        string tools = Path.Join(Feed.Root, "tools");
        await Command.RunAsync(Feed.Root, "dotnet", "tool", "install", "LeadScout.Cli", "--tool-path", tools, "--configfile", Path.Join(Feed.Root, "nuget.config"));
        string said = await Command.RunAsync(Directory.CreateDirectory(Path.Join(Feed.Root, "demo")).FullName, Path.Join(tools, "leadscout"), "demo");
        Assert.Contains("7,000 leads", said, StringComparison.Ordinal);
    }

    private static void AssertConsole(string said)
    {
        Assert.Contains("VP Sales: Sales", said, StringComparison.Ordinal);
        Assert.Contains("Junior IT: IT", said, StringComparison.Ordinal);
        Assert.Contains("Done: 8 of 8 labelled", said, StringComparison.Ordinal);
    }

    // The scripts and styles of a page.
    private static IEnumerable<string> Parts(string page) =>
        page.Split('"').Where(part => part.StartsWith("_content/", StringComparison.Ordinal) || part.StartsWith("_framework/", StringComparison.Ordinal));

    // Where an app listens, by its own word: a port that was free before it started may be taken by then.
    private static async Task<Uri> AddressAsync(Process app)
    {
        const string Listening = "Now listening on: ";
        var said = new StringBuilder();
        while (await app.StandardOutput.ReadLineAsync(Stop) is { } line)
        {
            said.AppendLine(line);
            int at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at >= 0)
            {
                return new Uri(line[(at + Listening.Length)..].Trim());
            }
        }

        throw new InvalidOperationException($"The app ended before it listened:\n{said}{await app.StandardError.ReadToEndAsync(Stop)}");
    }
}
