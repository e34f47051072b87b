using System.Text.Json.Serialization;
using LeadScout.Texts;

namespace LeadScout.Questions;

/// <summary>
/// The content hash of what the teacher is told: the question asked and the labels with their meanings, in order.
/// Answers belong to a version. Name, template and rules are left out on purpose: they do not change what the teacher says about a text.
/// </summary>
/// <param name="Hash">128 bits of XXH3 over the parts, each followed by a NUL.</param>
[JsonConverter(typeof(QuestionVersionJsonConverter))]
public readonly record struct QuestionVersion(Hash128 Hash)
{
    /// <inheritdoc/>
    public bool Equals(QuestionVersion other) => Hash.Equals(other.Hash);

    /// <inheritdoc/>
    public override int GetHashCode() => Hash.GetHashCode();

    /// <summary>32 hexadecimal digits.</summary>
    public override string ToString() => Hash.ToString();

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">Not 32 hexadecimal digits.</exception>
    public static QuestionVersion Parse(string text) => new(Hash128.Parse(text));
}
