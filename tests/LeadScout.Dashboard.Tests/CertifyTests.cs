using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>Labels that a list already has, put to the proof in the browser; and a finished job checked again.</summary>
public sealed class CertifyTests(Browser browser)
{
    [Fact]
    public async Task A_labelled_list_is_checked_the_price_first_and_the_verdict_has_its_reasons()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await TakeAsync(stage, page, Labelled(wrong: 5, sales: "Vertrieb"));

        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await Expect(page.GetByText("Which column of the list holds the labels?")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "vendor" }).CheckAsync();
        await Expect(page.GetByText("Vertrieb", new() { Exact = false }).Last).ToBeVisibleAsync(); // no label of the question: named, before anything is asked
        await page.GetByRole(AriaRole.Button, new() { Name = "Check them" }).ClickAsync();
        await Expect(page.GetByText("It was not started.")).ToBeVisibleAsync();
        await page.GetByText("Labels that the question does not have, and budgets by label").ClickAsync();
        await page.GetByLabel("Other names for labels").FillAsync("Vertrieb=Sales");
        await page.GetByLabel("Other names for labels").PressAsync("Tab");
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(0, stage.Teacher.Stats.Calls);
        await Looks.LookAsync(page, "certify-form", "light-1280");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check them" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The labels: refuted" })).ToBeVisibleAsync();
        await Expect(page.GetByText("of the rows are wrong: at least")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What was taken for what in vendor" }).Locator("tbody tr").First).ToBeVisibleAsync();
        await Looks.LookAsync(page, "certified", "light-1280");
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Download the list with corrections" }).ClickAsync());
        Assert.Contains("vendor_corrected,vendor_checked", (await File.ReadAllTextAsync(await saved.PathAsync(), TestContext.Current.CancellationToken)).Split('\n')[0], StringComparison.Ordinal);
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_press_that_lasts_until_the_price_of_what_was_just_typed_is_drawn_is_a_press()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await TakeAsync(stage, page, Labelled(wrong: 50, sales: "Sales"));
        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "vendor" }).CheckAsync();

        await NewListTests.TypeAndHoldAsync(page, "Rows that may be wrong, %", "Check them");

        await Expect(page).ToHaveURLAsync(new Regex("/jobs/"));
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_finished_job_is_checked_again_on_a_narrow_screen_and_holds()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url, "dark", 400, 860);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Check again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = "team", Exact = true })).ToBeCheckedAsync();
        await Expect(page.GetByLabel("Question", new() { Exact = true })).ToHaveValueAsync("team");
        await page.GetByLabel("Rows that may be wrong, %").FillAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check them" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The labels: proven" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Keep the old decisions: what would change is proven")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-offer=start-over]")).ToContainTextAsync("to ask,");
        await Expect(page.GetByText("Looking for corrections")).ToHaveCountAsync(0); // a check has no rows of its own to correct
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Review the 20 most doubtful" })).ToHaveCountAsync(0);
        var address = new Uri(page.Url).AbsolutePath;
        visit.NothingWasWrong();
        await Looks.EachScreenAsync(browser, stage.Server.Url, async (screen, look) =>
        {
            await screen.GotoAsync(address);
            await Expect(screen.Locator("[data-offer=start-over]")).ToContainTextAsync("to ask,");
            await Looks.LookAsync(screen, "certified-again", look);
        });

        await page.GetByRole(AriaRole.Button, new() { Name = "Start over" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The labels: proven" })).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_column_is_given_as_a_hint_in_the_form_of_a_new_list()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.UploadAsync(page, "vendor.csv", Labelled(wrong: 50, sales: "Sales"));
        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByText("More", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Columns that give a hint" }).GetByRole(AriaRole.Checkbox, new() { Name = "vendor" }).CheckAsync();
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();

        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        var shown = await ServerProcess.RunAsync(stage.Folder, "jobs", "show", page.Url.Split('/')[^1], "--db", "leadscout.db");
        Assert.Contains("vendor", shown, StringComparison.Ordinal);
    }

    private static async Task TakeAsync(Stage stage, IPage page, string csv)
    {
        var path = Path.Combine(stage.Folder, "vendor.csv");
        await File.WriteAllTextAsync(path, csv);
        await page.GotoAsync("/certify");
        var input = page.GetByLabel("Choose a list");
        await Expect(input).ToBeEnabledAsync();
        await input.SetInputFilesAsync(path);
        await page.GetByRole(AriaRole.Heading, new() { Name = "What to check" }).WaitForAsync();
    }

    /// <summary>The titles with a vendor's labels, of which one in so many is wrong.</summary>
    private static string Labelled(int wrong, string sales)
    {
        var csv = new StringBuilder("Id,Job Title,vendor\r\n");
        foreach (var (at, (title, label)) in Lists.Titles.Index())
        {
            var given = at % wrong == 0 ? Lists.Labels.First(other => other.Label != label).Label : label;
            csv.Append(CultureInfo.InvariantCulture, $"{at:00000},{title},{(given == "Sales" ? sales : given)}\r\n");
        }

        return csv.ToString();
    }
}
