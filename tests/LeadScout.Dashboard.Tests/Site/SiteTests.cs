using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;

namespace LeadScout.Dashboard.Tests.Site;

/// <summary>The documentation's site in a real browser: it asks no other server, its search finds, and its links lead somewhere.</summary>
public sealed partial class SiteTests(Browser browser, BuiltSite site) : IClassFixture<BuiltSite>
{
    [Fact]
    public async Task A_reader_searches_and_reads_and_no_other_server_is_asked()
    {
        await using var visit = await browser.VisitAsync(site.Url.ToString());
        await visit.Page.GotoAsync(site.Url.ToString());
        await Assertions.Expect(visit.Page.Locator("h1").First).ToHaveTextAsync("LeadScout");
        await visit.Page.Locator("#search-query").FillAsync("certificate");
        var found = visit.Page.Locator("#search-results a", new PageLocatorOptions { HasTextString = "The certificate" }).First;
        // A result opens in another tab.
        await visit.Page.GotoAsync(new Uri(site.Url, await found.GetAttributeAsync("href") ?? "").ToString());
        await Assertions.Expect(visit.Page.Locator("h1").First).ToHaveTextAsync("The certificate");
        await visit.Page.GotoAsync(new Uri(site.Url, "docs/start.html").ToString());
        await visit.Page.Locator("#toc a", new PageLocatorOptions { HasTextString = "Tutorial" }).First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("h1").First).ToContainTextAsync("Tutorial");

        visit.NothingWasWrong();
    }

    [Fact]
    public void Pages_load_nothing_from_elsewhere_and_their_links_lead_to_files()
    {
        var pages = Directory.EnumerateFiles(site.Folder, "*.html", SearchOption.AllDirectories).ToArray();
        Assert.True(pages.Length > 40, $"{pages.Length} pages");
        foreach (var page in pages)
        {
            var html = File.ReadAllText(page);
            Assert.DoesNotMatch(Loaded(), html);
            var broken = Link().Matches(html).Select(link => Uri.UnescapeDataString(link.Groups[1].Value.Split('#', '?')[0]))
                .Where(link => link.Length > 0 && !Path.Exists(Path.Join(Path.GetDirectoryName(page), link)));
            Assert.True(!broken.Any(), $"{page}: {string.Join(", ", broken)}");
        }
    }

    [Fact]
    public void Every_document_of_the_repository_is_in_the_table_of_contents()
    {
        var contents = File.ReadAllText(Path.Join(site.Folder, "..", "site-source", "docs", "toc.yml"));
        var missing = Directory.EnumerateFiles(Path.Join(site.Folder, "..", "site-source", "docs"), "*.md").Select(Path.GetFileName)
            .Where(page => !contents.Contains($" {page} ", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [GeneratedRegex("""<(?:script|img|iframe|source|video|audio)[^>]+src="(?:https?:)?//|<link[^>]+href="(?:https?:)?//|@import|url\(['"]?(?:https?:)?//""")]
    private static partial Regex Loaded();

    [GeneratedRegex("""(?:href|src)="(?![a-z][a-z0-9+.-]*:|//|#)([^"]+)""")]
    private static partial Regex Link();
}
