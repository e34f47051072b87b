using System.Text;
using System.Text.Json;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class CompareTests
{
    private const string Yaml = "name: NAME\nask: Which?\ntext: \"{Title}\"\nlabels: [Sales, IT, Other]\nrules:\n  - {label: Sales, words: [sales]}\n  - {label: RULED, words: [cloud]}\n";

    [Fact]
    public async Task Runs_over_one_file_are_compared_by_row_and_pairs_add_up_to_all_rows()
    {
        await using var server = await StartAsync();
        var list = await server.UploadAsync("titles.csv", Encoding.UTF8.GetBytes("Title\nSales lead\nCloud lead\nCloud lead\n\nCloud head\n"));
        var (one, other) = (await RunAsync(server, list, "first"), await RunAsync(server, list, "second"));

        var found = await server.GetAsync($"/api/v1/jobs/{one}/compare/{other}");

        Assert.Equal("row", found.GetProperty("matchedBy").GetString());
        Assert.Equal((4L, 1L, 0.25), (found.GetProperty("rows").GetInt64(), found.GetProperty("agreeing").GetInt64(), found.GetProperty("agreement").GetDouble()));
        Assert.Equal([("IT", "Other", 3L), ("Sales", "Sales", 1L)], PairsOf(found));
        Assert.Equal([2L, 3L, 5L], found.GetProperty("changed").EnumerateArray().Select(row => row.GetProperty("number").GetInt64()));
        Assert.Equal("done", found.GetProperty("left").GetProperty("state").GetString());
        Assert.Equal(("Which?", "Which one?"), (found.GetProperty("left").Text("ask"), found.GetProperty("right").Text("ask")));
        Assert.NotEqual(found.GetProperty("left").GetProperty("questionVersion").GetString(), found.GetProperty("right").GetProperty("questionVersion").GetString());
        var page = await server.GetAsync($"/api/v1/jobs/{one}/compare/{other}?skip=1&take=1");
        Assert.Equal(3L, Assert.Single(page.GetProperty("changed").EnumerateArray()).GetProperty("number").GetInt64());
        Assert.True(page.GetProperty("hasMore").GetBoolean());
        var none = await server.GetAsync($"/api/v1/jobs/{one}/compare/{other}?left=Sales");
        Assert.Equal(0, none.GetProperty("changed").GetArrayLength());
    }

    [Fact]
    public async Task Runs_over_the_lists_of_two_months_are_compared_by_text()
    {
        await using var server = await StartAsync();
        var january = await server.UploadAsync("january.csv", Encoding.UTF8.GetBytes("Title\nSales lead\nCloud lead\nCloud gone\n"));
        var february = await server.UploadAsync("february.csv", Encoding.UTF8.GetBytes("Title\nCloud new\ncloud  LEAD\nsales lead\nSales lead\n"));
        var (one, other) = (await RunAsync(server, january, "first"), await RunAsync(server, february, "second"));

        var found = await server.GetAsync($"/api/v1/jobs/{one}/compare/{other}");

        Assert.Equal("text", found.GetProperty("matchedBy").GetString());
        Assert.Equal((2L, 1L, 1L, 1L), (found.GetProperty("rows").GetInt64(), found.GetProperty("agreeing").GetInt64(), found.GetProperty("onlyLeft").GetInt64(), found.GetProperty("onlyRight").GetInt64()));
    }

    [Theory]
    [InlineData("0123456789ab", 404, "job-not-found")]
    [InlineData("nonsense", 404, "job-not-found")]
    [InlineData("SAME", 400, "bad-input")]
    public async Task What_can_not_be_compared_is_refused(string with, int status, string code)
    {
        await using var server = await StartAsync();
        var list = await server.UploadAsync("titles.csv", Encoding.UTF8.GetBytes("Title\nSales lead\n"));
        var job = await RunAsync(server, list, "first");

        var refused = await server.GetAsync($"/api/v1/jobs/{job}/compare/{(with == "SAME" ? job : with)}", status);

        Assert.Equal(code, refused.GetProperty("code").GetString());
    }

    private static IEnumerable<(string? Left, string? Right, long Rows)> PairsOf(JsonElement found) =>
        found.GetProperty("confusion").EnumerateArray().Select(pair => (pair.GetProperty("left").GetString(), pair.GetProperty("right").GetString(), pair.GetProperty("rows").GetInt64()));

    private static async Task<ServerTrial> StartAsync()
    {
        var server = await ServerTrial.StartAsync();
        await server.PostAsync("/api/v1/questions", new { yaml = Yaml.Replace("NAME", "first", StringComparison.Ordinal).Replace("RULED", "IT", StringComparison.Ordinal) }, 201);
        await server.PostAsync("/api/v1/questions", new { yaml = Yaml.Replace("NAME", "second", StringComparison.Ordinal).Replace("RULED", "Other", StringComparison.Ordinal).Replace("Which?", "Which one?", StringComparison.Ordinal) }, 201);
        return server;
    }

    private static async Task<string> RunAsync(ServerTrial server, string list, string question)
    {
        var job = (await server.PostAsync("/api/v1/jobs", new { list, question }, 202)).GetProperty("job").GetString()!;
        await server.StillAsync(job);
        return job;
    }
}
