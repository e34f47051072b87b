using LeadScout.Answers;
using LeadScout.Application.Reviews;
using LeadScout.Reviews;
using LeadScout.Sqlite;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>What comes after a job: a pattern retired and put back, and a look at the rows where it is worth most.</summary>
public sealed class LearnedTests(Browser browser)
{
    private const int Looks = 4;

    [Fact]
    public async Task A_pattern_is_retired_with_the_price_first_its_rows_are_asked_and_it_is_put_back()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await FinishAsync(stage, page);

        await page.GotoAsync("/learned");
        var first = page.GetByRole(AriaRole.Region, new() { Name = "Table of patterns" }).GetByRole(AriaRole.Button).First;
        var pattern = await first.InnerTextAsync();
        var calls = stage.Teacher.Stats.Calls;
        await first.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire: what would it cost?" }).ClickAsync();
        await Expect(page.GetByText("lean on it.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Asking the LLM about them instead:")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire it" }).ClickAsync();
        await Expect(page.GetByText("are to be decided anew.")).ToBeVisibleAsync();
        Assert.Equal(calls, stage.Teacher.Stats.Calls);

        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Link, new() { Name = "titles.csv" }).ClickAsync();
        await Expect(page.Locator("[data-state=reopened]")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        Assert.True(stage.Teacher.Stats.Calls > calls, "Nothing was asked anew.");

        await PutBackAsync(page, pattern);
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_review_shows_what_is_worth_most_first_and_the_word_of_a_person_counts()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        var job = await FinishAsync(stage, page);

        await page.GotoAsync($"/review/{job}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        var shown = new List<string>();
        while (shown.Count < Looks)
        {
            await Expect(page.Locator("#review-text")).Not.ToHaveTextAsync(shown.LastOrDefault() ?? "");
            shown.Add(await page.Locator("#review-text").InnerTextAsync());
            await page.Keyboard.PressAsync("Space");
        }

        var worthiest = await WorthiestAsync(stage, job);
        Assert.Equal(worthiest.Select(text => text.Text), shown);
        await page.Keyboard.PressAsync("Backspace");
        await Expect(page.Locator("#review-text")).ToHaveTextAsync(shown[^1]);
        await page.GetByRole(AriaRole.Button, new() { Name = worthiest[^1].Label == 0 ? "HR" : Lists.Labels.First().Label }).ClickAsync(); // another than it has
        await Expect(page.Locator("#review-text")).Not.ToHaveTextAsync(shown[^1]);
        await page.GotoAsync($"/jobs/{job}");
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync(shown[^1]);
        await page.GetByLabel("Find", new() { Exact = true }).PressAsync("Tab");
        await Expect(
            page.Locator(".rows tbody tr[data-row]").Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = shown[^1], Exact = true }) }).First).ToContainTextAsync("person");
        visit.NothingWasWrong();
    }

    private static async Task PutBackAsync(IPage page, string pattern)
    {
        await page.GotoAsync("/learned");
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync(pattern);
        await page.GetByLabel("Find", new() { Exact = true }).PressAsync("Tab");
        var row = page.GetByRole(AriaRole.Region, new() { Name = "Table of patterns" })
            .Locator("tbody tr")
            .Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = pattern, Exact = true }) });
        await Expect(row).ToContainTextAsync("retired");
        await row.GetByRole(AriaRole.Button).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put it back" }).ClickAsync();
        await Expect(page.GetByText("It is restored")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await Expect(row).Not.ToContainTextAsync("retired");
    }

    /// <summary>What <c>leadscout review</c> would show, in its order.</summary>
    private static async Task<LabelledText[]> WorthiestAsync(Stage stage, string job)
    {
        using var store = SqliteStore.OpenRead(Path.Combine(stage.Folder, "leadscout.db"));
        var found = await store.FindAsync(new JobId(job), TestContext.Current.CancellationToken);
        var review = await ListReview.OpenAsync(store, ReviewTarget.OfJob(found!, 0), null, 1, TestContext.Current.CancellationToken);
        var queue = review.Queue();
        var texts = new List<LabelledText>();
        while (texts.Count < Looks && queue.Next() is { } item)
        {
            texts.Add(review.List.Texts[item.Text]);
            queue.Skip(item.Text);
        }

        return [.. texts];
    }

    private static async Task<string> FinishAsync(Stage stage, IPage page)
    {
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        return page.Url.Split('/')[^1];
    }
}
