namespace LeadScout.Llm.Negotiation;

/// <summary>What a refusal is taken to complain of, and the profile that does without it.</summary>
/// <param name="What">In words, as the object of "does not take".</param>
/// <param name="Next">The profile to ask with from now on.</param>
/// <param name="IsPinned">Whether the user insists on it, so that nothing is changed.</param>
internal sealed record Complaint(string What, RequestProfile Next, bool IsPinned = false);

/// <summary>What the user insists on.</summary>
/// <param name="Format">The reply's format.</param>
/// <param name="Temperature">The temperature.</param>
/// <param name="Tier">The service tier.</param>
internal readonly record struct Pinned(bool Format, bool Temperature, bool Tier)
{
    /// <summary>Whether a parameter is insisted on.</summary>
    public bool Holds(string path) => (Temperature && path is "temperature" or "options.temperature") || (Tier && path == "service_tier");
}
