namespace LeadScout.Server.Analytics;

/// <summary>By what the bill is cut.</summary>
public enum CostCut
{
    /// <summary>The month, in UTC.</summary>
    Month = 0,

    /// <summary>The question; a call that asked several counts for each by an equal part.</summary>
    Question,

    /// <summary>The list; single texts together.</summary>
    List,

    /// <summary>The person or the key.</summary>
    Who,
}

/// <summary>A line of a bill.</summary>
/// <param name="Name">The month, question, list or person.</param>
/// <param name="Calls">Calls that were answered or billed.</param>
/// <param name="Texts">Texts that they were about.</param>
/// <param name="CostUsd">What they cost, as far as it is measured.</param>
/// <param name="UnpricedCalls">Those of them whose cost is unknown.</param>
public sealed record CostLine(string Name, int Calls, double Texts, decimal CostUsd, int UnpricedCalls);
