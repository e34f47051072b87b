namespace LeadScout.Savings.Validity;

/// <summary>How many rows the list of a seed has: 2,000 to 3,000.</summary>
internal static class ListSize
{
    private const int FewestRows = 2_000;
    private const int Sizes = 1_001;

    public static int Of(ulong seed) => FewestRows + (int)(unchecked(seed * 7919) % Sizes);
}
