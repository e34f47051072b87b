using System.Text.Json.Nodes;
using LeadScout.Server.Jobs;
using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>What an agent wants done.</summary>
internal sealed record AgentCall(AgentTool Tool, ToolArguments Arguments);

/// <summary>How far a call has come; no text of a lead in it.</summary>
/// <param name="Done">Rises while it goes on.</param>
/// <param name="Whole">Where it ends; 0 for nobody knows.</param>
/// <param name="Message">For whoever watches.</param>
internal readonly record struct AgentProgress(long Done, long Whole, string Message);

/// <summary>What a call would cost.</summary>
/// <param name="Expected">Probably.</param>
/// <param name="Most">At most, as far as it can be foreseen; null where nobody knows what the LLM charges.</param>
/// <param name="Data">What would be asked.</param>
internal sealed record AgentPrice(Money? Expected, Money? Most, JsonNode? Data)
{
    /// <summary>Whether whoever is asked charges nothing.</summary>
    public bool IsFree { get; init; }

    /// <summary>The job that it would be; null for none.</summary>
    public string? Job { get; init; }

    /// <summary>What the job has cost before, calls in flight and of unknown fate at their most.</summary>
    public Money Before { get; init; }

    /// <summary>What was priced, resolved: what a name means may change before it is run. Null where it is resolved by <see cref="Job"/>.</summary>
    public JobOrder? Order { get; init; }
}

/// <summary>What a call came to.</summary>
/// <param name="State">As the documents have it: <c>done</c>, <c>refused</c>, <c>out-of-money</c> and so on.</param>
/// <param name="IsError">Whether it did not come to what was wanted.</param>
/// <param name="Data">The document; it may quote lists and answers.</param>
internal sealed record AgentOutcome(string State, bool IsError, JsonNode? Data);

/// <summary>Something that an agent can read.</summary>
/// <param name="Kind">One of <see cref="AgentResources"/>' kinds.</param>
/// <param name="Name">Its name among its kind.</param>
/// <param name="Description">What it is.</param>
internal sealed record AgentResource(string Kind, string Name, string Description);

/// <summary>
/// Where the tools do their work: files of a folder through the command line, or a server's lists. Implementations are thread-safe.
/// </summary>
internal interface IAgentDesk
{
    /// <summary>The tools.</summary>
    IReadOnlyList<AgentTool> Tools { get; }

    /// <summary>What a call of a tool that spends would cost. Asks nobody.</summary>
    /// <exception cref="LeadScout.Questions.BadInputException">It can't be done.</exception>
    Task<AgentPrice> PriceAsync(AgentCall call, CancellationToken cancellationToken);

    /// <summary>Does it.</summary>
    /// <param name="call">What is wanted.</param>
    /// <param name="price">What was foreseen; null for a tool that spends nothing.</param>
    /// <param name="allowance">The most that it may spend; null where whoever is asked charges nothing.</param>
    /// <param name="bill">Told before anything is asked, and what it did cost.</param>
    /// <param name="progress">Told on the way.</param>
    /// <param name="cancellationToken">Ends it: calls in flight come home and are kept.</param>
    Task<AgentOutcome> RunAsync(
        AgentCall call,
        AgentPrice? price,
        Money? allowance,
        AgentBill bill,
        IProgress<AgentProgress> progress,
        CancellationToken cancellationToken);

    /// <summary>What can be read.</summary>
    Task<IReadOnlyList<AgentResource>> ResourcesAsync(CancellationToken cancellationToken);

    /// <summary>The text of one of them; null where there is none.</summary>
    /// <exception cref="LeadScout.Questions.BadInputException">It can't be read.</exception>
    Task<string?> ReadAsync(string kind, string name, CancellationToken cancellationToken);
}
