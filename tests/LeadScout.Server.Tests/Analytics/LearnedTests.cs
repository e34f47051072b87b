using System.Text;
using Xunit;

namespace LeadScout.Server.Tests.Analytics;

/// <summary>The five questions about what was learned, as the API answers them.</summary>
public sealed class LearnedTests
{
    [Fact]
    public async Task A_list_says_what_it_asked_and_what_earlier_lists_had_answered()
    {
        await using var trial = await ServerTrial.StartAsync();
        var lines = await File.ReadAllLinesAsync(Samples.Leads, ServerTrial.Gone);
        await DoneAsync(trial, "first.csv", lines[..251]);
        await DoneAsync(trial, "second.csv", [lines[0], .. lines[151..]]);

        var lists = (await trial.GetAsync("/api/v1/analytics/lists?question=department")).GetProperty("items");

        Assert.Equal(["first.csv", "second.csv"], lists.EnumerateArray().Select(list => list.Text("list")));
        Assert.Equal((0, 1), (lists[0].Number("earlierLists"), lists[1].Number("earlierLists")));
        Assert.Equal(0, lists[0].Number("knownTexts"));
        Assert.True(lists[1].Number("knownTexts") > 0);
        Assert.True(lists[1].GetProperty("askedShare").GetDouble() < lists[0].GetProperty("askedShare").GetDouble());
        Assert.Empty((await trial.GetAsync("/api/v1/analytics/lists?question=seniority")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task What_carries_it_is_told_by_words_with_their_parts_and_rows_that_are_not_counted_twice()
    {
        await using var trial = await ServerTrial.StartAsync();
        var done = await trial.SampleJobAsync();

        var groups = (await trial.GetAsync("/api/v1/analytics/carriers?question=department&take=500")).GetProperty("items").EnumerateArray().ToArray();

        Assert.Contains(groups, group => group.GetProperty("patterns").GetArrayLength() > 3);
        var names = groups.SelectMany(group => group.GetProperty("patterns").EnumerateArray().Select(pattern => pattern.Text("pattern"))).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(groups, group =>
        {
            var patterns = group.GetProperty("patterns").EnumerateArray().ToArray();
            Assert.InRange(group.Number("answers"), patterns[0].Number("answers"), patterns.Sum(pattern => pattern.Number("answers")));
            Assert.Equal(group.Number("answers"), group.GetProperty("evidence").EnumerateObject().Sum(label => label.Value.GetInt32()));
            Assert.InRange(group.Number("appliedRows"), 0, done.GetProperty("report").Number("rows"));
        });
        foreach (var sort in (string[])["applied", "errors", "answers", "strength", "name"])
        {
            var sorted = (await trial.GetAsync($"/api/v1/analytics/carriers?question=department&take=500&sort={sort}")).GetProperty("items").EnumerateArray().ToArray();
            var words = sorted.TakeWhile(group => !group.GetProperty("isPart").GetBoolean()).ToArray();
            Assert.InRange(words.Length, 50, sorted.Length - 1);
            Assert.All(words, group => Assert.Matches("^“[^…]+”$", group.Text("name"))); // a part of words comes after all words
            Assert.All(sorted[words.Length..], group => Assert.True(group.GetProperty("isPart").GetBoolean()));
            var alone = await trial.GetAsync($"/api/v1/analytics/carriers?question=department&sort={sort}&parts=true&take=1");
            Assert.Equal(sorted[words.Length].Text("name"), alone.GetProperty("items")[0].Text("name"));
            Assert.Equal(sorted.Length - words.Length, alone.Number("total"));
        }

        await trial.GetAsync("/api/v1/analytics/carriers?question=no-such-question", 404);
        await trial.GetAsync("/api/v1/analytics/carriers?question=department&sort=best", 400);
    }

    [Fact]
    public async Task Where_it_is_weak_is_told_with_examples_by_label_and_by_month()
    {
        await using var trial = await ServerTrial.StartAsync();
        await trial.SampleJobAsync();
        var before = await trial.GetAsync("/api/v1/analytics/insight?question=department");
        var standing = (await trial.PostAsync("/api/v1/classify", new { question = "department", text = "boekhouder" })).Text("label");
        await trial.PostAsync("/api/v1/answers/corrections", new { question = "department", corrections = (object[])[new { text = "boekhouder", label = "Legal" }] });

        var people = (await trial.GetAsync("/api/v1/analytics/insight?question=department")).GetProperty("people");

        Assert.Equal((0, 1), (before.GetProperty("people").Number("pairs"), people.Number("different")));
        var cell = people.GetProperty("cells")[0];
        Assert.Equal((standing, "Legal", "boekhouder"), (cell.Text("said"), cell.Text("found"), cell.GetProperty("examples")[0].GetString()));
        var labels = before.GetProperty("labels").EnumerateArray().ToArray();
        Assert.Equal(13, labels.Length);
        Assert.True(labels.Sum(label => label.Number("asked")) > 100);
        var audits = before.GetProperty("audits");
        Assert.Equal(audits.Number("pairs"), before.GetProperty("agreement").EnumerateArray().Sum(month => month.Number("audits")));

        await trial.PostAsync("/api/v1/answers/corrections/undo", new { question = "department", text = "boekhouder" });
        Assert.Equal(0, (await trial.GetAsync("/api/v1/analytics/insight?question=department")).GetProperty("people").Number("pairs"));
    }

    [Theory]
    [InlineData("month")]
    [InlineData("question")]
    [InlineData("list")]
    [InlineData("who")]
    public async Task However_the_bill_is_cut_it_comes_to_the_same(string by)
    {
        await using var trial = await ServerTrial.StartAsync();
        await trial.SampleJobAsync();
        await trial.PostAsync("/api/v1/classify", new { question = "seniority", text = "no title that the recording knows" }, 200);

        var lines = (await trial.GetAsync($"/api/v1/analytics/costs?by={by}")).EnumerateArray().ToArray();
        var months = (await trial.GetAsync("/api/v1/analytics/costs")).EnumerateArray().ToArray();

        Assert.NotEmpty(lines);
        Assert.Equal(months.Sum(line => line.Number("calls")), lines.Sum(line => line.Number("calls")));
        Assert.Equal(months.Sum(line => line.GetProperty("costUsd").GetDecimal()), lines.Sum(line => line.GetProperty("costUsd").GetDecimal()));
        Assert.Equal("bad-input", (await trial.GetAsync("/api/v1/analytics/costs?by=colour", 400)).Text("code"));
    }

    private static async Task DoneAsync(ServerTrial trial, string name, string[] lines)
    {
        var list = await trial.UploadAsync(name, Encoding.UTF8.GetBytes(string.Join("\r\n", lines) + "\r\n"));
        var job = (await trial.PostAsync("/api/v1/jobs", new { list, question = "department" }, 202)).Text("job")!;
        Assert.Equal("done", (await trial.StillAsync(job)).Text("state"));
    }
}
