using Microsoft.Playwright;
using Xunit;

namespace LeadScout.Dashboard.Tests;

/// <summary>The way around, where it lies at the foot of a narrow screen.</summary>
internal static class FootBar
{
    /// <summary>That all of it is in view, no word lies over another, and nothing of the page lies under it for good.</summary>
    internal static async Task HoldsTogetherAsync(IPage page)
    {
        // The boxes of the words and signs themselves, for a word may stick out of its link.
        var faults = await page.EvaluateAsync<string[]>(
            """
            () => {
                const bar = document.querySelector('.nav').getBoundingClientRect();
                const parts = [...document.querySelectorAll('.nav nav a, .nav .plain')].filter(at => at.getClientRects().length > 0);
                const boxes = parts.map(part => {
                    const shown = [...part.querySelectorAll('svg, span')].filter(at => getComputedStyle(at).clipPath === 'none' && at.getClientRects().length > 0).map(at => at.getBoundingClientRect());
                    return { name: part.textContent.trim(), left: Math.min(...shown.map(box => box.left)), right: Math.max(...shown.map(box => box.right)), bottom: Math.max(...shown.map(box => box.bottom)), height: part.getBoundingClientRect().height };
                }).sort((one, other) => one.left - other.left);
                const faults = [];
                if (Math.abs(bar.bottom - innerHeight) > 1) { faults.push(`the bar ends at ${bar.bottom} of ${innerHeight}`); }
                boxes.forEach((box, at) => {
                    if (box.left < 0 || box.right > innerWidth || box.bottom > innerHeight) { faults.push(`${box.name} sticks out: ${box.left} to ${box.right}`); }
                    if (box.height < 32) { faults.push(`${box.name} is ${box.height} high`); }
                    if (at > 0 && boxes[at - 1].right > box.left) { faults.push(`${boxes[at - 1].name} lies over ${box.name}`); }
                });
                scrollTo(0, document.documentElement.scrollHeight);
                const last = document.querySelector('main').lastElementChild.getBoundingClientRect();
                if (last.bottom > bar.top) { faults.push(`the page's end lies under it: ${last.bottom} > ${bar.top}`); }
                return faults;
            }
            """);
        Assert.Empty(faults);
    }
}
