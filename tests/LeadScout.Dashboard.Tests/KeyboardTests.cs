using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>Stories told by keys alone: from a file to a result, two runs held against each other, what was learned, and keys for people.</summary>
public sealed class KeyboardTests(Browser browser)
{
    [Fact]
    public async Task A_list_goes_from_its_file_to_its_result_is_compared_and_looked_up_without_a_mouse()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("area", "{Job Title}");
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await visit.GoAsync("/new");

        await Expect(page.GetByLabel("Choose a list")).ToBeEnabledAsync();
        await TabToAsync(page, "Choose a list");
        var chooser = await page.RunAndWaitForFileChooserAsync(() => page.Keyboard.PressAsync("Space"));
        await chooser.SetFilesAsync(stage.List);
        await AskAsync(page, "team");

        await TabToAsync(page, "Ask another question");
        await page.Keyboard.PressAsync("Enter");
        await AskAsync(page, "area");

        await TabToAsync(page, "Compare with another run");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("Against", new() { Exact = true })).ToBeVisibleAsync();
        await TabToAsync(page, "Against");
        await page.Keyboard.TypeAsync("titles.csv, team");
        await Expect(page.GetByText("have the same label")).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("Tab"); // out of the list of runs
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("l");
        await Expect(page).ToHaveURLAsync(new Regex("/learned$"));
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Table of patterns" }).Locator("tbody tr").First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("buchhalter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "word:buchhalter", Exact = true }).First).ToBeVisibleAsync();
        await TabToAsync(page, "word:buchhalter");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Its evidence");
        await Expect(page.Locator("[role=dialog]:focus-within")).ToBeVisibleAsync(); // before that a key is the page's
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).Not.ToBeVisibleAsync();
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task Who_runs_the_server_makes_a_key_and_ends_it_and_its_secret_is_shown_once()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url, "dark", 400, 860);
        var page = visit.Page;
        await visit.GoAsync("/settings");
        await Expect(page.GetByText("There is no key yet.")).ToBeVisibleAsync();

        await TabToAsync(page, "Make a key");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A key needs a name");
        await page.GetByLabel("Whose key").FocusAsync();
        await page.Keyboard.TypeAsync("Ada from sales");
        await TabToAsync(page, "May");
        await page.Keyboard.TypeAsync("look");
        await TabToAsync(page, "Good for, days");
        await page.Keyboard.TypeAsync("30");
        await TabToAsync(page, "Make a key"); // at once: what was just typed counts
        await page.Keyboard.PressAsync("Enter");

        var secret = await page.GetByLabel("The key of Ada from sales", new() { Exact = true }).InputValueAsync();
        Assert.StartsWith("lsk_", secret, StringComparison.Ordinal);
        var row = page.GetByRole(AriaRole.Region, new() { Name = "Table of keys" }).Locator("tbody tr");
        await Expect(row).ToContainTextAsync("Ada from sales");
        await Expect(row).ToContainTextAsync("read");
        await Looks.EachScreenAsync(browser, stage.Server.Url, async (screen, look) =>
        {
            await screen.GotoAsync("/settings");
            await Expect(screen.GetByText("Ada from sales")).ToBeVisibleAsync();
            Assert.DoesNotContain(secret, await screen.ContentAsync(), StringComparison.Ordinal); // nobody else sees it, nor anybody later
            await Looks.LookAsync(screen, "keys", look);
        });
        await Looks.LookAsync(page, "keys-made", "dark-400");
        Assert.Equal(200, await StatusAsync(stage, secret));
        await TabToAsync(page, "I have it");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByLabel("The key of Ada from sales", new() { Exact = true })).ToHaveCountAsync(0);

        await TabToAsync(page, $"Revoke the key of Ada from sales, {secret.Split('_')[1]}");
        await page.Keyboard.PressAsync("Enter");
        await TabToAsync(page, "Revoke it now");
        await page.Keyboard.PressAsync("Enter");
        await Expect(row).ToContainTextAsync("ended");

        Assert.Equal(401, await StatusAsync(stage, secret));
        foreach (var file in Directory.EnumerateFiles(stage.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            Assert.DoesNotContain(secret[13..], await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal); // neither stored nor logged
        }

        visit.NothingWasWrong();
    }

    private static async Task AskAsync(IPage page, string question)
    {
        await Expect(page.GetByLabel("Question", new() { Exact = true })).ToBeVisibleAsync();
        await TabToAsync(page, "Question");
        await page.Keyboard.TypeAsync(question);
        await Expect(page.GetByLabel("Spending limit, US $")).ToBeVisibleAsync();
        await TabToAsync(page, "Spending limit, US $");
        await page.Keyboard.TypeAsync("5");
        await TabToAsync(page, "Start");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await Expect(page.Locator("[data-matches]")).ToContainTextAsync("rows.");
    }

    private static async Task<int> StatusAsync(Stage stage, string key)
    {
        using var client = new HttpClient { BaseAddress = new Uri(stage.Server.Url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        using var answer = await client.GetAsync("/api/v1/jobs", TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>Goes on with the key Tab until what has the focus is called so.</summary>
    internal static async Task TabToAsync(IPage page, string name)
    {
        for (var presses = 0; presses < 250; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>(
                    "(at => (at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent).trim())(document.activeElement)") == name)
            {
                return;
            }
        }

        Assert.Fail($"The key Tab does not lead to '{name}'.");
    }
}
