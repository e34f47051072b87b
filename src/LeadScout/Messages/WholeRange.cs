using System.Globalization;

namespace LeadScout.Messages;

/// <summary>The whole numbers from <paramref name="Least"/> to <paramref name="Most"/>, both among them.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most; not below <paramref name="Least"/>.</param>
public readonly record struct WholeRange(int Least, int Most)
{
    /// <summary>Whether a number is one of them.</summary>
    public bool Contains(long number) => number >= Least && number <= Most;

    /// <summary>The number, if it is one of them.</summary>
    /// <param name="number">The number.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public int Checked(int number, string what) => Contains(number)
        ? number
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"{what}: {this}.");

    /// <summary>As messages say it: <c>1 to 200</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least} to {Most}");
}
