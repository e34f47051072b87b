using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>The pages that are looked at nowhere else on each screen: nothing sticks out, axe finds no serious fault, a picture is left.</summary>
public sealed class OtherLooksTests(Browser browser) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-screens-");

    [Fact]
    public async Task What_was_learned_said_and_done_holds_together()
    {
        await using var stage = await Stage.SetAsync();
        var job = await FinishAsync(stage);
        await stage.CorrectAnAnswerAsync(job);

        await Looks.EachScreenAsync(browser, stage.Server.Url, async (page, look) =>
        {
            await SeeAsync(page, look, "learned-team", "/learned/team", "Does the LLM drift?");
            await SeeAsync(page, look, "activity", "/activity", "Who did what");
            await SeeAsync(page, look, "words", "/words", "at most so many rows are wrong");
            await SeeAsync(page, look, "certify", "/certify", "Drop a list here");
            await page.GotoAsync($"/certify/again/{job}");
            await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
            await Looks.LookAsync(page, "certify-form", look);
            await page.GotoAsync($"/review/{job}?first=20");
            await Expect(page.GetByText("1 of the 20 most doubtful")).ToBeVisibleAsync();
            await stage.CorrectAsync("team", await page.Locator("#review-text").InnerTextAsync(), "HR");
            await Expect(page.GetByText("has just said HR. Skip it to leave it so.")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("2");
            await Expect(page.GetByText("Yours is not in the log yet")).ToBeVisibleAsync();
            await Looks.LookAsync(page, "review-conflict", look);
        });
    }

    [Fact]
    public async Task The_door_holds_together()
    {
        await ServerProcess.RunAsync(_folder.FullName, "serve", "keys", "add", "laptop", "--scope", "read");
        await using var server = await ServerProcess.StartAsync(_folder.FullName, new Uri("http://127.0.0.1:1"), more: "--require-key");

        await Looks.EachScreenAsync(browser, server.Url, async (page, look) =>
        {
            await page.GotoAsync("/settings");
            await KeyboardTests.TabToAsync(page, "Your key");
            await Looks.LookAsync(page, "sign-in", look);
        });
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task SeeAsync(IPage page, string look, string name, string path, string says)
    {
        await page.GotoAsync(path);
        await Expect(page.GetByText(says).First).ToBeVisibleAsync();
        await Looks.LookAsync(page, name, look);
    }

    private async Task<string> FinishAsync(Stage stage)
    {
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        return visit.Page.Url.Split('/')[^1];
    }
}
