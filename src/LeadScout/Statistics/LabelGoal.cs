namespace LeadScout.Statistics;

/// <summary>A budget of one label on its way to being proven. Not thread-safe.</summary>
internal sealed class LabelGoal(LabelLimit limit, LabelEvidence evidence, LabelClaim claim)
{
    /// <summary>The budget.</summary>
    public LabelLimit Limit => limit;

    /// <summary>What the audits say.</summary>
    public LabelClaim Claim => claim;

    /// <summary>The most units that may be wrong, by the rows that have the label as things stand.</summary>
    public long Allowed => limit.Most(evidence.Rows(limit.Label));

    /// <summary>The most units that can still be wrong.</summary>
    public long MostWrong => claim.MostWrong;

    /// <summary>Whether the budget is proven. Once true, it stays true.</summary>
    public bool Holds => MostWrong <= Allowed;

    /// <summary>Whether asking every text is the cheapest way to it, so that audits would be wasted on it.</summary>
    public bool IsAsked { get; set; }

    /// <summary>Texts that were asked for its sake.</summary>
    public int Asked { get; set; }

    /// <summary>The bound on wrong and missed rows together; null for a budget of wrong rows alone.</summary>
    public RecallBound? Together => limit.IsRecall ? new RecallBound(MostWrong, limit.Units.Given, limit.Units.Missed) : null;

    /// <summary>Evidence still missing, in nats, once so many more units have been found.</summary>
    public double MissingEvidence(double found) => claim.MissingEvidence(Allowed, found);

    /// <summary>Counts an answer.</summary>
    public void Count(in LabelledAnswer answer)
    {
        claim.Target = Allowed;
        claim.Count(answer);
    }
}
