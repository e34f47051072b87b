namespace LeadScout.Jobs;

/// <summary>When an answer may be used for later leads of the same list.</summary>
public enum LearnMode
{
    /// <summary>At once. The product.</summary>
    Immediate = 0,

    /// <summary>When the batch of rows-per-call × concurrency asks that it belongs to has ended. For comparison only: it asks more.</summary>
    Deferred,

    /// <summary>When the whole job has ended. For comparison only: it asks about every lead.</summary>
    DeferredJob,
}
