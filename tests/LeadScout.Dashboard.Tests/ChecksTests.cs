using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>Checks of the LLM are ordered in the form, and what they came to stands on the job's page as on the command line.</summary>
public sealed class ChecksTests(Browser browser)
{
    private const string Alone = "Rows asked again, each alone";

    [Fact]
    public async Task What_checks_of_the_LLM_came_to_stands_on_the_page_as_on_the_command_line()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        var order = new Uri(page.Url).PathAndQuery;
        await page.GetByText("Checks of the LLM").ClickAsync();
        await FillAsync(page, Alone, "many");
        await Expect(page.GetByText($"{Alone}: 'many' is not allowed.")).ToBeVisibleAsync();
        await FillAsync(page, "Known texts in each call", "11");
        await FillAsync(page, Alone, "30");
        await Expect(page.GetByText("Known texts in each call: '11' is not allowed. Allowed: a whole number from 0 to 10, or nothing.")).ToBeVisibleAsync();
        await FillAsync(page, "Known texts in each call", "1");
        await FillAsync(page, "Rows asked twice", "10");
        await Expect(page.GetByText("Not counted: up to 20 more texts for rows asked twice, up to 30 calls of one text for rows asked alone.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();

        var job = await new HttpClient { BaseAddress = new Uri(stage.Server.Url) }.GetStringAsync($"/api/v1/jobs/{page.Url.Split('/')[^1]}", TestContext.Current.CancellationToken);
        var report = JsonDocument.Parse(job).RootElement.GetProperty("report");
        Assert.Equal(30, report.GetProperty("aloneCheck").GetProperty("rows").GetInt32());
        Assert.Equal(1, report.GetProperty("canaries").GetProperty("perCall").GetInt32());
        var shown = string.Join(' ', (await ServerProcess.RunAsync(stage.Folder, "jobs", "show", page.Url.Split('/')[^1])).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var (name, begins) in new[] { ("Asked again, each alone", "Asked alone about 30 rows, the LLM gave another label to 0:"), ("Asked twice", "Asked twice about 10 rows"), ("Known texts in each call", "1 known text in each call; all got") })
        {
            var says = await page.Locator($"[data-check='{name}'] dd").InnerTextAsync();
            Assert.StartsWith(begins, says, StringComparison.Ordinal);
            Assert.Contains(says[1..], shown, StringComparison.Ordinal);
        }

        visit.NothingWasWrong();
        var done = new Uri(page.Url).AbsolutePath;
        await Looks.EachScreenAsync(browser, stage.Server.Url, async (screen, look) =>
        {
            await screen.GotoAsync(done);
            await Expect(screen.Locator("[data-check]")).ToHaveCountAsync(3);
            await Expect(screen.Locator("[data-matches]")).ToContainTextAsync("rows.");
            await Looks.LookAsync(screen, "job-checks", look);
            await screen.GotoAsync(order);
            await screen.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
            await screen.GetByText("Checks of the LLM").ClickAsync();
            await FillAsync(screen, Alone, "30");
            await Expect(screen.GetByText("Not counted: up to 30 calls of one text")).ToBeVisibleAsync();
            await Looks.LookAsync(screen, "new-checks", look);
        });
    }

    private static async Task FillAsync(IPage page, string field, string text)
    {
        await page.GetByLabel(field, new() { Exact = true }).FillAsync(text);
        await page.GetByLabel(field, new() { Exact = true }).PressAsync("Tab");
    }
}
