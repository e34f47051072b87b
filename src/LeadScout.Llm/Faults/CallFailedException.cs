using LeadScout.Teaching;

namespace LeadScout.Llm.Faults;

/// <summary>Carries a fault from the HTTP layer through a client library up to the teacher.</summary>
internal sealed class CallFailedException(TeacherFault fault, bool mayBeBilled, bool schemaRefused = false, Exception? inner = null)
    : Exception(fault.Message, inner)
{
    /// <summary>The fault.</summary>
    public TeacherFault Fault { get; } = fault;

    /// <summary>Whether the provider may have worked on the call, and charge for it.</summary>
    public bool MayBeBilled { get; } = mayBeBilled;

    /// <summary>The provider's own words in the fault's message, which may quote the request; "" for none.</summary>
    public string Words { get; init; } = "";

    /// <summary>Whether the provider complained about the reply's schema.</summary>
    public bool SchemaRefused { get; } = schemaRefused;
}
