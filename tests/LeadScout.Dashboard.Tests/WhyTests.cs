using System.Text.RegularExpressions;
using LeadScout.Texts;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>Why a row has its label is told in words that people have.</summary>
public sealed class WhyTests(Browser browser)
{
    [Fact]
    public async Task The_patterns_behind_a_row_are_called_by_words_and_their_own_names_are_kept_for_who_asks()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();

        var whole = new Regex($"^({string.Join('|', Enum.GetValues<FeatureKind>().Select(kind => Regex.Escape(kind.Prefix())))})");
        var rows = page.Locator(".rows tbody tr[data-row]").Filter(new() { HasText = "student" });
        await Expect(rows.First).ToBeVisibleAsync();
        var fragments = 0;
        for (var at = 0; at < 5; at++)
        {
            await rows.Nth(at).Locator(".link-button").ClickAsync();
            var named = page.Locator(".why tbody th[title]");
            await Expect(named.First).ToBeVisibleAsync();
            Assert.All(await named.AllInnerTextsAsync(), name => Assert.DoesNotMatch(whole, name));
            var titles = await named.EvaluateAllAsync<string[]>("found => found.map(at => at.title)");
            Assert.All(titles, title => Assert.Matches(whole, title));
            fragments += titles.Count(title => title.StartsWith(FeatureKind.Ngram.Prefix(), StringComparison.Ordinal));
            await rows.Nth(at).Locator(".link-button").ClickAsync();
            await Expect(page.Locator(".why")).ToHaveCountAsync(0);
        }

        Assert.True(fragments > 0, "No row rests on a part of a word: the test shows nothing.");
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task Who_corrects_a_row_in_its_why_is_not_told_of_their_own_word_and_somebody_else_is()
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await using var other = await browser.VisitAsync(stage.Server.Url);
        await other.GoAsync(new Uri(page.Url).AbsolutePath);
        await Expect(other.Page.Locator(".rows tbody tr[data-row='1']")).ToBeVisibleAsync();

        await page.Locator(".rows tbody tr[data-row='1'] .link-button").ClickAsync();
        await page.GetByLabel("The right label").SelectOptionAsync("HR");
        await page.GetByRole(AriaRole.Button, new() { Name = "Correct it" }).ClickAsync();

        await Expect(page.Locator(".rows tbody tr[data-row='1']")).ToContainTextAsync("person");
        await Expect(other.Page.Locator(".rows tbody tr[data-row='1'] .heard")).ToContainTextAsync("has just said HR.");
        await Expect(page.Locator(".rows .heard")).ToHaveCountAsync(0);
        visit.NothingWasWrong();
        other.NothingWasWrong();
    }
}
