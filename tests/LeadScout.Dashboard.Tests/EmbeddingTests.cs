using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Dashboard.Tests;

/// <summary>What embeds a list's texts, as an analyst chooses it: only what the server allows, and what it sends is said first.</summary>
public sealed class EmbeddingTests(Browser browser)
{
    private const string Model = "openai:text-embedding-3-small";

    [Fact]
    public async Task A_service_that_the_server_allows_can_be_chosen_and_what_is_sent_there_is_said_before_the_start()
    {
        await using var stage = await Stage.SetAsync(
            options: standIn => ["--embeddings", Model, "--embedding-url", standIn.Url.ToString(), "--embedding-price", "10"]);
        await using var visit = await browser.VisitAsync(stage.Server.Url);
        var page = visit.Page;
        await stage.OrderAsync(page);
        await page.GetByText("More", new() { Exact = true }).ClickAsync();
        await Expect(page.GetByLabel("Embeddings").Locator("option")).ToHaveTextAsync(["none", "local", Model]);

        await page.GetByLabel("Embeddings").SelectOptionAsync(Model);
        await Expect(page.GetByText("will be sent to 127.0.0.1")).ToBeVisibleAsync();
        Assert.DoesNotContain(stage.Teacher.Calls, call => call.Path.EndsWith("/embeddings", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
        await Expect(page.Locator("[data-state=done]")).ToBeVisibleAsync();
        Assert.Contains(stage.Teacher.Calls, call => call.Path.EndsWith("/embeddings", StringComparison.Ordinal));
        visit.NothingWasWrong();
    }
}
