using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace LeadScout.Cluster.Tests;

/// <summary>The page of those who run several servers, before a browser, on a node that works and on one that does not.</summary>
public sealed class ClusterPageTests(ServiceFixture fixture, Browser browser)
{
    [Fact]
    public async Task Three_nodes_a_job_at_work_and_calls_of_unknown_price_are_shown_on_each_node()
    {
        var gate = new Gate(2);
        await using var service = await Service.StartAsync(fixture, 3, gate.Options, args: ["--requests-per-minute", "5000"]);
        var job = await Service.SubmitAsync(service[0]);
        await gate.ArrivedAsync(3);
        var busy = await service.NodeOfAsync(job);
        var idle = service.Nodes.First(node => node != busy);

        await Looks.EachScreenAsync(browser, AddressOf(busy), async (page, look) =>
        {
            await SeeAsync(page, service, busy, job);
            await Expect(Region(page, "Table of limits").Locator("tbody tr")).ToContainTextAsync("openai:stand-in");
            await Expect(page.GetByText("price is unknown, so nothing could be held back for")).ToBeVisibleAsync();
            await Looks.LookAsync(page, "cluster", look);
            if (page.ViewportSize!.Width < 900)
            {
                await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Pages" }).GetByRole(AriaRole.Link)).ToHaveCountAsync(8);
                await FootBar.HoldsTogetherAsync(page);
            }
        });
        await Looks.EachScreenAsync(browser, AddressOf(idle), async (page, look) =>
        {
            await SeeAsync(page, service, idle, job);
            await Expect(page.GetByText("This node has called no LLM yet.")).ToBeVisibleAsync();
            await Looks.LookAsync(page, "cluster-idle-node", look);
        });

        gate.Open();
        Assert.Equal(fixture.Output, await Service.ResultAsync(idle, job));
        await Looks.EachScreenAsync(browser, AddressOf(busy), async (page, look) =>
        {
            await page.GotoAsync("/cluster");
            await Expect(page.GetByText("No job is at work.")).ToBeVisibleAsync();
            await Expect(page.GetByText("No call is out.")).ToBeVisibleAsync();
            await Looks.LookAsync(page, "cluster-at-rest", look);
        });
    }

    private static async Task SeeAsync(IPage page, Service service, Node node, string job)
    {
        await page.GotoAsync("/cluster");
        var nodes = Region(page, "Table of nodes").Locator("tbody tr");
        await Expect(nodes).ToHaveCountAsync(service.Nodes.Count);
        await Expect(nodes.Filter(new() { HasText = "(this one)" })).ToContainTextAsync(node.Name);
        await Expect(Region(page, "Table of leases").GetByRole(AriaRole.Link, new() { Name = job })).ToBeVisibleAsync();
        await Expect(Region(page, "Table of partitions").Locator("tbody tr")).ToHaveCountAsync(8);
    }

    private static ILocator Region(IPage page, string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    private static string AddressOf(Node node) => new Uri(node.Client.BaseAddress!, "/").ToString();
}
