using System.Xml.Linq;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>What was learned, as answers to questions that people have: with keys alone, and every chart as a file.</summary>
public sealed class LearnedPageTests(Browser browser)
{
    [Fact]
    public async Task The_page_answers_five_questions_and_gives_its_numbers_away()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await visit.GoAsync("/learned/team");

        foreach (var question in (string[])["Is it getting cheaper?", "What carries it?", "Where is it weak?", "Does the LLM drift?", "What did it cost, and whom?"])
        {
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = question, Exact = true })).ToBeVisibleAsync();
        }

        await Expect(page.GetByText("The first list, titles.csv:")).ToBeVisibleAsync();
        await Expect(page.GetByText("One job to go by")).ToBeVisibleAsync();
        await CarriersAsync(page);
        await page.GetByLabel("By", new() { Exact = true }).SelectOptionAsync("Who");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Costs" })).ToContainTextAsync(Environment.UserName);
        await FilesAsync(page);
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task What_a_person_says_otherwise_is_found_with_its_text_by_keys_alone()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url, "dark", 400, 860);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        var (text, label, other) = await stage.CorrectAnAnswerAsync(page.Url.Split('/')[^1]);
        await visit.GoAsync("/learned/team");

        await page.GetByRole(AriaRole.Radio, new() { Name = "LLM against people" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByText("Texts that differ: 1 of 1")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = $"1 text: {label}, then {other}. Show examples" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByText($"{label}, then {other}: 1 text.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasTextString = text }).First).ToBeVisibleAsync();
        await Looks.LookAsync(page, "learned-confusion", "dark-400");
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task The_words_of_the_pages_are_explained_where_they_first_stand()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await visit.GoAsync("/words");
        await Expect(visit.Page.Locator("#certificate")).ToContainTextAsync("at most so many rows are wrong");
        await Looks.LookAsync(visit.Page, "words", "light-1280");
    }

    private static async Task CarriersAsync(IPage page)
    {
        var table = page.GetByRole(AriaRole.Region, new() { Name = "Table of what carries it" });
        await Expect(table.Locator("tbody tr").First).ToBeVisibleAsync();
        Assert.True(await table.EvaluateAsync<bool>("at => at.scrollWidth <= at.clientWidth"), "The verdict of the audits is out of sight: a line of the first column is not broken.");
        await page.GetByLabel("Find a word").FillAsync("buchhalter");
        var row = table.Locator("tbody tr");
        await Expect(row).ToHaveCountAsync(1);
        await Expect(row).ToContainTextAsync("Finance");
        await row.Locator("summary").PressAsync("Enter");
        await row.GetByRole(AriaRole.Button, new() { Name = "word:buchhalter", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Its evidence");
        await page.GetByRole(AriaRole.Dialog).PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).Not.ToBeVisibleAsync();
    }

    private static async Task FilesAsync(IPage page)
    {
        var csv = await SavedAsync(page, "Save the lists of this question as CSV");
        Assert.StartsWith("\uFEFFjob,list,begun", System.Text.Encoding.UTF8.GetString(csv).TrimEnd(), StringComparison.Ordinal);
        await page.Locator("section:has(#cheaper-title) summary").ClickAsync();
        var svg = await SavedAsync(page, "Save asked share by list as SVG");
        Assert.Equal("svg", XDocument.Load(new MemoryStream(svg)).Root!.Name.LocalName);
        var png = await SavedAsync(page, "Save asked share by list as PNG");
        Assert.Equal("\u0089PNG"u8.ToArray()[^3..], png[1..4]);
        Assert.True(png.Length > 5_000);
    }

    private static async Task<byte[]> SavedAsync(IPage page, string button)
    {
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        return await File.ReadAllBytesAsync(await saved.PathAsync(), TestContext.Current.CancellationToken);
    }
}
