using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>What is to be proven about single labels, as an analyst says it in the form.</summary>
public sealed class LabelBudgetTests(Browser browser)
{
    [Fact]
    public async Task A_budget_of_a_label_is_checked_as_it_is_typed_and_part_of_the_order()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByText("More", new() { Exact = true }).ClickAsync();
        var wrong = page.GetByLabel("Wrong at most, by label");

        await wrong.FillAsync("Sales 1%");
        await wrong.PressAsync("Tab");
        await Expect(page.GetByText("Allowed: LABEL=SHARE")).ToBeVisibleAsync();
        await wrong.FillAsync("Slaes=1%");
        await wrong.PressAsync("Tab");
        await Expect(page.GetByText("'Slaes'")).ToBeVisibleAsync();
        await wrong.FillAsync("Sales=1%");
        await page.GetByLabel("Found at least, by label").FillAsync("Sales=90%");
        await page.GetByLabel("Found at least, by label").PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        visit.NothingWasWrong();
    }
}
