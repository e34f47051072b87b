namespace LeadScout.Statistics;

/// <summary>A budget of one label on its way to being proven, or where it is about labels as they were given, refuted. Not thread-safe.</summary>
/// <param name="limit">The budget.</param>
/// <param name="evidence">What is known of its label.</param>
/// <param name="claim">What refutes that too much is wrong.</param>
/// <param name="mirror">What refutes that too little is; null where errors that are found are corrected.</param>
internal sealed class LabelGoal(LabelLimit limit, LabelEvidence evidence, LabelClaim claim, LabelClaim? mirror = null)
{
    /// <summary>The budget.</summary>
    public LabelLimit Limit => limit;

    /// <summary>What the audits say.</summary>
    public LabelClaim Claim => claim;

    /// <summary>Rows that have the label as things stand.</summary>
    public long Rows => evidence.Rows(limit.Label);

    /// <summary>The most units that may be wrong, by the rows that have the label as things stand.</summary>
    public long Allowed => limit.Most(Rows);

    /// <summary>The most units that can still be wrong; where labels stay as they were given, with those that were found.</summary>
    public long MostWrong => claim.MostWrong + Kept + (limit.IsRecall ? evidence.UnknownElsewhere(limit.Label) * limit.Units.Missed : 0);

    /// <summary>The fewest units that are wrong; 0 where errors that are found are corrected.</summary>
    public long LeastWrong => mirror?.LeastWrong ?? 0;

    /// <summary>Whether the budget is proven. Once true, it stays true.</summary>
    public bool Holds => MostWrong <= Allowed;

    /// <summary>Whether it is proven not to hold: never where errors that are found are corrected.</summary>
    public bool IsRefuted => LeastWrong > Allowed;

    /// <summary>Whether asking every text is the cheapest way to it, so that audits would be wasted on it.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Texts that were asked for its sake.</summary>
    public int Asked { get; set; }

    /// <summary>The bound on wrong and missed rows together; null for a budget of wrong rows alone.</summary>
    public RecallBound? Together => limit.IsRecall ? new RecallBound(MostWrong, limit.Units.Given, limit.Units.Missed) : null;

    /// <summary>Evidence still missing, in nats, once so many more units have been found.</summary>
    public double MissingEvidence(double found) => claim.MissingEvidence(Allowed - Kept, found);

    /// <summary>Counts an answer.</summary>
    public void Count(in LabelledAnswer answer)
    {
        claim.Target = Math.Max(0, Allowed - Kept);
        claim.Count(answer);
        if (mirror is not null)
        {
            mirror.Target = Math.Max(0, mirror.AllUnits - Allowed - 1 - mirror.Found);
            mirror.Count(answer);
        }
    }

    /// <summary>Units that were found wrong and stay so.</summary>
    private long Kept => mirror is null ? 0 : claim.Found;
}
