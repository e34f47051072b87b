using System.Text.Json;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class RowTests
{
    [Fact]
    public async Task Labels_are_counted_as_they_stand_in_the_file_and_filters_count_what_they_let_through()
    {
        await using var server = await ServerTrial.StartAsync();
        var job = (await server.SampleJobAsync()).GetProperty("job").GetString()!;
        var rows = (await server.GetAsync($"/api/v1/jobs/{job}/rows?take=500")).GetProperty("items").EnumerateArray().ToArray();

        var all = await server.GetAsync($"/api/v1/jobs/{job}/labels");
        var expected = rows.CountBy(LabelOf).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).ToArray();

        Assert.Equal((400L, 400L), (all.GetProperty("rows").GetInt64(), all.GetProperty("matches").GetInt64()));
        Assert.Equal(expected.Select(pair => (pair.Key, (long)pair.Value)), all.GetProperty("labels").EnumerateArray().Select(one => (LabelOf(one), one.GetProperty("rows").GetInt64())));
        var sales = await server.GetAsync($"/api/v1/jobs/{job}/labels?label=Sales&contains=SALES");
        Assert.Equal(rows.Count(row => LabelOf(row) == "Sales" && TextOf(row).Contains("sales", StringComparison.OrdinalIgnoreCase)), sales.GetProperty("matches").GetInt64());
        var none = await server.GetAsync($"/api/v1/jobs/{job}/rows?label=(none)&take=500");
        Assert.Equal(rows.Count(row => LabelOf(row) == "(none)"), none.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_correction_is_pending_until_it_is_written_and_so_is_one_that_is_taken_back()
    {
        await using var server = await ServerTrial.StartAsync();
        var job = (await server.SampleJobAsync()).GetProperty("job").GetString()!;
        var row = (await server.GetAsync($"/api/v1/jobs/{job}/rows?sort=rows&take=1")).GetProperty("items")[0];
        var (text, label, same) = (TextOf(row), LabelOf(row), row.GetProperty("rowsWithText").GetInt64());
        var other = label == "Legal" ? "HR" : "Legal";

        await server.PostAsync("/api/v1/answers/corrections", new { question = "department", corrections = new[] { new { text, label = other } } });
        Assert.Equal((1, same), await PendingAsync(server, job));
        var corrected = (await server.GetAsync($"/api/v1/jobs/{job}/rows?sort=rows&take=1")).GetProperty("items")[0];
        Assert.Equal((other, label), (LabelOf(corrected), corrected.GetProperty("writtenLabel").GetString()));

        await server.PostAsync("/api/v1/answers/corrections/undo", new { question = "department", text });
        Assert.Equal((0, 0L), await PendingAsync(server, job));

        await server.PostAsync("/api/v1/answers/corrections", new { question = "department", corrections = new[] { new { text, label = other } } });
        await server.PostAsync($"/api/v1/jobs/{job}/resume");
        await server.StillAsync(job);
        Assert.Equal((0, 0L), await PendingAsync(server, job));

        await server.PostAsync("/api/v1/answers/corrections/undo", new { question = "department", text });
        Assert.Equal((1, same), await PendingAsync(server, job));
        await server.PostAsync($"/api/v1/jobs/{job}/resume");
        await server.StillAsync(job);
        Assert.Equal((0, 0L), await PendingAsync(server, job));
    }

    [Fact]
    public async Task Far_rows_come_in_the_order_of_the_list_and_sorted_ones_up_to_a_bound_that_is_said()
    {
        await using var server = await ServerTrial.StartAsync();
        var job = (await server.SampleJobAsync()).GetProperty("job").GetString()!;

        foreach (var sort in new[] { "doubt", "rows", "label" })
        {
            var refused = await server.GetAsync($"/api/v1/jobs/{job}/rows?skip=5000000&sort={sort}", 400);
            Assert.Equal("bad-page", refused.GetProperty("code").GetString());
            Assert.Contains("100000", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Empty((await server.GetAsync($"/api/v1/jobs/{job}/rows?skip=99500&take=500&sort={sort}")).GetProperty("items").EnumerateArray());
        }

        await server.GetAsync($"/api/v1/jobs/{job}/rows?skip=99501&take=500&sort=rows", 400);
        Assert.Empty((await server.GetAsync($"/api/v1/jobs/{job}/rows?skip={int.MaxValue}&take=500")).GetProperty("items").EnumerateArray());
        var last = await server.GetAsync($"/api/v1/jobs/{job}/rows?skip=398&take=5");
        Assert.Equal((2, JsonValueKind.Null), (last.GetProperty("items").GetArrayLength(), last.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task An_order_that_there_is_not_is_refused()
    {
        await using var server = await ServerTrial.StartAsync();
        var job = (await server.SampleJobAsync()).GetProperty("job").GetString()!;

        Assert.Contains("Allowed: list, doubt, rows, label.", (await server.GetAsync($"/api/v1/jobs/{job}/rows?sort=size", 400)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<(int Texts, long Rows)> PendingAsync(ServerTrial server, string job)
    {
        var counts = await server.GetAsync($"/api/v1/jobs/{job}/labels");
        return (counts.GetProperty("correctedTexts").GetInt32(), counts.GetProperty("correctedRows").GetInt64());
    }

    private static string LabelOf(JsonElement row) => row.GetProperty("label").GetString() ?? "(none)";

    private static string TextOf(JsonElement row) => row.GetProperty("text").GetString()!;
}
