using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>How the teacher is asked and waited for, as an analyst says it and sees it.</summary>
public sealed class AdvancedTests(Browser browser)
{
    private const string LoadingModel = """503-with {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""";

    [Fact]
    public async Task What_is_said_of_the_teacher_is_checked_as_it_is_typed_and_sent_with_every_call()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await Expect(page.GetByLabel("Timeout of a reply")).ToBeHiddenAsync();
        await page.GetByText("Advanced: how the LLM is asked").ClickAsync();

        await SeeRefusalsAsync(page);
        await page.GetByLabel("Timeout of a reply").FillAsync("3m");
        await page.GetByLabel("Patience altogether").FillAsync("1h");
        await page.GetByLabel("Structured output").SelectOptionAsync("object");
        await page.GetByLabel("Thinking tokens").FillAsync("700");
        await page.GetByLabel("Thinking tokens").PressAsync("Tab");
        await Expect(page.GetByText("is counted as stated")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();

        Assert.All(stage.Teacher.Calls, call => Assert.Contains("\"json_object\"", call.Body, StringComparison.Ordinal));
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_job_whose_model_loads_says_for_whom_it_waits_and_how_long_yet()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        stage.Teacher.Script(Enumerable.Repeat(LoadingModel, 1_000));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

        await Expect(page.Locator("[data-state='waiting for the LLM']")).ToBeVisibleAsync();
        await Expect(
            page.GetByText(new System.Text.RegularExpressions.Regex(@"waiting for .*: the model is loading.*, \d+ s of 10:00 min"))).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=paused]")).ToBeVisibleAsync();
        visit.NothingWasWrong();
    }

    private static async Task SeeRefusalsAsync(IPage page)
    {
        foreach (var (field, wrong, why) in new[]
        {
            ("Timeout of a reply", "soon", "timeout can't be 'soon'. Allowed:"),
            ("Patience altogether", "31d", "from 0s to 30d"),
            ("Thinking tokens", "many", "a whole number of tokens from 0 to 1000000"),
            ("Temperature", "3", "a number from 0 to 2"),
            ("Retries", "101", "from 0 to 100"),
        })
        {
            await page.GetByLabel(field, new() { Exact = true }).FillAsync(wrong);
            await page.GetByLabel(field, new() { Exact = true }).PressAsync("Tab");
            await Expect(page.GetByText(why)).ToBeVisibleAsync();
            await Expect(page.GetByText("It can't be started yet: see above.")).ToBeVisibleAsync();
            await page.GetByLabel(field, new() { Exact = true }).FillAsync("");
            await page.GetByLabel(field, new() { Exact = true }).PressAsync("Tab");
        }

        await page.GetByLabel("Ask at the standard price when flex has no room").CheckAsync();
        await Expect(page.GetByText("Say tier flex too, or leave it out.")).ToBeVisibleAsync();
        await page.GetByLabel("Ask at the standard price when flex has no room").UncheckAsync();
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
    }
}
