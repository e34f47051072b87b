namespace LeadScout.StandIn;

/// <summary>How a server refuses a request that it does not take: in a status and words of its own.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, to the letter.</param>
/// <param name="ContentType">What the body is said to be.</param>
public sealed record Rejection(int Status, string Body, string ContentType = "application/json");
