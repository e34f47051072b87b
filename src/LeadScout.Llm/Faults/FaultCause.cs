namespace LeadScout.Llm.Faults;

/// <summary>What a service's own words say is the matter.</summary>
internal enum FaultCause
{
    /// <summary>Nothing that is known: the status has to do.</summary>
    Unknown,

    /// <summary>No credit or quota is left, or a bill is unpaid.</summary>
    NoCredit,

    /// <summary>What a day or a month allows is used up.</summary>
    PeriodUsedUp,

    /// <summary>The account is closed, suspended or not active.</summary>
    AccountClosed,

    /// <summary>The key is missing, wrong, expired or revoked.</summary>
    KeyRefused,

    /// <summary>The key may not use the model, or not from where it is.</summary>
    NoAccess,

    /// <summary>There is no such model.</summary>
    NoModel,

    /// <summary>The model is being loaded.</summary>
    Loading,

    /// <summary>The prompt is longer than the model takes.</summary>
    TooLong,

    /// <summary>A filter took exception to the content.</summary>
    Content,

    /// <summary>Too much for now.</summary>
    RateLimited,

    /// <summary>The server has too much to do, or a fault of its own.</summary>
    Overloaded,
}
