using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>What holds on every page: where the focus is can be seen, nothing is wider than the screen, nothing lies over the text.</summary>
public sealed class CraftTests(Browser browser) : IDisposable
{
    private const int MostStops = 60;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-craft-");

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 400)]
    public async Task Whoever_goes_by_keys_sees_where_they_are(string look, int width)
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url, look, width);
        foreach (var path in (string[])["/", "/new", "/learned", "/review", "/questions", "/settings"])
        {
            await visit.GoAsync(path);
            await visit.Page.Keyboard.PressAsync("Tab");
            for (var stop = 0; stop < MostStops && await visit.Page.EvaluateAsync<bool>("document.activeElement !== document.body"); stop++)
            {
                var seen = await visit.Page.EvaluateAsync<string>(
                    """
                    (() => {
                        const at = document.activeElement.matches('input[type=file]') ? document.activeElement.parentElement : document.activeElement;
                        const style = getComputedStyle(at);
                        const shows = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || at.matches('.drop');
                        return shows ? '' : document.activeElement.outerHTML.slice(0, 200);
                    })()
                    """);
                Assert.True(seen.Length == 0, $"{path}: the focus can't be seen on {seen}");
                await visit.Page.Keyboard.PressAsync("Tab");
            }
        }
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task The_files_of_questions_stay_within_the_page(int width)
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("wide", "{" + new string('W', 60) + "}");
        await using var visit = await browser.VisitAsync(stage.Server.Url, width: width);
        await visit.GoAsync("/questions");
        foreach (var summary in await visit.Page.GetByText("The question file").AllAsync())
        {
            await summary.ClickAsync();
        }

        Assert.True(await visit.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= width);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task The_list_of_keys_stands_in_the_middle_of_the_screen(int width)
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url, width: width);
        await visit.GoAsync("/");
        await visit.Page.Keyboard.PressAsync("?");

        var box = (await visit.Page.Locator("#keys").BoundingBoxAsync())!;

        Assert.InRange(box.X + (box.Width / 2), (width / 2f) - 10, (width / 2f) + 10);
        Assert.InRange(box.Y + (box.Height / 2), 440, 460);
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(400)]
    public async Task A_word_about_what_was_done_lies_over_no_text(int width)
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url, width: width);
        await visit.GoAsync("/settings");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Set", Exact = true }).ClickAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        var toast = visit.Page.Locator(".mud-snackbar");
        await Expect(toast).ToContainTextAsync("kept for ever");
        await visit.Page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");

        var covered = await visit.Page.EvaluateAsync<string[]>(
            """
            (() => {
                const toast = document.querySelector('.mud-snackbar').getBoundingClientRect();
                const says = element => !element.closest('.mud-snackbar') && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
                const found = new Set();
                for (let x = toast.left + 1; x < toast.right; x += 8) {
                    for (let y = toast.top + 1; y < toast.bottom; y += 8) { document.elementsFromPoint(x, y).filter(says).forEach(element => found.add(element.outerHTML.slice(0, 120))); }
                }
                return [...found];
            })()
            """);

        Assert.Empty(covered);
    }

    [Fact]
    public async Task A_table_is_filtered_while_one_types()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await visit.GoAsync("/learned");
        var rows = visit.Page.GetByRole(AriaRole.Region, new() { Name = "Table of patterns" }).Locator("tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();

        await Expect(visit.Page.Locator("#carrier-find")).ToBeVisibleAsync(); // the first of the page, whichever comes first
        await visit.Page.Keyboard.PressAsync("/");
        await Expect(visit.Page.Locator("input[data-filter]").First).ToBeFocusedAsync();
        await visit.Page.Locator("#pattern-find").FocusAsync();
        await visit.Page.Keyboard.TypeAsync("buchhalter");

        await Expect(rows.Filter(new() { HasNotText = "buchhalter" })).ToHaveCountAsync(0);
        await Expect(rows.First).ToContainTextAsync("buchhalter");
    }

    [Fact]
    public async Task The_pages_use_no_words_of_the_house()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);
        await NoWordsOfTheHouseAsync(visit.Page); // the form of a new list
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(visit.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await NoWordsOfTheHouseAsync(visit.Page);
        foreach (var path in (string[])["/", "/certify", "/learned", "/review", "/questions", "/settings", "/words", "/activity"])
        {
            await visit.GoAsync(path);
            await NoWordsOfTheHouseAsync(visit.Page);
        }
    }

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 400)]
    public async Task Signing_in_looks_like_the_pages_and_leads_to_the_page_that_was_wanted(string look, int width)
    {
        var key = (await ServerProcess.RunAsync(_folder.FullName, "serve", "keys", "add", "laptop", "--scope", "read")).Trim();
        await using var server = await ServerProcess.StartAsync(_folder.FullName, new Uri("http://127.0.0.1:1"), more: "--require-key");
        await using var visit = await browser.VisitAsync(server.Url, look, width);
        var page = visit.Page;
        await page.GotoAsync("/questions/department");

        await page.Keyboard.TypeAsync("no key");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known");
        visit.Forgive(); // the browser tells of every 401
        await Looks.LookAsync(page, "sign-in", $"{look}-{width}");
        Assert.Equal("none", await page.GetByRole(AriaRole.Button).EvaluateAsync<string>("button => getComputedStyle(button).borderStyle"));
        await page.Keyboard.TypeAsync(key);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Questions", Exact = true })).ToBeVisibleAsync();
        Assert.EndsWith("/questions/department", page.Url, StringComparison.Ordinal);
        visit.NothingWasWrong();
    }

    // An option of the command line is called what it is called.
    private static async Task NoWordsOfTheHouseAsync(IPage page) => Assert.DoesNotMatch(
        @"(?i)(?<!-)\b(teachers?|purse|escalat\w+|strand|agenda|wager|panel of members)\b", await page.Locator("main").InnerTextAsync());

    public void Dispose() => _folder.Delete(recursive: true);
}
