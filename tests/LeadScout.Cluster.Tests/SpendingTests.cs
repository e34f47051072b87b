using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using LeadScout.StandIn;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>A key's spending limit is one, whichever nodes spend from it at once.</summary>
public sealed class SpendingTests(ServiceFixture fixture)
{
    private const int Lanes = 4; // requests at once on each node

    // A single text is held back for with the most that it can take, several calls: output is cheap, so that many fit beside one another.
    private static readonly Price Price = new(100, 100, 1);
    private static readonly Money Limit = Money.OfDollars(1.5m);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_nodes_that_race_for_a_keys_limit_spend_most_of_it_and_never_more_by_the_LLMs_own_count()
    {
        // What it works on is counted before the reply leaves, and whatever becomes of the reply.
        var dear = new StandInOptions { Answers = TitleList.Invented.Answers, MakesUpTheRest = true, Latency = TimeSpan.FromMilliseconds(20) };
        string[] prices = ["--price-in", Text(Price.Input), "--price-out", Text(Price.Output)];
        await using var service = await Service.StartAsync(fixture, 1, dear, args: prices);
        var made = await service[0].PostAsync("settings/keys", new { name = "racer", scope = "label", purseUsd = Limit.Dollars });
        await Task.WhenAll(service.AddAsync(prices), service.AddAsync(prices)); // who starts reads the keys
        foreach (var node in service.Nodes)
        {
            node.Client.DefaultRequestHeaders.Authorization = new("Bearer", made.GetProperty("text").GetString());
        }

        var job = await Service.SubmitAsync(service[0], "&maxCostUsd=0.5");
        var answered = 0;
        for (var (round, served) = (0, int.MaxValue); served > 0; round++, answered += served)
        {
            served = (await Task.WhenAll(service.Nodes.SelectMany((node, at) => Enumerable.Range(0, Lanes).Select(lane => IsServedAsync(node, $"{at} {lane} {round}")))))
                .Count(isServed => isServed);
            Assert.InRange(BilledBy(service.Teacher).Dollars, 0, Limit.Dollars); // else a limit that nobody keeps would never end this
        }

        Assert.Contains((await Service.EndAsync(service[1], job)).GetProperty("status").GetString(), (string[])["done", "out-of-money"]);
        var billed = BilledBy(service.Teacher);
        Assert.True(answered > 0);
        Assert.InRange(billed.Dollars, Limit.Dollars / 2, Limit.Dollars);
    }

    // A text that nothing is known of, so that somebody has to pay for it.
    private static async Task<bool> IsServedAsync(Node node, string number)
    {
        using var response = await node.Client.PostAsJsonAsync("classify", new { question = "group", text = $"Keeper {number}" }, Cancellation);
        Assert.True(response.IsSuccessStatusCode || response.StatusCode == HttpStatusCode.PaymentRequired, await response.Content.ReadAsStringAsync(Cancellation));
        return response.IsSuccessStatusCode;
    }

    private static Money BilledBy(StandInServer teacher) =>
        teacher.Stats is var stats ? Price.Of(new Usage(stats.WorkedInputTokens, 0, stats.WorkedOutputTokens)) : default;

    private static string Text(decimal dollars) => dollars.ToString(CultureInfo.InvariantCulture);
}
