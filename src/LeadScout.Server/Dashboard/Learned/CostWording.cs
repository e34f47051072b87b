using LeadScout.Teaching;

namespace LeadScout.Server.Dashboard.Learned;

/// <summary>A measured cost beside which there is some that nobody knows.</summary>
internal static class CostWording
{
    /// <summary>As in <c>$0.12</c>; with a star where some of it is unknown, and <c>unknown</c> where all is: never told as nothing.</summary>
    public static string Of(decimal dollars, int unpriced, int all) => (unpriced, all) switch
    {
        (0, _) => Money.OfDollars(dollars).ToString(),
        var (some, every) when some >= every => "unknown",
        _ => $"{Money.OfDollars(dollars)}*",
    };
}
