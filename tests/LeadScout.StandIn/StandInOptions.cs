using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn.Faults;

namespace LeadScout.StandIn;

/// <summary>How the stand-in behaves.</summary>
public sealed record StandInOptions
{
    /// <summary>
    /// What it answers. Texts that are not in it are left out of the reply. Null: a label of the request's schema, picked by the text's
    /// hash.
    /// </summary>
    public Recording? Answers { get; init; }

    /// <summary>Whether texts without an answer, and questions without that label, get a label of the request's schema, picked by the text's hash.</summary>
    public bool MakesUpTheRest { get; init; }

    /// <summary>Names of questions for which the answers have a column each; empty when there is one for all.</summary>
    public ImmutableArray<string> Questions { get; init; } = [];

    /// <summary>The port on 127.0.0.1; 0 for any free one.</summary>
    public int Port { get; init; }

    /// <summary>
    /// What it calls its model in its replies, by the texts that it was asked about so far; null for the name that it was asked by.
    /// </summary>
    public Func<int, string>? Model { get; init; }

    /// <summary>How long each reply takes.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Awaited before each reply: how a test holds the teacher back. Null for no waiting.</summary>
    public Func<CancellationToken, Task>? Before { get; init; }

    /// <summary>Faults by chance; the rates add up to at most 1.</summary>
    public ImmutableArray<FaultRate> Faults { get; init; } = [];

    /// <summary>Decides which calls the faults hit: by what is asked and how often it was asked before, not by who comes first.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>
    /// Output tokens that the model thinks before each reply, by the number of texts: told as reasoning tokens, and out of the call's
    /// limit. Null for none.
    /// </summary>
    public Func<int, int>? Thinking { get; init; }

    /// <summary>
    /// Whether what it thinks is told beside the output, and only the total has both, as xAI and Google count. In formats that have a
    /// total.
    /// </summary>
    public bool CountsThinkingBeside { get; init; }

    /// <summary>How many times the tokens that there are it counts, as a service that bills too much.</summary>
    public int BillsTimes { get; init; } = 1;

    /// <summary>
    /// What the server does not take, and what it says to it; null for a request that it takes. Null for a server that takes everything.
    /// </summary>
    public Func<JsonElement, Rejection?>? Rejects { get; init; }

    /// <summary>A call with a text that contains this is refused with HTTP 400, again and again; null for none.</summary>
    public string? Refused { get; init; }

    /// <summary>
    /// Whether it does what any text tells it, in whatever language or code, about its own item or others: the worst model that there can be.
    /// </summary>
    public bool Obeys { get; init; }

    /// <summary>What such a call is answered with, as a scripted fault.</summary>
    public string Refusal { get; init; } = "400";
}
