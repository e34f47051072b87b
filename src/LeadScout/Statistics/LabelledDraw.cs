namespace LeadScout.Statistics;

/// <summary>A draw, and the strata's rows by the label of their frozen decision.</summary>
/// <param name="Draw">The draw.</param>
/// <param name="Rows">Rows by label.</param>
/// <param name="RunnerUps">By stratum: the label that is the runner-up of all its texts; -1 where they have several. Null where all have.</param>
internal sealed record LabelledDraw(Draw Draw, LabelRows Rows, int[]? RunnerUps = null)
{
    private const double ToTheRunnerUp = 0.6;

    /// <summary>The share of a stratum's errors that should have been given a label; a hint.</summary>
    /// <param name="stratum">The stratum.</param>
    /// <param name="label">The label.</param>
    /// <param name="usual">Its share where nothing is known.</param>
    public double ShareOfErrors(int stratum, int label, double usual) => RunnerUps is null ? usual
        : RunnerUps[stratum / RiskStrata.Count] == label ? ToTheRunnerUp
        : (1 - ToTheRunnerUp) * usual;
}

/// <summary>The teacher's word about a text with a frozen decision.</summary>
/// <param name="Frozen">The label of the frozen decision.</param>
/// <param name="Label">The teacher's; below 0 where it gave none.</param>
/// <param name="Rows">The text's rows.</param>
/// <param name="Draw">The draw, for an audit; null for a text that was asked outright.</param>
internal readonly record struct LabelledAnswer(int Frozen, int Label, long Rows, LabelledDraw? Draw);

/// <summary>What the bets of a claim are chosen for; of no influence on validity.</summary>
/// <param name="Anchor">Units around which claims are told apart most finely.</param>
/// <param name="UsualAudits">Audits to be expected of the texts that can be wrong.</param>
/// <param name="ShareOfErrors">Of the errors elsewhere, the share that should have been given the label.</param>
internal readonly record struct LabelClaimDesign(long Anchor, double UsualAudits, double ShareOfErrors);
