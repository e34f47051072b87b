using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScout.Sqlite;
using LeadScout.Teaching;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>What one job saved, as the page, the API, the report on record and the command line tell it.</summary>
public sealed class FigureTests(Browser browser)
{
    private static readonly string[] Steps = ["rowByRow", "batched", "eachTextOnce", "notKnownBefore", "asked"];

    [Fact]
    public async Task One_job_has_the_same_figures_everywhere_fresh_running_paused_and_done()
    {
        await using var stage = await Stage.SetAsync(calls: 2);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;

        // Fresh: nothing decided, nothing saved, and nobody says so.
        await stage.OrderAsync(page);
        await PressAsync(page, "Start");
        await stage.HoldsAsync();
        await Expect(page.GetByText("in flight, about")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new("What it saved") })).ToBeVisibleAsync();
        var running = await JobAsync(stage);
        Assert.Equal("running", running.GetProperty("state").GetString());
        await Expect(page.Locator("[data-headline]")).ToHaveTextAsync(HeadlineOf(running));
        Assert.StartsWith("So far ", HeadlineOf(running), StringComparison.Ordinal);
        await SameOnPageAsync(page, running.GetProperty("progress").GetProperty("savings"));
        await using (var another = await browser.VisitAsync(stage.Server.Url))
        {
            // What is asked and spent counts in the totals before the job has kept a report.
            var progress = running.GetProperty("progress");
            await another.GoAsync("/");
            await Expect(TotalOf(another.Page, "Texts asked")).ToHaveTextAsync(Text(progress.GetProperty("askedTexts").GetInt64()));
            await Expect(TotalOf(another.Page, "Spent")).ToContainTextAsync(Money.OfDollars(progress.GetProperty("spentUsd").GetDecimal()).ToString());
            Assert.True(progress.GetProperty("askedTexts").GetInt64() > 0);
        }

        await PressAsync(page, "Pause");
        stage.Release();
        await Expect(page.Locator("[data-state=paused]")).ToBeVisibleAsync();
        await SameEverywhereAsync(stage, page, "interrupted");
        await SameSentenceAsync(stage, page, "Paused: ");

        await PressAsync(page, "Resume");
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await SameEverywhereAsync(stage, page, "done");
        await SameSentenceAsync(stage, page, "Saved ");
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_job_whose_spending_limit_allows_no_call_has_saved_nothing_anywhere()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);
        await visit.Page.GetByLabel("Spending limit, US $").FillAsync("0.000001");
        await visit.Page.GetByLabel("Spending limit, US $").BlurAsync();
        await PressAsync(visit.Page, "Start");
        await Expect(visit.Page.GetByText("spending limit reached").First).ToBeVisibleAsync();

        var savings = (await JobAsync(stage)).GetProperty("report").GetProperty("savings");

        Assert.Equal(0, savings.GetProperty("rows").GetInt64());
        Assert.DoesNotContain("% less", await visit.Page.InnerTextAsync("body"), StringComparison.Ordinal);
        await Expect(visit.Page.GetByText("What it saved")).ToHaveCountAsync(0);
        Assert.DoesNotContain("% less", await ShownAsync(stage), StringComparison.Ordinal);
        Assert.DoesNotContain("% saved", await ShownAsync(stage), StringComparison.Ordinal);
        Assert.DoesNotContain("free", await ShownAsync(stage), StringComparison.Ordinal);
        await SameSentenceAsync(stage, visit.Page, "Stopped at the spending limit: nothing is decided yet.");
    }

    [Fact]
    public async Task A_fresh_job_says_everywhere_that_nothing_is_decided()
    {
        await using var stage = await Stage.SetAsync(calls: 0);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);
        await PressAsync(visit.Page, "Start");
        await stage.HoldsAsync();
        await Expect(visit.Page.GetByText("in flight, about")).ToBeVisibleAsync();

        var fresh = await JobAsync(stage);

        Assert.Equal("Nothing is decided yet.", HeadlineOf(fresh));
        await Expect(visit.Page.Locator("[data-headline]")).ToHaveTextAsync("Nothing is decided yet.");
        await Expect(visit.Page.GetByText("What it saved")).ToHaveCountAsync(0);
        Assert.Equal(0, fresh.GetProperty("progress").GetProperty("savings").GetProperty("rows").GetInt64());
        Assert.Contains("\n  At work.\n", await ShownAsync(stage), StringComparison.Ordinal);
        Assert.DoesNotContain("% less", await ShownAsync(stage), StringComparison.Ordinal);
        await visit.GoAsync("/");
        await Expect(visit.Page.Locator("[data-job]")).ToContainTextAsync("Nothing is decided yet.");
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_job_that_its_limit_stops_half_way_speaks_of_its_decided_rows_everywhere()
    {
        await using var stage = await Stage.SetAsync(calls: 2);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);
        await PressAsync(visit.Page, "Start");
        await stage.HoldsAsync();
        await Expect(visit.Page.GetByText("in flight, about")).ToBeVisibleAsync();
        await PressAsync(visit.Page, "Pause");
        stage.Release();
        await Expect(visit.Page.Locator("[data-state=paused]")).ToBeVisibleAsync();
        var paused = await JobAsync(stage);
        using var client = new HttpClient { BaseAddress = new Uri(stage.Server.Url) };
        using var resumed = await client.PostAsJsonAsync(
            $"/api/v1/jobs/{paused.GetProperty("job").GetString()}/resume",
            new { maxCostUsd = paused.GetProperty("report").GetProperty("costUsd").GetDecimal() + 0.000001m },
            TestContext.Current.CancellationToken);
        await visit.Page.ReloadAsync();
        await Expect(visit.Page.Locator("[data-state='spending limit reached']")).ToBeVisibleAsync();

        await SameEverywhereAsync(stage, visit.Page, "out-of-money");
        await SameSentenceAsync(stage, visit.Page, "Stopped at the spending limit: ");
        Assert.DoesNotContain("at most", HeadlineOf(await JobAsync(stage)), StringComparison.Ordinal);
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_list_of_which_nothing_is_learned_saves_by_batching_alone_and_says_so()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.UploadAsync(visit.Page, "few.csv", "Job Title\n" + string.Join('\n', Lists.Titles.Take(12).Select(title => title.Title)) + "\n");
        await visit.Page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await PressAsync(visit.Page, "Start");
        await Expect(visit.Page.Locator("[data-state=done]")).ToBeVisibleAsync();

        await SameEverywhereAsync(stage, visit.Page, "done");
        await SameSentenceAsync(stage, visit.Page, "Saved ");
        var job = await JobAsync(stage);
        var savings = job.GetProperty("report").GetProperty("savings");
        Assert.Equal(12, savings.GetProperty("asked").GetProperty("texts").GetInt64());
        Assert.Contains("nothing of the rest by learning", HeadlineOf(job), StringComparison.Ordinal);
        var learned = visit.Page.Locator("section[aria-labelledby=saved-title] tbody tr").Last;
        await Expect(learned).ToContainTextAsync("the same");
        Assert.Matches(@"\n  learned from answers +12 +1 .*the same", await ShownAsync(stage));
        visit.NothingWasWrong();
    }

    private static async Task SameEverywhereAsync(Stage stage, IPage page, string state)
    {
        var api = await JobAsync(stage);
        var savings = api.GetProperty("report").GetProperty("savings");
        Assert.Equal((state, "idle"), (api.GetProperty("state").GetString(), api.GetProperty("work").GetString()));
        Assert.Equal(api.GetProperty("report").GetProperty("rowByRowCostUsd").GetDecimal(), savings.GetProperty("rowByRow").GetProperty("costUsd").GetDecimal());
        await SameOnPageAsync(page, savings);

        var shown = await ShownAsync(stage);
        foreach (var (texts, calls) in FiguresOf(savings))
        {
            Assert.Matches($@"\n  \w[\w ]+ {Regex.Escape(texts)} +{Regex.Escape(calls)} ", shown);
        }

        using var store = SqliteStore.OpenRead(Path.Combine(stage.Folder, "leadscout.db"));
        var report = Assert.Single(await store.ListAsync(TestContext.Current.CancellationToken)).Report!.Savings!;
        Assert.Equal(
            (report.Rows, report.RowByRow.Cost!.Value.Dollars, report.Asked.Texts, report.Asked.Calls),
            (savings.GetProperty("rows").GetInt64(), savings.GetProperty("rowByRow").GetProperty("costUsd").GetDecimal(),
             savings.GetProperty("asked").GetProperty("texts").GetInt64(), savings.GetProperty("asked").GetProperty("calls").GetInt64()));
        Assert.True(report.Rows > 0 && report.Asked.Texts > 0, report.ToString());
    }

    private static ILocator TotalOf(IPage page, string name) => page.Locator("dl.figures > div", new() { HasText = name }).Locator("dd");

    private static string HeadlineOf(JsonElement job) => job.GetProperty("headline").GetProperty("text").GetString()!;

    /// <summary>The job in one sentence: on its page, on the first page, over the API, and on the command line as text and as JSON.</summary>
    private static async Task SameSentenceAsync(Stage stage, IPage page, string begins)
    {
        var job = await JobAsync(stage);
        var says = HeadlineOf(job);
        Assert.StartsWith(begins, says, StringComparison.Ordinal);
        await Expect(page.Locator("[data-headline]")).ToHaveTextAsync(says);
        Assert.Contains($"\n  {says}\n", await ShownAsync(stage), StringComparison.Ordinal);
        var shown = await ServerProcess.RunAsync(stage.Folder, "jobs", "show", job.GetProperty("job").GetString()!, "--format", "json");
        Assert.Equal(says, HeadlineOf(JsonDocument.Parse(shown).RootElement));
        var here = page.Url;
        await page.GotoAsync("/");
        await Expect(page.Locator("[data-job]")).ToContainTextAsync(says);
        await page.GotoAsync(here);
        await Expect(page.Locator("[data-headline]")).ToHaveTextAsync(says);
    }

    private static async Task SameOnPageAsync(IPage page, JsonElement savings)
    {
        var rows = page.Locator("section[aria-labelledby=saved-title] tbody tr");
        foreach (var (at, (texts, calls)) in FiguresOf(savings).Index())
        {
            await Expect(rows.Nth(at).Locator("td").Nth(0)).ToHaveTextAsync(texts);
            await Expect(rows.Nth(at).Locator("td").Nth(1)).ToHaveTextAsync(calls);
        }
    }

    /// <summary>Texts and calls of each step, as people read them; what was known before is a step of its own only where there is some.</summary>
    private static IEnumerable<(string Texts, string Calls)> FiguresOf(JsonElement savings)
    {
        return Steps
            .Where(step => step != "notKnownBefore" || TextsOf(step) < TextsOf("eachTextOnce"))
            .Select(step => (Text(TextsOf(step)), Text(savings.GetProperty(step).GetProperty("calls").GetInt64())));

        long TextsOf(string step) => savings.GetProperty(step).GetProperty("texts").GetInt64();
    }

    private static string Text(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static async Task<JsonElement> JobAsync(Stage stage)
    {
        using var client = new HttpClient { BaseAddress = new Uri(stage.Server.Url) };
        var jobs = await client.GetFromJsonAsync<JsonElement>("/api/v1/jobs", TestContext.Current.CancellationToken);
        var id = jobs.GetProperty("items")[0].GetProperty("job").GetString();
        return await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{id}", TestContext.Current.CancellationToken);
    }

    private static async Task<string> ShownAsync(Stage stage) =>
        await ServerProcess.RunAsync(stage.Folder, "jobs", "show", (await JobAsync(stage)).GetProperty("job").GetString()!);

    private static Task PressAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
