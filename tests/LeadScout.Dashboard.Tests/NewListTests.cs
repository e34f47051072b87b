using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>The form for a new list: what it costs and takes is an interval, the start is in view, and a limit that is too low is told.</summary>
public sealed class NewListTests(Browser browser)
{
    [Fact]
    public async Task The_start_is_in_view_wherever_the_page_stands_and_says_what_it_comes_to()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var wide = await browser.VisitAsync(stage.Server.Url);
        await stage.UploadAsync(wide.Page, "titles.csv", Lists.Csv);
        var address = new Uri(wide.Page.Url).AbsolutePath;

        await Looks.EachScreenAsync(browser, stage.Server.Url, async (page, look) =>
        {
            await page.GotoAsync(address);
            var start = page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true });
            await Expect(page.GetByText("Choose a question first.")).ToBeVisibleAsync();
            await Expect(start).ToBeInViewportAsync();
            await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
            await Expect(start).ToBeInViewportAsync();
            var bar = page.GetByRole(AriaRole.Group, new() { Name = "Start" });
            await Expect(bar).ToContainTextAsync(new Regex(@"\$[\d.]+ – \$[\d.]+, [\d.:]+ (s|min) – [\d.:]+ (s|min), [\d,]+ – [\d,]+ texts to ask"));
            await Expect(page.GetByLabel("Texts as they would be sent").Locator("li")).ToHaveCountAsync(3);
            await Looks.LookAsync(page, "new-list", look);
            await page.EvaluateAsync("scrollTo(0, document.body.scrollHeight)");
            await Expect(start).ToBeInViewportAsync();
        });
    }

    [Fact]
    public async Task Who_types_and_presses_start_in_the_same_moment_has_started_by_what_was_typed()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.UploadAsync(page, "titles.csv", Lists.Csv);
        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.GetByText("Choose a question first.")).ToBeVisibleAsync();
        await page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();

        await TypeAndPressAsync(page, "order-limit", "nothing", "Start"); // what can't be used is told, not dropped
        await Expect(page.GetByText("It was not started.")).ToBeVisibleAsync();
        await Expect(page.GetByText("The most to spend: 'nothing' is not allowed.").Last).ToBeVisibleAsync();
        await TypeAndPressAsync(page, "order-limit", "3.21", "Start"); // from a form that could not be started, too

        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("$3.21");
        visit.NothingWasWrong();
    }

    [Fact]
    public async Task A_press_that_overtakes_the_choice_of_the_question_is_a_press()
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.UploadAsync(visit.Page, "titles.csv", Lists.Csv);
        await Expect(visit.Page.GetByText("Choose a question first.")).ToBeVisibleAsync();

        await visit.Page.GetByLabel("Question", new() { Exact = true }).EvaluateAsync(
            """
            select => {
                select.value = 'team';
                select.dispatchEvent(new Event('change', { bubbles: true }));
                [...document.querySelectorAll('button')].find(found => found.textContent.trim() === 'Start').click();
            }
            """);

        await Expect(visit.Page).ToHaveURLAsync(new Regex("/jobs/"));
        visit.NothingWasWrong();
    }

    /// <summary>The browser tells the server of the field and of the press with nothing between them.</summary>
    internal static Task TypeAndPressAsync(IPage page, string field, string value, string button) => page.EvaluateAsync(
        """
        ([field, value, button]) => {
            const input = document.getElementById(field);
            input.focus();
            input.value = value;
            input.dispatchEvent(new Event('change', { bubbles: true }));
            [...document.querySelectorAll('button')].find(found => found.textContent.trim() === button).click();
        }
        """,
        new[] { field, value, button });

    [Theory]
    [InlineData("light", 1280, 900)]
    [InlineData("dark", 400, 860)]
    public async Task A_press_that_lasts_until_the_price_of_what_was_just_typed_is_drawn_is_a_press(string look, int width, int height)
    {
        await using var stage = await Stage.SetAsync();
        await stage.KeepQuestionAsync("team", "{Job Title}");
        await using var visit = await browser.VisitAsync(stage.Server.Url, look, width, height);
        await stage.UploadAsync(visit.Page, "titles.csv", Lists.Csv);
        await visit.Page.GetByLabel("Question", new() { Exact = true }).SelectOptionAsync("team");

        await TypeAndHoldAsync(visit.Page, "Rows that may differ, %", "Start");

        await Expect(visit.Page).ToHaveURLAsync(new Regex("/jobs/"));
        visit.NothingWasWrong();
    }

    /// <summary>
    /// Types a figure in place of one that could not be used, and presses a button as slowly as a person: the figure is sent when the press begins,
    /// and by its end the price is drawn, which was not there before.
    /// </summary>
    internal static async Task TypeAndHoldAsync(IPage page, string field, string button)
    {
        await page.GetByLabel(field).FillAsync("many");
        await page.GetByLabel(field).PressAsync("Tab");
        await Expect(page.GetByText("It can't be worked out yet.")).ToBeVisibleAsync();
        await page.GetByLabel(field).FillAsync("10");
        var pressed = page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true });
        await pressed.HoverAsync();
        await page.Mouse.DownAsync();
        await Expect(page.GetByText("Texts to ask", new() { Exact = true })).ToBeVisibleAsync();
        await page.Mouse.UpAsync();
    }

    [Theory]
    [InlineData("0.000001", "The spending limit will not be enough.")]
    [InlineData("1000", null)]
    public async Task A_limit_below_the_forecast_is_told_before_the_start(string limit, string? says)
    {
        await using var stage = await Stage.SetAsync();
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await stage.OrderAsync(visit.Page);

        await visit.Page.GetByLabel("Spending limit, US $").FillAsync(limit);
        await visit.Page.GetByLabel("Spending limit, US $").BlurAsync();
        await Expect(visit.Page.GetByText("It will not spend more than")).ToBeVisibleAsync();

        await (says is null
            ? Expect(visit.Page.GetByText("not be enough")).ToHaveCountAsync(0)
            : Expect(visit.Page.GetByText(says)).ToBeVisibleAsync());
        visit.NothingWasWrong();
    }
}
