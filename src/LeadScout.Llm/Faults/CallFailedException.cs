using System.Text.Json.Nodes;
using LeadScout.Llm.Leniency;
using LeadScout.Llm.Negotiation;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Llm.Faults;

/// <summary>Carries a fault from the HTTP layer through a client library up to the teacher.</summary>
internal sealed class CallFailedException(TeacherFault fault, bool mayBeBilled, Refusal? refusal = null, Exception? inner = null)
    : Exception(fault.Message, inner)
{
    /// <summary>The fault.</summary>
    public TeacherFault Fault { get; } = fault;

    /// <summary>Whether the provider may have worked on the call, and charge for it.</summary>
    public bool MayBeBilled { get; } = mayBeBilled;

    /// <summary>What the provider says that it counted all the same; null where it does not.</summary>
    public CountedUsage? Counted { get; init; }

    /// <summary>The provider's own words in the fault's message, which may quote the request; "" for none.</summary>
    public string Words { get; init; } = "";

    /// <summary>What the server said when it refused the request; null when it was not refused.</summary>
    public Refusal? Refusal { get; } = refusal;

    /// <summary>What was refused, and the profile that it was made with; null when that is not known.</summary>
    public (RequestProfile Profile, JsonObject Body)? Sent { get; set; }
}
