using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>The first visit and the second: the sample without a key, a list of one's own, and another question about it.</summary>
public sealed class StartTests(Browser browser)
{
    [Fact]
    public async Task A_newcomer_without_a_key_tries_the_sample_with_the_keyboard_alone()
    {
        await using var stage = await Stage.SetWithoutTeacherAsync();
        await LookAtTheEmptyPageAsync(stage);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await visit.GoAsync("/");
        await Expect(page.GetByText("export OPENAI_API_KEY=")).ToBeVisibleAsync();
        await Expect(page.Locator("input:not([type=file]):not([type=checkbox])")).ToHaveCountAsync(0); // there is no field for a key

        await TabToAsync(page, "Try the sample");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-headline]")).ToContainTextAsync("Saved ");
        await Expect(page.Locator("[data-headline]")).ToContainTextAsync("of 7,000 rows wrong at 95 %");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download the result" })).ToBeVisibleAsync();
        var job = new Uri(page.Url).AbsolutePath;
        visit.NothingWasWrong();

        await Looks.EachScreenAsync(browser, stage.Server.Url, async (screen, look) =>
        {
            await screen.GotoAsync("/");
            await Expect(screen.GetByText("sample-leads.csv").First).ToBeVisibleAsync();
            await Looks.LookAsync(screen, "start-with-a-job", look);
            await screen.GotoAsync(job);
            await Expect(screen.Locator(".rows tbody tr").First).ToBeVisibleAsync();
            await Looks.LookAsync(screen, "job-sample", look);
        });
    }

    [Fact]
    public async Task A_second_question_about_a_list_needs_no_second_upload()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("area", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();

        await visit.GoAsync("/");
        await Expect(page.GetByText("asked: team")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Ask a question about titles.csv" }).ClickAsync();
        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("area");
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();

        await visit.GoAsync("/");
        await Expect(page.GetByText("asked: area, team")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-job]")).ToHaveCountAsync(2);
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_list_is_deleted_where_it_is_shown_once_that_is_said_twice()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.UploadAsync(page, "a list with a rather long name of 2026.csv", "Job Title\nBuyer\nBaker\n");
        await stage.UploadAsync(page, "other.csv", "Job Title\nBuyer\nBaker\n");
        await visit.GoAsync("/");
        await Looks.EachScreenAsync(browser, stage.Server.Url, async (screen, look) =>
        {
            await screen.GotoAsync("/");
            await screen.GetByRole(AriaRole.Button, new() { Name = "Delete other.csv" }).ClickAsync();
            await Expect(screen.GetByText("Delete it for good?")).ToBeVisibleAsync();
            await Looks.LookAsync(screen, "start-lists", look);
        });

        await page.GetByRole(AriaRole.Button, new() { Name = "Delete other.csv" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete other.csv" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();

        await Expect(page.GetByText("other.csv")).ToHaveCountAsync(0);
        await Expect(page.GetByText("a list with a rather long name of 2026.csv")).ToBeVisibleAsync();
        await visit.GoAsync("/activity");
        await Expect(page.GetByText("deleted the list other.csv")).ToBeVisibleAsync();
        await Expect(page.GetByText("uploaded other.csv")).ToBeVisibleAsync();
        visit.NothingWasWrong();
    }

    private async Task LookAtTheEmptyPageAsync(Stage stage) => await Looks.EachScreenAsync(browser, stage.Server.Url, async (page, look) =>
    {
        await page.GotoAsync("/");
        await Expect(page.GetByText("See it work first")).ToBeVisibleAsync();
        await Looks.LookAsync(page, "start-newcomer", look);
    });

    private static async Task TabToAsync(IPage page, string button)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.textContent.trim()") == button)
            {
                return;
            }
        }

        Assert.Fail($"The key Tab does not lead to '{button}'.");
    }
}
