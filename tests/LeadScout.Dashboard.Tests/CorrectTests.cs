using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>A result is looked through by label and doubt, corrected in place, and what is downloaded has every correction.</summary>
public sealed class CorrectTests(Browser browser)
{
    [Fact]
    public async Task Labels_filter_the_address_keeps_it_and_the_matches_are_counted()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await FinishAsync(stage, page);
        var hr = Lists.Titles.Where(title => title.Label == "HR").ToArray();

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^HR [0-9]") }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"\?label=HR$"));
        await Expect(page.Locator("[data-matches]")).ToContainTextAsync($"of {Lists.Rows.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)} match.");
        await Expect(page.Locator("td[data-label] > span").Filter(new() { HasNotText = "HR" })).ToHaveCountAsync(0);

        await page.GetByLabel("Find", new() { Exact = true }).FillAsync("recruiter"); // and no Enter
        await Expect(page).ToHaveURLAsync(new Regex("find=recruiter"));
        await page.GetByLabel("Order").SelectOptionAsync("rows");
        await Expect(page.Locator(".rows tbody tr").First).ToContainTextAsync("in 2 rows");
        await page.GetByLabel("Order").SelectOptionAsync("doubt");
        await Expect(page).ToHaveURLAsync(new Regex("sort=doubt"));
        await page.ReloadAsync(); // what is read by now is in that order
        await Expect(page.Locator("[data-matches]")).ToContainTextAsync("match.");
        var first = await page.Locator(".rows tbody tr").First.InnerTextAsync();
        var matches = await page.Locator("[data-matches]").InnerTextAsync();

        await page.ReloadAsync();
        await Expect(page.Locator("[data-matches]")).ToHaveTextAsync(matches);
        Assert.Equal(first, await page.Locator(".rows tbody tr").First.InnerTextAsync());
        await Expect(page.GetByLabel("Find", new() { Exact = true })).ToHaveValueAsync("recruiter");
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^HR [0-9]") })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Contains(hr, title => first.Contains(title.Title, StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^HR [0-9]") }).ClickAsync();
        await Expect(page).Not.ToHaveURLAsync(new Regex("label="));
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task Corrections_are_made_and_undone_in_the_row_with_the_keyboard_and_the_download_has_them_all()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await FinishAsync(stage, page);
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download the result" })).ToBeVisibleAsync();

        await CorrectAsync(page, 1, "HR");
        await Expect(page.Locator("[data-row='1']")).ToContainTextAsync("in the file: Sales");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "1 correction: apply to the file and download" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download the result" })).ToHaveCountAsync(0); // it would be stale
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo the correction of row 1" }).PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download the result" })).ToBeVisibleAsync();
        await Expect(page.Locator("[data-row='1']")).Not.ToContainTextAsync("in the file");

        foreach (var row in (int[])[1, 2, 3])
        {
            await CorrectAsync(page, row, "HR");
        }

        await Looks.LookAsync(page, "job-corrections", "light-1280");
        await LookNarrowAsync(stage, new Uri(page.Url).PathAndQuery);
        await Expect(page.GetByText("3 corrections kept and learned")).ToBeVisibleAsync();
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "3 corrections: apply to the file and download" }).ClickAsync());
        var lines = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).Split('\n');

        Assert.All(lines[1..4], line => Assert.Contains(",HR,1,person", line, StringComparison.Ordinal));
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Download the result" })).ToBeVisibleAsync();
        await Expect(page.GetByText("kept and learned, and not in the file yet")).ToHaveCountAsync(0);
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task Long_texts_are_folded_until_their_row_is_opened()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        var text = "Recruiter " + string.Join(' ', Enumerable.Range(0, 150).Select(at => $"word{at}")) + " end";
        await stage.UploadAsync(page, "long.csv", $"Job Title\r\n{text}\r\nRecruiter\r\n");
        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state='LLM away'], [data-state=done], [data-state=stopped]")).ToBeVisibleAsync();

        var cell = page.Locator("[data-row='1'] .link-button");
        Assert.True((await cell.BoundingBoxAsync())!.Height < 80);
        await Expect(cell).Not.ToContainTextAsync("end");
        await cell.ClickAsync();
        await Expect(cell).ToContainTextAsync("end");
    }

    [Fact]
    public async Task The_twenty_most_doubtful_are_looked_at_one_by_one_from_the_jobs_page_and_back()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await FinishAsync(stage, page);

        await page.GetByRole(AriaRole.Link, new() { Name = "Review the 20 most doubtful" }).ClickAsync();
        for (var looked = 1; looked <= 20; looked++)
        {
            await Expect(page.GetByText($"{looked} of the 20 most doubtful")).ToBeVisibleAsync();
            await page.Keyboard.PressAsync("Space"); // skip it
        }

        await Expect(page.GetByText("20 doubtful texts looked at.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Back to the job" }).ClickAsync();
        await Expect(page.Locator("[data-headline]")).ToBeVisibleAsync();
        visit.NothingWasWrong();
    }

    private async Task LookNarrowAsync(Stage stage, string path)
    {
        await using var visit = await browser.VisitAsync(stage.Server.Url, "dark", 400, 860);
        await visit.GoAsync(path);
        await Expect(visit.Page.GetByText("3 corrections kept and learned")).ToBeVisibleAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Correct the label of row 4" }).ClickAsync();
        await Looks.LookAsync(visit.Page, "job-corrections", "dark-400");
    }

    private static async Task CorrectAsync(IPage page, int row, string label)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = $"Correct the label of row {row}", Exact = true }).PressAsync("Enter");
        await Expect(page.GetByLabel($"Label of row {row}", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync(label[..1]);
        await Expect(page.GetByLabel($"Label of row {row}", new() { Exact = true })).ToHaveValueAsync(label);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator($"[data-row='{row}']")).ToContainTextAsync("person");
    }

    private static async Task FinishAsync(Stage stage, IPage page)
    {
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-matches]")).ToContainTextAsync("rows.");
    }
}
