namespace LeadScout.Llm;

/// <summary>What a call may wait for, where the provider offers a choice.</summary>
public enum ServiceTier
{
    /// <summary>As the provider serves everybody.</summary>
    Standard,

    /// <summary>Cheaper, slower, and refused while the provider is busy.</summary>
    Flex,
}
