using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>
/// Two questions in one pass over a list whose columns are called otherwise: mapped, tried, labelled, and the bytes are the command line's.
/// </summary>
public sealed class OrderTests(Browser browser)
{
    [Fact]
    public async Task Columns_are_mapped_and_two_questions_asked_in_one_pass()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job} {Place}");
        await stage.KeepQuestionAsync("area", "{Job}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.UploadAsync(page, "people.csv", Lists.CsvInTwoColumns);

        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await MapAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask another question in the same pass" }).ClickAsync();
        await page.GetByLabel("Question 2", new() { Exact = true }).SelectOptionAsync("area");
        await Expect(page.GetByText("Asked apart, because they are about different columns: team; area.")).ToBeVisibleAsync();
        await TryAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();

        await SeeBothAsync(page);
        Assert.Equal(await FromTheCommandLineAsync(stage), await DownloadAsync(page));
        visit.NothingWasWrong();
    }

    /// <summary>The likely column is chosen already; the one that nobody can guess holds everything up, and says so.</summary>
    private static async Task MapAsync(IPage page)
    {
        await Expect(page.GetByLabel("Column for Job")).ToHaveValueAsync("Job");
        await Expect(page.GetByLabel("Column for Place")).ToHaveValueAsync("");
        await Expect(page.GetByText("No column of the list is called 'Place'. Choose the one that is meant.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Which column of the list is 'Place'?")).ToBeVisibleAsync();
        await Expect(page.GetByText("It can't be started yet: see above.")).ToBeVisibleAsync();
        await page.GetByLabel("Column for Place").SelectOptionAsync("Region");
        await Expect(page.GetByText("A row is asked as {Job} {Region}.")).ToBeVisibleAsync();
        await Expect(page.Locator("table.preview th.used")).ToHaveTextAsync(["Job", "Region"]);
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task TryAsync(IPage page)
    {
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try it on five rows" }).ClickAsync();
        var said = page.GetByRole(AriaRole.Region, new() { Name = "What the LLM said" });
        await Expect(said.Locator("th")).ToHaveTextAsync(["Text", "team", "area"]);
        await Expect(said.Locator("tbody tr")).ToHaveCountAsync(5);
    }

    private static async Task SeeBothAsync(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Certificate of team" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Certificate of area" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Rows by source: area").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Combobox, new() { Name = "Question" })).ToHaveValueAsync("team");
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Question" }).SelectOptionAsync("area");
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync("Recruiter");
        await page.GetByLabel("Find", new() { Exact = true }).PressAsync("Tab");
        await page.Locator(".rows").GetByRole(AriaRole.Button, new() { Name = "Recruiter", Exact = true }).First.ClickAsync();
        await Expect(page.Locator(".why").GetByText("HR").First).ToBeVisibleAsync();
    }

    private static async Task<byte[]> DownloadAsync(IPage page)
    {
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Link, new() { Name = "Download the result" }).ClickAsync());
        return await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> FromTheCommandLineAsync(Stage stage)
    {
        await ServerProcess.RunAsync(
            stage.Folder, "classify", "people.csv", "--question", "team.yaml", "--question", "area.yaml", "--column", "Place=Region",
            "--teacher", Lists.Teacher, "--teacher-url", stage.Teacher.Url.ToString(), "--db", "other.db");
        return await File.ReadAllBytesAsync(Path.Combine(stage.Folder, "people.labelled.csv"), TestContext.Current.CancellationToken);
    }
}
