using LeadScout.Teaching.Spending;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>The whole story in a browser: from a file to a corrected result, byte for byte what the command line writes.</summary>
public sealed class StoryTests(Browser browser)
{
    private const int CallsBeforeTheGate = 10;
    private const string Corrected = "Sales Manager EMEA";

    [Fact]
    public async Task A_list_is_uploaded_tried_labelled_explained_corrected_and_downloaded()
    {
        await using var stage = await Stage.SetAsync(CallsBeforeTheGate);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;

        await stage.OrderAsync(page);
        await TryFiveRowsAsync(page);
        await page.GetByLabel("Spending limit, US $").FillAsync("5");
        await page.GetByLabel("Spending limit, US $").BlurAsync();
        await Expect(page.GetByText("It will not spend more than $5.00")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

        await WatchTheCurveAsync(page);
        await CorrectARowAsync(page);
        stage.Release();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await Expect(page.GetByText("The promise holds", new() { Exact = false })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Table, new() { Name = "Rows by source" })).ToContainTextAsync("A person");

        Assert.Equal(await FromTheCommandLineAsync(stage), await DownloadAsync(page));
        visit.NothingWasWrong();
    }

    private static async Task TryFiveRowsAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it on five rows" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What the LLM said" }).Locator("tbody tr")).ToHaveCountAsync(5);
    }

    /// <summary>The gate holds the teacher back: the job stands between its first call and its last.</summary>
    private static async Task WatchTheCurveAsync(IPage page)
    {
        var curve = page.Locator("figure", new() { HasText = "Learning curve" });
        await Expect(page.Locator("[data-state='at work']")).ToBeVisibleAsync();
        await curve.GetByText("The numbers as a table").ClickAsync();
        await Expect(curve.Locator("tbody tr").Nth(1)).ToBeVisibleAsync();
        await Expect(curve.Locator("path.line").First).ToHaveAttributeAsync("d", new System.Text.RegularExpressions.Regex("L"));
        await Expect(page.GetByText("in flight, about")).ToBeVisibleAsync();
        await Expect(page.GetByText("a reply takes")).ToBeVisibleAsync();
    }

    private static async Task CorrectARowAsync(IPage page)
    {
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync(Corrected);
        await page.GetByLabel("Find", new() { Exact = true }).PressAsync("Tab");
        var same = page.Locator(".rows tbody tr[data-row]")
            .Filter(new() { Has = page.GetByRole(AriaRole.Button, new() { Name = Corrected, Exact = true }) });
        await Expect(same).ToHaveCountAsync(2); // the title stands in the list twice
        await same.First.Locator(".link-button").ClickAsync();
        await Expect(page.Locator(".why").GetByText("Sales").First).ToBeVisibleAsync();
        await page.GetByLabel("The right label").SelectOptionAsync("HR");
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct it" }).ClickAsync();
        await Expect(same.Nth(0)).ToContainTextAsync("person");
        await Expect(same.Nth(1)).ToContainTextAsync("HR");
    }

    private static async Task<byte[]> DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Download the result" }).ClickAsync());
        Assert.Equal("titles.labelled.csv", download.SuggestedFilename);
        return await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> FromTheCommandLineAsync(Stage stage)
    {
        await File.WriteAllTextAsync(Path.Combine(stage.Folder, "team.yaml"), Lists.Yaml, TestContext.Current.CancellationToken);
        string[] classify =
            ["classify", "titles.csv", "--question", "team.yaml", "--teacher", Lists.Teacher, "--teacher-url", stage.Teacher.Url.ToString(), "--db", "other.db"];
        await ServerProcess.RunAsync(stage.Folder, classify);
        await ServerProcess.RunAsync(
            stage.Folder, "answers", "correct", Corrected, "--question", "team.yaml", "--label", "HR", "--db", "other.db");
        await ServerProcess.RunAsync(stage.Folder, classify);
        return await File.ReadAllBytesAsync(Path.Combine(stage.Folder, "titles.labelled.csv"), TestContext.Current.CancellationToken);
    }
}
