using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>On the page of settings a key sees what it may set, and is told the rest.</summary>
public sealed class ReadKeyTests(Browser browser) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-read-key-");

    [Fact]
    public async Task Who_may_only_read_is_told_how_long_answers_are_kept_and_sees_no_field_for_it()
    {
        var admin = await KeyAsync("admin");
        var reader = await KeyAsync("read");
        await using var server = await ServerProcess.StartAsync(_folder.FullName, new Uri("http://127.0.0.1:9"), more: "--require-key");

        await using var owner = await SettingsOfAsync(server, admin);
        await owner.Page.GetByLabel("Days", new() { Exact = true }).FillAsync("90");
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Set", Exact = true }).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Button, new() { Name = "Yes", Exact = true }).ClickAsync();
        await Expect(owner.Page.GetByText("Answers are kept for 90 days.")).ToBeVisibleAsync();

        await using var guest = await SettingsOfAsync(server, reader);
        await Expect(guest.Page.GetByText("Answers are kept for 90 days.")).ToBeVisibleAsync();
        await Expect(guest.Page.GetByLabel("Days", new() { Exact = true })).ToHaveCountAsync(0);
        await Expect(guest.Page.GetByRole(AriaRole.Button, new() { Name = "Set", Exact = true })).ToHaveCountAsync(0);
        await Looks.LookAsync(guest.Page, "settings-read-key", "light-1280");
        owner.NothingWasWrong();
        guest.NothingWasWrong();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> KeyAsync(string scope) =>
        (await ServerProcess.RunAsync(_folder.FullName, "serve", "keys", "add", scope + "er", "--scope", scope)).Trim();

    private async Task<Visit> SettingsOfAsync(ServerProcess server, string key)
    {
        var visit = await browser.VisitAsync(server.Url);
        await visit.Page.GotoAsync("/settings");
        await visit.Page.GetByLabel("Your key").FillAsync(key);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Retention" })).ToBeVisibleAsync();
        return visit;
    }
}
