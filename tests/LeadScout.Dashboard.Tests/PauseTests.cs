using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>A job is paused, taken up again, and given up, with the buttons of its page.</summary>
public sealed class PauseTests(Browser browser)
{
    [Fact]
    public async Task A_paused_job_goes_on_where_it_stood_and_nothing_is_asked_again()
    {
        await using var stage = await Stage.SetAsync(calls: 2);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = await AtWorkAsync(stage, visit);

        await PressAsync(page, "Pause");
        await Expect(page.Locator("[data-state=pausing]")).ToBeVisibleAsync();
        stage.Release(); // what is in flight comes home
        await Expect(page.Locator("[data-state=paused]")).ToBeVisibleAsync();
        var paused = stage.Teacher.Stats.AnsweredTexts;
        await PressAsync(page, "Resume");
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();

        Assert.InRange(paused, 1, stage.Teacher.Stats.AnsweredTexts - 1);
        Assert.Equal(0, stage.Teacher.Stats.AnsweredAgain);
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_job_is_given_up_only_after_a_second_look()
    {
        await using var stage = await Stage.SetAsync(calls: 2);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = await AtWorkAsync(stage, visit);

        await PressAsync(page, "Cancel");
        await PressAsync(page, "Keep it");
        await Expect(page.GetByText("Give the job up?")).ToBeHiddenAsync();
        await PressAsync(page, "Cancel");
        await PressAsync(page, "Give it up");
        await Expect(page.Locator("[data-state=pausing]")).ToBeVisibleAsync();
        stage.Release();

        await page.WaitForURLAsync(new Uri(new Uri(stage.Server.Url), "/").ToString());
        await Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Expect(page.GetByText("nothing asked yet")).ToBeVisibleAsync(); // the list is still there
        await Expect(page.Locator("[data-job]")).ToHaveCountAsync(0);
        visit.NothingWasWrong();
    }

    private static async Task<IPage> AtWorkAsync(Stage stage, Visit visit)
    {
        await stage.OrderAsync(visit.Page);
        await PressAsync(visit.Page, "Start");
        await stage.HoldsAsync();
        await Expect(visit.Page.GetByText("in flight, about")).ToBeVisibleAsync();
        return visit.Page;
    }

    private static Task PressAsync(IPage page, string button) =>
        page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
}
