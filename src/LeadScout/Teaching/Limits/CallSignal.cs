namespace LeadScout.Teaching.Limits;

/// <summary>What a call that has ended says of how many the service takes at once.</summary>
public enum CallSignal
{
    /// <summary>Nothing: it was not made, or failed for another reason.</summary>
    None,

    /// <summary>The service keeps up.</summary>
    Answered,

    /// <summary>It said "too many", or did not reply in time.</summary>
    TooMany,
}

/// <summary>Reads signals out of faults.</summary>
internal static class CallSignals
{
    /// <summary>What a call says that went wrong in a way, or not at all.</summary>
    public static CallSignal Of(TeacherFaultKind? fault) => fault switch
    {
        TeacherFaultKind.RateLimited or TeacherFaultKind.TimedOut => CallSignal.TooMany,
        TeacherFaultKind.Unavailable or TeacherFaultKind.Loading or TeacherFaultKind.Renegotiated or TeacherFaultKind.OutOfMoney => CallSignal.None,
        _ => CallSignal.Answered,
    };
}
