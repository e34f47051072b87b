namespace LeadScout.Jobs;

/// <summary>
/// What a job saves, step by step, each beside the step before: for the rows that have a label by now and for no others. All steps are priced
/// by the same prompts, which are estimated; what was really paid is the report's cost.
/// </summary>
public sealed record Savings
{
    /// <summary>Nothing decided, nothing saved.</summary>
    public static Savings None { get; } = new();

    /// <summary>Rows with a label; with several questions, once for each.</summary>
    public long Rows { get; init; }

    /// <summary>A call for each of the rows.</summary>
    public SavingsStep RowByRow { get; init; } = SavingsStep.Nothing;

    /// <summary>The same rows, as many in a call as the job puts texts.</summary>
    public SavingsStep Batched { get; init; } = SavingsStep.Nothing;

    /// <summary>Each of their texts once.</summary>
    public SavingsStep EachTextOnce { get; init; } = SavingsStep.Nothing;

    /// <summary>Of these, the ones that no person, earlier answer or rule had decided before the job.</summary>
    public SavingsStep NotKnownBefore { get; init; } = SavingsStep.Nothing;

    /// <summary>
    /// What the job asked, audits and what was asked in vain included, checks of the teacher left out, in calls that brought a reply: the
    /// rest it learned.
    /// </summary>
    public SavingsStep Asked { get; init; } = SavingsStep.Nothing;

    /// <summary>Whether nobody who is asked charges anything; false where a price is unknown.</summary>
    public bool IsFree { get; init; }

    /// <summary>Sum over several questions.</summary>
    public static Savings operator +(Savings a, Savings b) => new()
    {
        Rows = a.Rows + b.Rows,
        RowByRow = a.RowByRow + b.RowByRow,
        Batched = a.Batched + b.Batched,
        EachTextOnce = a.EachTextOnce + b.EachTextOnce,
        NotKnownBefore = a.NotKnownBefore + b.NotKnownBefore,
        Asked = a.Asked + b.Asked,
        IsFree = a.IsFree && b.IsFree,
    };
}
