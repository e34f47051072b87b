using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>Two runs of one list held against each other in the browser.</summary>
public sealed class CompareTests(Browser browser)
{
    [Fact]
    public async Task Two_versions_of_a_question_are_compared_row_by_row_and_a_cell_leads_to_its_rows()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("area", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await FinishAsync(page);
        var first = new Uri(page.Url).AbsolutePath.Split('/')[^1];
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct the label of row 1", Exact = true }).ClickAsync();
        await page.GetByLabel("Label of row 1", new() { Exact = true }).SelectOptionAsync("HR");
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-row='1']")).ToContainTextAsync("in the file: Sales");
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask another question" }).ClickAsync();
        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("area");
        await FinishAsync(page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Compare with another run" }).ClickAsync();
        await page.GetByLabel("Against", new() { Exact = true }).SelectOptionAsync(first);
        var differ = Lists.Titles.Where((title, at) => title.Title == "Sales Manager" && at % 3 == 0).Count() + 1;
        await Expect(page.GetByRole(AriaRole.Heading, new() { NameRegex = new Regex("What changed") })).ToContainTextAsync($"{differ} row");
        await Expect(page.GetByText("Row by row, for both are about the same file.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("Sales here, HR there") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("left=Sales&right=HR"));
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Rows that changed" }).Locator("tbody tr")).ToHaveCountAsync(differ);
        var address = new Uri(page.Url).PathAndQuery;
        visit.NothingWasWrong();

        await Looks.EachScreenAsync(browser, stage.Server.Url, async (screen, look) =>
        {
            await screen.GotoAsync(address);
            await Expect(screen.GetByRole(AriaRole.Region, new() { Name = "Rows that changed" }).Locator("tbody tr")).ToHaveCountAsync(differ);
            await Looks.LookAsync(screen, "compare", look);
        });
    }

    private static async Task FinishAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-matches]")).ToContainTextAsync("rows.");
    }
}
