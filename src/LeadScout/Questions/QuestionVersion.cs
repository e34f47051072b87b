using System.Globalization;

namespace LeadScout.Questions;

/// <summary>
/// The content hash of what the teacher is told: the question asked and the labels with their meanings, in order.
/// Answers belong to a version. Name, template and rules are left out on purpose: they do not change what the teacher says about a text.
/// </summary>
/// <param name="Hash">128 bits of XXH3 over the parts, each followed by a NUL.</param>
public readonly record struct QuestionVersion(UInt128 Hash)
{
    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">Not hexadecimal.</exception>
    public static QuestionVersion Parse(string text) =>
        new(UInt128.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}
