using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>What the checks of the LLM add to a job beside what a forecast counts.</summary>
public static class ChecksText
{
    /// <summary>As in <c>up to 400 more texts for --self-check, up to 200 calls of one text for --alone-check</c>; null for none.</summary>
    /// <param name="settings">The job's.</param>
    /// <param name="selfCheck">What readers call the asking of rows twice.</param>
    /// <param name="aloneCheck">What readers call the asking of rows alone.</param>
    public static string? Of(JobSettings settings, string selfCheck, string aloneCheck)
    {
        string?[] checks =
        [
            settings.SelfCheck > 0 ? $"up to {(2 * settings.SelfCheck).Of("more text")} for {selfCheck}" : null,
            settings.AloneCheck > 0 ? $"up to {settings.AloneCheck.Of("call")} of one text for {aloneCheck}" : null,
        ];
        return checks.OfType<string>().ToArray() is { Length: > 0 } said ? string.Join(", ", said) : null;
    }
}
