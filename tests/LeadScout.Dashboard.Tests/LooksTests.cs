using LeadScout.Questions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>
/// Every page wide and narrow, light and dark: nothing sticks out, axe finds no serious fault, and a picture is left in
/// artifacts/screenshots for a person to look at.
/// </summary>
public sealed class LooksTests(Browser browser)
{
    [Fact]
    public async Task Before_anything_was_done_each_page_says_what_to_do()
    {
        await using var stage = await Stage.SetAsync();

        await Looks.EachScreenAsync(browser, stage.Server.Url, async (page, look) =>
        {
            foreach (
                var (name, path, says) in new[] { ("jobs", "/", "See it work first"), ("learned", "/learned", "Nothing was learned yet."), ("review", "/review", "There is nothing to review yet."), ("job", "/jobs/000000000000", "This job can't be shown."), ("nowhere", "/nowhere", "There is nothing at this address.") })
            {
                await page.GotoAsync(path);
                await Expect(page.GetByText(says)).ToBeVisibleAsync();
                await Looks.LookAsync(page, $"empty-{name}", look);
            }
        });
    }

    [Fact]
    public async Task With_a_finished_job_each_page_holds_together()
    {
        await using var stage = await Stage.SetAsync();
        var job = await FinishAsync(stage);

        await Looks.EachScreenAsync(browser, stage.Server.Url, async (page, look) =>
        {
            await SeeAsync(page, look, "jobs", "/", "team");
            await SeeAsync(page, look, "new", "/new", "Drop a list here");
            await SeeAsync(page, look, "learned", "/learned", "Strength is");
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Table of patterns" }).Locator("tbody tr").First)
                .ToBeVisibleAsync();
            await Looks.LookAsync(page, "learned", look);
            await SeeAsync(page, look, "questions", "/questions", "Which team");
            await SeeAsync(page, look, "settings", "/settings", "OPENAI_API_KEY");
            await SeeAsync(page, look, "job-done", job, "The promise holds");
            await page.Locator(".rows tbody tr[data-row]")
                .Filter(new() { HasText = "student" }).First.Locator(".link-button")
                .ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Correct it" })).ToBeVisibleAsync();
            await Looks.LookAsync(page, "job-done", look);
            await OpenAPatternAsync(page, look);
            await ReviewAsync(page, look, job.Split('/')[^1]);
        });
    }

    [Fact]
    public async Task While_a_job_is_at_work_and_an_order_is_written_the_pages_hold_together()
    {
        await using var stage = await Stage.SetAsync(calls: 6);
        stage.Teacher.Script("ok", "ok", "500");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);
        var order = visit.Page.Url;
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await stage.HoldsAsync();
        await Expect(visit.Page.GetByText("in flight, about")).ToBeVisibleAsync();
        var job = visit.Page.Url;

        await Looks.EachScreenAsync(browser, stage.Server.Url, async (page, look) =>
        {
            await SeeAsync(page, look, "job-at-work", job, "in flight, about");
            await page.GotoAsync(order);
            await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
            await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
            await Looks.LookAsync(page, "new-order", look);
            await page.GetByText("Advanced: how the LLM is asked").ClickAsync();
            await Expect(page.GetByLabel("Timeout of a reply")).ToBeVisibleAsync();
            await Looks.LookAsync(page, "new-advanced", look);
            await page.GetByLabel("Question", new() { Exact = true })
                .SelectOptionAsync(new SelectOptionValue { Label = "A question of my own …" });
            await Expect(page.GetByLabel("What to ask", new() { Exact = true })).ToBeVisibleAsync();
            await Looks.LookAsync(page, "new-question", look);
        });
    }

    [Fact]
    public async Task With_several_questions_and_a_column_to_choose_the_pages_hold_together()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job} {Place}");
        await stage.KeepQuestionAsync("area", "{Job}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.UploadAsync(visit.Page, "people.csv", Lists.CsvInTwoColumns);
        var order = visit.Page.Url;
        await ChooseTwoAsync(visit.Page);
        await visit.Page.GetByLabel("Column for Place").SelectOptionAsync("Region");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        var job = visit.Page.Url;

        await Looks.EachScreenAsync(browser, stage.Server.Url, async (page, look) =>
        {
            await SeeAsync(page, look, "job-several", job, "Certificate of area");
            await page.GotoAsync(order);
            await ChooseTwoAsync(page);
            await Expect(page.GetByText("Which column of the list is 'Place'?")).ToBeVisibleAsync();
            await Looks.LookAsync(page, "new-columns", look);
        });
    }

    private static async Task ChooseTwoAsync(IPage page)
    {
        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask another question in the same pass" }).ClickAsync();
        await page.GetByLabel("Question 2", new() { Exact = true }).SelectOptionAsync("area");
        await Expect(page.GetByLabel("Column for Place")).ToBeVisibleAsync();
    }

    private static async Task SeeAsync(IPage page, string look, string name, string path, string says)
    {
        await page.GotoAsync(path);
        await Expect(page.GetByText(says).First).ToBeVisibleAsync();
        await Looks.LookAsync(page, name, look);
    }

    private static async Task OpenAPatternAsync(IPage page, string look)
    {
        await page.GotoAsync("/learned");
        await page.GetByRole(AriaRole.Region, new() { Name = "Table of patterns" }).GetByRole(AriaRole.Button).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retire: what would it cost?" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Retire it" })).ToBeVisibleAsync();
        await Looks.LookAsync(page, "pattern", look);
    }

    private static async Task ReviewAsync(IPage page, string look, string job)
    {
        await SeeAsync(page, look, "review", $"/review/{job}", "What to look at");
        await page.GetByText("A random sample", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Labels" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByText("1 of 100 rows judged")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByText("2 of 100 rows judged")).ToBeVisibleAsync();
        await Looks.LookAsync(page, "review-sample", look);
    }

    private async Task<string> FinishAsync(Stage stage)
    {
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        return new Uri(visit.Page.Url).AbsolutePath;
    }
}
