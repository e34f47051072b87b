using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>Two people at the same rows, and who did what.</summary>
public sealed class PeopleTests(Browser browser)
{
    [Fact]
    public async Task Two_people_who_correct_the_same_row_see_each_other_and_nothing_is_lost()
    {
        await using var stage = await Stage.SetAsync();
        await using var one = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(one.Page);
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(one.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await using var other = await browser.VisitAsync(stage.Server.Url, "dark", 400, 860);
        await other.GoAsync(new Uri(one.Page.Url).AbsolutePath);

        await BeginAsync(one.Page, "HR");
        await BeginAsync(other.Page, "IT");
        await other.Page.GetByRole(AriaRole.Button, new() { Name = "Correct", Exact = true }).PressAsync("Enter");

        await Expect(Row(one.Page)).ToContainTextAsync("has just said IT.");
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Correct", Exact = true }).ClickAsync();
        await Expect(Row(one.Page).GetByRole(AriaRole.Alert)).ToContainTextAsync("has said IT about this text");
        await Looks.LookAsync(one.Page, "row-conflict", "light-1280");
        await Expect(one.Page.GetByLabel("Label of row 1", new() { Exact = true })).ToHaveValueAsync("HR");
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Correct", Exact = true }).ClickAsync();
        await Expect(Row(one.Page).Locator("[data-label]")).ToContainTextAsync("HR");

        await Expect(Row(other.Page)).ToContainTextAsync("has just said HR.");
        await Expect(Row(other.Page).Locator("[data-label] > span").First).ToHaveTextAsync("HR"); // who does not correct sees it in the row
        await Looks.LookAsync(other.Page, "row-heard", "dark-400");
        one.NothingWasWrong();
        other.NothingWasWrong();
    }

    [Fact]
    public async Task Two_people_who_review_the_same_text_see_each_other_and_nothing_is_overwritten_in_silence()
    {
        await using var stage = await Stage.SetAsync();
        await using var one = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(one.Page);
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(one.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        var review = $"/review/{one.Page.Url.Split('/')[^1]}?first=20";
        await using var other = await browser.VisitAsync(stage.Server.Url, "dark", 400, 860);
        foreach (var page in (IPage[])[one.Page, other.Page])
        {
            await page.GotoAsync(review);
            await Expect(page.GetByText("1 of the 20 most doubtful")).ToBeVisibleAsync();
        }

        var text = await one.Page.Locator("#review-text").InnerTextAsync();
        await Expect(other.Page.Locator("#review-text")).ToHaveTextAsync(text);
        await other.Page.Keyboard.PressAsync("3"); // IT
        await Expect(one.Page.GetByText("has just said IT. Skip it to leave it so.")).ToBeVisibleAsync();
        await Looks.LookAsync(one.Page, "review-heard", "light-1280");
        await one.Page.Keyboard.PressAsync("4"); // HR
        await Expect(one.Page.GetByText("has said IT about this text")).ToBeVisibleAsync();
        await Expect(one.Page.Locator("#review-text")).ToHaveTextAsync(text);
        await Looks.LookAsync(one.Page, "review-conflict", "light-1280");
        await one.Page.Keyboard.PressAsync("4"); // and means it
        await Expect(one.Page.GetByText("2 of the 20 most doubtful")).ToBeVisibleAsync();

        var second = await other.Page.Locator("#review-text").InnerTextAsync();
        await other.Page.Keyboard.PressAsync("Backspace"); // their word is below another by now, and stays there
        await Expect(other.Page.GetByText("Nothing was taken back.")).ToBeVisibleAsync();
        await Expect(other.Page.Locator("#review-text")).ToHaveTextAsync(second);
        await Looks.LookAsync(other.Page, "review-not-taken-back", "dark-400");

        await other.Page.Keyboard.PressAsync("1"); // the text that the first one has before them, too
        await Expect(one.Page.GetByText("has just said Sales. Skip it to leave it so.")).ToBeVisibleAsync();
        await one.Page.Keyboard.PressAsync("Space");
        await Expect(one.Page.GetByText("3 of the 20 most doubtful")).ToBeVisibleAsync();
        one.NothingWasWrong();
        other.NothingWasWrong();
    }

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 400)]
    public async Task Who_did_what_is_told_by_kind_and_by_person(string look, int width)
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await stage.CorrectAsync("team", "Accountant", "HR");
        await using var visit = await browser.VisitAsync(stage.Server.Url, look, width);
        await visit.GoAsync("/settings");
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Who did what" }).ClickAsync();

        var rows = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Table of what was done" }).Locator("tbody tr");
        await Expect(rows).ToHaveCountAsync(2);
        await visit.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("Corrections and reviews");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows.First).ToContainTextAsync(Environment.UserName);
        await Expect(rows.First).Not.ToContainTextAsync("Accountant"); // no texts of leads
        await visit.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("Retirements");
        await Expect(visit.Page.GetByText("Nothing of that kind.")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("What", new() { Exact = true }).SelectOptionAsync("Everything");
        await Looks.LookAsync(visit.Page, "activity", $"{look}-{width}");
        visit.NothingWasWrong();
    }

    private static ILocator Row(IPage page) => page.Locator(".rows tbody tr[data-row='1']");

    private static async Task BeginAsync(IPage page, string label)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct the label of row 1", Exact = true }).ClickAsync();
        await page.GetByLabel("Label of row 1", new() { Exact = true }).SelectOptionAsync(label);
    }
}
