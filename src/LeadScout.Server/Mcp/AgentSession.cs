using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Questions;
using LeadScout.Teaching;
using ModelContextProtocol.Protocol;

namespace LeadScout.Server.Mcp;

/// <summary>
/// One agent's way to the tools: arguments are checked, the price is said before anything is spent, and no call spends more than was agreed to
/// or than a person has allowed. Thread-safe.
/// </summary>
/// <param name="desk">Does the work.</param>
/// <param name="prices">The prices that were said.</param>
/// <param name="limit">What agents may spend.</param>
/// <param name="turn">Held by whoever changes something: one at a time, or so many as it has places.</param>
internal sealed class AgentSession(IAgentDesk desk, ConfirmedPrices prices, AgentLimit limit, SemaphoreSlim turn)
{
    /// <summary>What buys nothing: a limit of nothing at all reads as no limit in places.</summary>
    internal static readonly Money Least = new(1);

    /// <summary>Who the agent is, as far as prices are concerned.</summary>
    public string Caller { get; init; } = "";

    /// <summary>What is left to spend.</summary>
    public Func<Money> Left { get; init; } = () => limit.Left;

    /// <summary>Whether it may do more than look.</summary>
    public bool MayChange { get; init; } = true;

    /// <summary>How a person allows more, in words for the agent.</summary>
    public string HowToAllow { get; init; } = "";

    /// <summary>What an agent is told of a refusal.</summary>
    public Func<Exception, string> Told { get; init; } = refused => refused.Message;

    /// <summary>The work.</summary>
    public IAgentDesk Desk => desk;

    /// <summary>Calls a tool.</summary>
    public async Task<CallToolResult> CallAsync(
        AgentTool tool, IEnumerable<KeyValuePair<string, JsonElement>> arguments, IProgress<AgentProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            var call = new AgentCall(tool, ToolArguments.Of(tool, arguments));
            if (tool.IsReadOnly)
            {
                return await RunAsync(call, null, null, progress, cancellationToken);
            }

            if (!MayChange)
            {
                return AgentReply.Refused(tool, "scope-missing", "Your key opens reading alone, and this does more. Ask whoever runs the server for a wider one.", null);
            }

            await turn.WaitAsync(cancellationToken);
            try
            {
                return tool.Spends
                    ? await PayAsync(call, progress, cancellationToken)
                    : await RunAsync(call, null, null, progress, cancellationToken);
            }
            finally
            {
                turn.Release();
            }
        }
        catch (BadInputException e)
        {
            return AgentReply.Refused(tool, "refused", null, Told(e));
        }
        catch (RefusedException e)
        {
            return AgentReply.Refused(tool, e.Code, null, e.Message);
        }
    }

    private async Task<CallToolResult> PayAsync(AgentCall call, IProgress<AgentProgress> progress, CancellationToken cancellationToken)
    {
        var price = await desk.PriceAsync(call, cancellationToken);
        if (price.IsFree)
        {
            return await RunAsync(call, price, null, progress, cancellationToken);
        }

        if (price.Most is not { } most)
        {
            return AgentReply.Refused(
                call.Tool, "price-unknown", "Nothing was asked: nobody knows what this LLM charges, so no limit can be kept. A person has to state its prices.", null, price);
        }

        if (most == Money.Zero)
        {
            return await RunAsync(call, price, Least, progress, cancellationToken); // all is known, or nearly so
        }

        var left = Left();
        if (left <= Money.Zero)
        {
            return NothingLeft(call, price);
        }

        var wish = $"{call.Tool.Name}\n{call.Arguments.Wish()}";
        if (call.Arguments.Text("confirm") is { } word)
        {
            return prices.Take(Caller, word, wish) is { } agreed
                ? await RunAsync(call, price, Lesser(Lesser(agreed, call.Arguments.Dollars("max_cost_usd")), left), progress, cancellationToken)
                : AgentReply.Refused(
                    call.Tool,
                    "not-confirmed",
                    "Nothing was asked: 'confirm' belongs to another call, or was used. Call without it to see the price.",
                    null,
                    price);
        }

        return call.Arguments.Dollars("max_cost_usd") is { } stated
            ? await RunAsync(call, price, Lesser(stated, left), progress, cancellationToken)
            : AgentReply.ToConfirm(call.Tool, price, left, prices.Offer(Caller, wish, most));
    }

    private async Task<CallToolResult> RunAsync(
        AgentCall call, AgentPrice? price, Money? allowance, IProgress<AgentProgress> progress, CancellationToken cancellationToken)
    {
        var held = allowance is { } most ? limit.Hold(most) : Money.Zero;
        if (allowance > Least && held == Money.Zero)
        {
            return NothingLeft(call, price); // another call holds all that was left a moment ago
        }

        var bill = new AgentBill();
        AgentOutcome outcome;
        try
        {
            outcome = await desk.RunAsync(
                call, price, allowance is null ? null : held > Least ? held : Least, bill, progress, cancellationToken);
        }
        catch (Exception e) when (RefusedException.Explains(e) && bill.HasBegun)
        {
            outcome = new AgentOutcome(e is RefusedException refused ? refused.Code : "failed", IsError: true, new JsonObject { ["message"] = Told(e) });
        }
        finally
        {
            limit.Settle(held, bill.Of(held));
        }

        return AgentReply.Of(call.Tool, outcome, bill.Of(held), limit.Spent, Left());
    }

    private CallToolResult NothingLeft(AgentCall call, AgentPrice? price) => AgentReply.Refused(
        call.Tool, "limit-reached", $"Nothing was asked: this session has nothing left to spend. {HowToAllow}", null, price);

    private static Money Lesser(Money one, Money? other) => other < one ? other.Value : one;
}
