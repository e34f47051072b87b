using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>What one person shows to others: a link that reads, and the word that a job has ended.</summary>
public sealed class ShareTests(Browser browser) : IDisposable
{
    // Every control that changes or spends something.
    private static readonly Regex Controls = new("Pause|Resume|Cancel|Delete|Correct|Undo|Apply|Review the|Ask a|Share|Try the sample|New list|Start", RegexOptions.IgnoreCase);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-share-");

    [Fact]
    public async Task Who_opens_a_shared_link_sees_the_job_and_no_control_that_they_may_not_use()
    {
        var key = (await ServerProcess.RunAsync(_folder.FullName, "serve", "keys", "add", "admin", "--scope", "admin")).Trim();
        await using var server = await ServerProcess.StartAsync(_folder.FullName, new Uri("http://127.0.0.1:9"), more: "--require-key");
        await using var owner = await browser.VisitAsync(server.Url);
        await owner.Page.GotoAsync("/");
        await owner.Page.GetByLabel("Your key").FillAsync(key);
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Try the sample" }).ClickAsync();
        await Expect(owner.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Share a read-only link" }).ClickAsync();
        var link = await owner.Page.GetByLabel("Read-only link, good for 30 days").InputValueAsync();
        await Looks.LookAsync(owner.Page, "job-shared", "light-1280");

        await using var guest = await browser.VisitAsync(server.Url, "dark", 400, 860);
        await guest.Page.GotoAsync(link);
        await Expect(guest.Page.Locator("[data-state=done]")).ToBeVisibleAsync();
        await Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Download the result" })).ToBeVisibleAsync();
        Assert.DoesNotContain("#", guest.Page.Url, StringComparison.Ordinal);
        await guest.Page.Locator(".rows .link-button").First.ClickAsync();
        await Expect(guest.Page.Locator(".why strong").First).ToBeVisibleAsync();
        await NoControlsAsync(guest.Page);
        await Looks.LookAsync(guest.Page, "job-guest", "dark-400");
        foreach (var path in (string[])["/", "/new", "/review"])
        {
            await guest.GoAsync(path);
            await NoControlsAsync(guest.Page);
        }

        guest.NothingWasWrong();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "End it now" }).ClickAsync();
        await Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Share a read-only link" })).ToBeVisibleAsync();
        await guest.Page.GotoAsync("/");
        await Expect(guest.Page.GetByLabel("Your key")).ToBeVisibleAsync();
        owner.NothingWasWrong();
    }

    [Fact]
    public async Task The_browser_says_when_a_job_has_ended_if_it_was_asked_to()
    {
        await using var stage = await Stage.SetAsync(calls: 2);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        await visit.Page.AddInitScriptAsync(
            "window.told = []; window.Notification = class { static requestPermission() { return Promise.resolve('granted'); } constructor(title, more) { window.told.push(title + '. ' + more.body); } };");
        await stage.OrderAsync(visit.Page);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await stage.HoldsAsync();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Notify me when it ends" }).ClickAsync();
        await Expect(visit.Page.GetByText("This browser will say when the job ends")).ToBeVisibleAsync();

        stage.Release();
        await Expect(visit.Page.Locator("[data-state=done]")).ToBeVisibleAsync();

        await visit.Page.WaitForFunctionAsync("window.told.length === 1");
        Assert.StartsWith("titles.csv: done. Saved ", await visit.Page.EvaluateAsync<string>("window.told[0]"), StringComparison.Ordinal);
        visit.NothingWasWrong();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task NoControlsAsync(IPage page)
    {
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = Controls })).ToHaveCountAsync(0);
        await Expect(page.GetByRole(AriaRole.Link, new() { NameRegex = Controls })).ToHaveCountAsync(0);
        await Expect(page.Locator("input[type=file]")).ToHaveCountAsync(0);
    }
}
