using LeadScout.Server.Tests;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>Signing in, in a real browser: its rules about cookies, redirects and origins are the ones that count.</summary>
public sealed class SignOnTests(Browser browser) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leadscout-sign-on-");

    [Fact]
    public async Task With_a_key_a_person_signs_in_and_out()
    {
        var key = (await ServerProcess.RunAsync(_folder.FullName, "serve", "keys", "add", "laptop", "--scope", "read")).Trim();
        await using var server = await ServerProcess.StartAsync(_folder.FullName, new Uri("http://127.0.0.1:1"), more: "--require-key");
        await using var visit = await browser.VisitAsync(server.Url);
        var page = visit.Page;

        await page.GotoAsync("/");
        await page.GetByLabel("Your key").FillAsync(key + "x");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("not known");
        await page.GetByLabel("Your key").FillAsync(key);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByText("There is nothing to look at yet.")).ToBeVisibleAsync();

        await page.GotoAsync("/settings");
        await Expect(page.GetByText("Signed in as laptop; you may read.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByLabel("Your key")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_person_signs_in_at_an_issuer_on_another_site_uses_the_pages_and_signs_out()
    {
        await using var issuer = await Issuer.StartAsync();
        await using var server = await ServerProcess.StartAsync(_folder.FullName, issuer.Address, environment: new Dictionary<string, string>
        {
            ["LEADSCOUT_OIDC_AUTHORITY"] = issuer.Address.ToString(),
            ["LEADSCOUT_OIDC_CLIENT_ID"] = Issuer.ClientId,
            ["LEADSCOUT_OIDC_CLIENT_SECRET"] = Issuer.Secret,
        });
        await using var visit = await browser.VisitAsync(server.Url);
        var page = visit.Page;

        await page.GotoAsync("/");
        await Expect(page.GetByText("See it work first")).ToBeVisibleAsync();
        await page.GotoAsync("/settings");
        await Expect(page.GetByText("Signed in as Ada; you may label.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page.GetByText("You are signed out.")).ToBeVisibleAsync();
        Assert.Equal(1, issuer.Tokens);

        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
        await Expect(page.GetByText("See it work first")).ToBeVisibleAsync();
        Assert.Equal(2, issuer.Tokens);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
