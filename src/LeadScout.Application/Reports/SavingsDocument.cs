using LeadScout.Jobs;

namespace LeadScout.Application.Reports;

/// <summary>
/// What a job saved for the rows that have a label by now, step by step, each beside the step before, by the same estimated prompts.
/// </summary>
/// <param name="Rows">Rows with a label.</param>
/// <param name="Free">Whether nobody who is asked charges anything.</param>
/// <param name="RowByRow">A call for each row.</param>
/// <param name="Batched">The same rows, several in a call.</param>
/// <param name="EachTextOnce">Each of their texts once.</param>
/// <param name="NotKnownBefore">Those of them that were not known before the job.</param>
/// <param name="Asked">What the job asked.</param>
public sealed record SavingsDocument(
    long Rows,
    bool Free,
    SavingsStepDocument RowByRow,
    SavingsStepDocument Batched,
    SavingsStepDocument EachTextOnce,
    SavingsStepDocument NotKnownBefore,
    SavingsStepDocument Asked)
{
    /// <summary>The same, for a program.</summary>
    public static SavingsDocument Of(Savings savings) => new(
        savings.Rows,
        savings.IsFree,
        SavingsStepDocument.Of(savings.RowByRow, null),
        SavingsStepDocument.Of(savings.Batched, savings.RowByRow),
        SavingsStepDocument.Of(savings.EachTextOnce, savings.Batched),
        SavingsStepDocument.Of(savings.NotKnownBefore, savings.EachTextOnce),
        SavingsStepDocument.Of(savings.Asked, savings.NotKnownBefore));
}

/// <summary>One step.</summary>
/// <param name="Texts">Texts put to the LLM.</param>
/// <param name="Calls">Calls that hold them.</param>
/// <param name="CostUsd">Their price; null where it is unknown.</param>
/// <param name="SavedShare">Share of the step before that it saves, below 0 where it takes more; null for the first, and where nothing was.</param>
public sealed record SavingsStepDocument(long Texts, long Calls, decimal? CostUsd, double? SavedShare)
{
    internal static SavingsStepDocument Of(SavingsStep step, SavingsStep? before) => new(
        step.Texts,
        step.Calls,
        step.Cost?.Dollars,
        before is not null && step.ShareOf(before) is { } share ? Math.Round(share, 4) : null);
}
