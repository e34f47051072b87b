using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace LeadScout.Dashboard.Tests;

/// <summary>
/// A look at a page: nothing sticks out, axe finds no serious fault, and a picture is left in artifacts/screenshots for a person to look at.
/// </summary>
internal static class Looks
{
    // Both looks and both widths. The other two pairs hold nothing new to judge, but a person may want to see them.
    private static readonly (string Look, int Width, int Height)[] Screens = Environment.GetEnvironmentVariable("LEADSCOUT_ALL_SCREENS") == "1"
        ? [("light", 1280, 900), ("dark", 400, 860), ("dark", 1280, 900), ("light", 400, 860)]
        : [("light", 1280, 900), ("dark", 400, 860)];

    private static readonly string Pictures = Directory.CreateDirectory(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "screenshots")).FullName;

    /// <summary>Shows a server on each screen: wide and light, narrow and dark; with LEADSCOUT_ALL_SCREENS=1 in all four pairs.</summary>
    public static async Task EachScreenAsync(Browser browser, string server, Func<IPage, string, Task> look)
    {
        foreach (var (name, width, height) in Screens)
        {
            await using var visit = await browser.VisitAsync(server, name, width, height);
            await look(visit.Page, $"{name}-{width}");
            visit.NothingWasWrong();
        }
    }

    /// <summary>Looks at a page as it stands.</summary>
    public static async Task LookAsync(IPage page, string name, string look)
    {
        // As high as the page, so that what sticks to the screen's edge stands at the page's.
        var (width, height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        await page.SetViewportSizeAsync(width, Math.Max(height, await page.EvaluateAsync<int>("document.documentElement.scrollHeight")));
        await page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{name}-{look}.png"), Animations = ScreenshotAnimations.Disabled });
        await page.SetViewportSizeAsync(width, height);
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
            $"{name}, {look}: the page is wider than the screen.");
        var wide = await page.EvaluateAsync<string[]>(
            "[...document.querySelectorAll('.scroll:has(> .grid-table:not(.rows))')].filter(at => at.scrollWidth > at.clientWidth + 1).map(at => `${at.ariaLabel} ${at.scrollWidth} > ${at.clientWidth}`)");
        Assert.True(width > 400 || wide.Length == 0, $"{name}, {look}: to be read a table has to be moved sideways: {string.Join("; ", wide)}.");
        var faults = (await page.RunAxe()).Violations.Where(violation => violation.Impact is "serious" or "critical");
        Assert.True(!faults.Any(), $"{name}, {look}: {string.Join("; ", faults.Select(fault => $"{fault.Id} at {string.Join(" and ", fault.Nodes.Select(node => node.Html))}"))}");
    }
}
