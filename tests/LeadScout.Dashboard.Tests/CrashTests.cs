using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>A server killed in the middle of a job goes on with it when it starts again, and the open page finds back by itself.</summary>
public sealed class CrashTests(Browser browser)
{
    private const int MostInFlight = 8 * 20; // calls, and texts in each

    [Fact]
    public async Task Killed_and_started_again_the_job_goes_on_and_the_page_reconnects()
    {
        await using var stage = await Stage.SetAsync(calls: 6);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await stage.HoldsAsync();
        await Expect(page.GetByText("in flight, about")).ToBeVisibleAsync();
        await Expect(page.Locator("figure", new() { HasText = "Learning curve" }).GetByText("The numbers as a table")).ToBeVisibleAsync();
        var before = stage.Teacher.Stats;

        await stage.Server.KillAsync();
        await Expect(page.GetByText("The server is not answering")).ToBeVisibleAsync();
        await stage.CrashAsync(stage.Release);

        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await Expect(page.GetByText("The server is not answering")).ToBeHiddenAsync();
        await Expect(page.GetByText("lost in a crash").First).ToBeVisibleAsync();
        Assert.InRange(stage.Teacher.Stats.AnsweredAgain, 0, MostInFlight); // what was in flight may be billed twice, nothing else
        Assert.True(before.AnsweredTexts > 0, "Nothing was answered before the kill: the test proves nothing.");
        visit.Forgive();
    }
}
