namespace LeadScout.Teaching.Calls;

/// <summary>What a batch is for.</summary>
public enum BatchKind
{
    /// <summary>It decides texts: by the job's plan, or by the repair of a concluded one, whose batches count on.</summary>
    Plan,

    /// <summary>It asks texts a second time, to see how often the teacher contradicts itself. It decides nothing.</summary>
    SelfCheck,

    /// <summary>It asks for the vectors of texts. It decides nothing either.</summary>
    Embedding,

    /// <summary>It asks about texts once more, each alone, to see how far answers depend on what shared their call. It decides nothing.</summary>
    AloneCheck,
}
