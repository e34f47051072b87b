namespace LeadScout.Application.Reports;

/// <summary>How a question fits a list.</summary>
/// <param name="Columns">The columns that are asked about, by the list's names.</param>
/// <param name="Samples">The first texts, as they would be sent; at most three.</param>
/// <param name="Teacher">Whose prices the call has.</param>
/// <param name="Call">What a call will probably hold and cost; null where rules decide all texts.</param>
public sealed record QuestionTrialDocument(IReadOnlyList<string> Columns, IReadOnlyList<string> Samples, string Teacher, CallEstimateDocument? Call)
{
    /// <summary>What was found in the list, line by line, for a person.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];
}

/// <summary>What one call will probably use.</summary>
/// <param name="Texts">Texts in it.</param>
/// <param name="InputTokens">Tokens of the prompt.</param>
/// <param name="OutputTokens">Tokens of the reply, thoughts included.</param>
/// <param name="CostUsd">US dollars; null where the price is unknown.</param>
public sealed record CallEstimateDocument(long Texts, long InputTokens, long OutputTokens, decimal? CostUsd);
