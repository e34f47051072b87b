namespace LeadScout.Teaching.Calls;

/// <summary>The fault of a call whose reply was thrown away because a text with a known answer got another one.</summary>
internal static class CanaryFault
{
    /// <summary>As it stands in the ledger, where such calls are known by it: never to be reworded.</summary>
    public const string Message =
        "A text with a known answer got another one: the reply was thrown away, and the texts of the call are asked alone.";
}
