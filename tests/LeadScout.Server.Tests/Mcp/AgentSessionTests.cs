using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Questions;
using LeadScout.Server.Mcp;
using LeadScout.Teaching;
using ModelContextProtocol.Protocol;
using Xunit;

namespace LeadScout.Server.Tests.Mcp;

/// <summary>What is booked, whatever becomes of a call.</summary>
public sealed class AgentSessionTests
{
    private static readonly Money Dollar = Money.OfDollars(1);

    private static readonly ImmutableArray<AgentTool> Tools = AgentTools.Of("A list");

    [Fact]
    public async Task A_refusal_before_anything_was_asked_costs_nothing()
    {
        var (reply, limit) = await PayAsync(_ => throw new BadInputException("no such column"));

        Assert.Equal(("refused", Money.Zero, Dollar), (StateOf(reply), limit.Spent, limit.Left));
    }

    [Theory]
    [InlineData(null, 0.4)]
    [InlineData(0.1, 0.1)]
    public async Task An_error_in_the_middle_costs_what_was_measured_or_else_all_that_was_held(double? measured, double booked)
    {
        var (reply, limit) = await PayAsync(bill =>
        {
            bill.Begin();
            if (measured is { } known)
            {
                bill.Measure(Money.OfDollars((decimal)known));
            }

            throw new BadInputException("the disk is full");
        });

        Assert.True(reply.IsError);
        Assert.Equal(Money.OfDollars((decimal)booked), limit.Spent);
        Assert.Equal((decimal)booked, reply.StructuredContent!.Value.GetProperty("spending").GetProperty("callUsd").GetDecimal());
    }

    [Fact]
    public async Task An_error_that_is_a_bug_costs_all_that_was_held()
    {
        var limit = new AgentLimit(Dollar);
        await Assert.ThrowsAsync<InvalidOperationException>(() => CallAsync(limit, Tools[1], bill =>
        {
            bill.Begin();
            throw new InvalidOperationException();
        }));

        Assert.Equal(Money.OfDollars(0.4m), limit.Spent);
    }

    [Fact]
    public async Task A_call_never_gives_money_back()
    {
        var (_, limit) = await PayAsync(bill =>
        {
            bill.Begin();
            bill.Measure(new Money(-5_000_000));
        });

        Assert.Equal((Money.Zero, Dollar), (limit.Spent, limit.Left));
    }

    [Fact]
    public async Task Where_nothing_is_left_nothing_can_be_asked_though_all_seems_to_be_known()
    {
        var desk = new Desk(_ => { }) { Most = Money.Zero };
        var limit = new AgentLimit(null);

        await CallAsync(limit, Tools[1], desk);

        Assert.Equal(new Money(1), desk.Allowance); // no limit at all, or one of nothing, would be none in places
    }

    [Fact]
    public void One_caller_pushes_nobody_elses_prices_out_and_a_word_is_for_its_wish()
    {
        var prices = new ConfirmedPrices();
        var word = prices.Offer("one", "wish", Dollar);
        var first = prices.Offer("other", "wish 0", Dollar);
        for (var wish = 1; wish <= 2000; wish++)
        {
            prices.Offer("other", $"wish {wish}", Dollar);
        }

        Assert.Null(prices.Take("other", first, "wish 0"));
        Assert.Null(prices.Take("other", word, "wish"));
        Assert.Null(prices.Take("one", word, "another wish"));
        Assert.Equal(Dollar, prices.Take("one", word, "wish"));
        Assert.Null(prices.Take("one", word, "wish"));
    }

    [Fact]
    public void Tools_that_may_replace_something_say_so()
    {
        var files = AgentTools.Of("A list", new AgentParameter(AgentTools.Overwrite, AgentValue.Flag, "Replace it"));

        Assert.Equal([AgentTools.LabelList, AgentTools.Correct], files.Where(Destroys).Select(tool => tool.Name));
        Assert.Equal([AgentTools.Correct], Tools.Where(Destroys).Select(tool => tool.Name));

        static bool Destroys(AgentTool tool)
        {
            var hints = tool.ToProtocol().Annotations!;
            Assert.Equal(!hints.DestructiveHint, hints.IdempotentHint);
            return hints.DestructiveHint == true;
        }
    }

    private static async Task<(CallToolResult Reply, AgentLimit Limit)> PayAsync(Action<AgentBill> work)
    {
        var limit = new AgentLimit(Dollar);
        return (await CallAsync(limit, Tools[1], work), limit);
    }

    private static Task<CallToolResult> CallAsync(AgentLimit limit, AgentTool tool, Action<AgentBill> work) => CallAsync(limit, tool, new Desk(work));

    private static async Task<CallToolResult> CallAsync(AgentLimit limit, AgentTool tool, Desk desk)
    {
        using var turn = new SemaphoreSlim(1);
        var said = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>("{\"list\":\"a\",\"question\":\"b\",\"max_cost_usd\":0.4}")!;
        return await new AgentSession(desk, new ConfirmedPrices(), limit, turn).CallAsync(
            tool, said, new Progress<AgentProgress>(), TestContext.Current.CancellationToken);
    }

    private static string StateOf(CallToolResult reply) => reply.StructuredContent!.Value.GetProperty("state").GetString()!;

    private sealed class Desk(Action<AgentBill> work) : IAgentDesk
    {
        public Money Most { get; init; } = Money.OfDollars(0.5m);

        public Money? Allowance { get; private set; }

        public IReadOnlyList<AgentTool> Tools => AgentSessionTests.Tools;

        public Task<AgentPrice> PriceAsync(AgentCall call, CancellationToken cancellationToken) => Task.FromResult(new AgentPrice(Most, Most, null));

        public Task<AgentOutcome> RunAsync(
            AgentCall call,
            AgentPrice? price,
            Money? allowance,
            AgentBill bill,
            IProgress<AgentProgress> progress,
            CancellationToken cancellationToken)
        {
            Allowance = allowance;
            work(bill);
            return Task.FromResult(new AgentOutcome("done", IsError: false, new JsonObject()));
        }

        public Task<IReadOnlyList<AgentResource>> ResourcesAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<AgentResource>>([]);

        public Task<string?> ReadAsync(string kind, string name, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
