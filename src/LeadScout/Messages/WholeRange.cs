using System.Globalization;

namespace LeadScout.Messages;

/// <summary>The whole numbers from <paramref name="Least"/> to <paramref name="Most"/>, both among them.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most; not below <paramref name="Least"/>.</param>
public readonly record struct WholeRange(int Least, int Most)
{
    /// <summary>Whether a number is one of them.</summary>
    public bool Contains(long number) => number >= Least && number <= Most;

    /// <summary>As messages say it: <c>1 to 200</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least} to {Most}");
}
