using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>What guarding the calls came to, in a sentence.</summary>
public static class CanaryText
{
    /// <summary>What it came to.</summary>
    public static string Of(CanaryReport canaries) => canaries.CallsThrownAway == 0
        ? $"{canaries.PerCall.Of("known text")} in each call; all got the answer that they had."
        : $"{canaries.PerCall.Of("known text")} in each call; in {canaries.CallsThrownAway.Of("call")} one got another answer. What these replies said does not count, they are in the bill, and "
            + "their texts were asked alone. A text that tells the LLM what to say may be the reason, or an LLM that changes its mind.";
}
