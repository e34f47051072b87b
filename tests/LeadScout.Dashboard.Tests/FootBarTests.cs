using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>On a narrow screen the way around lies at its foot: all of it in view, no word over another, nothing of the page under it for good.</summary>
public sealed class FootBarTests(Browser browser)
{
    [Theory]
    [InlineData(400, "light")]
    [InlineData(400, "dark")]
    [InlineData(360, "light")]
    public async Task Every_page_is_in_reach_and_no_word_lies_over_another(int width, string look)
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url, look, width, 700);
        await visit.GoAsync("/settings");
        await Expect(visit.Page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link)).ToHaveCountAsync(7);

        await FootBar.HoldsTogetherAsync(visit.Page);
        visit.NothingWasWrong();
    }
}
