using System.Globalization;
using System.Text;

namespace LeadScout.Questions;

/// <summary>One of the closed list of things a <see cref="Question"/> may be answered with.</summary>
public sealed record Label
{
    /// <param name="name">What is written into the result file; not blank, without line breaks.</param>
    /// <param name="means">What the teacher is told about it, or null.</param>
    /// <exception cref="ArgumentException">The name is blank, has a line break or surrounding white space, or holds a character that can't
    /// be printed.</exception>
    public Label(string name, string? means = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.AsSpan().IndexOfAny('\r', '\n') >= 0 || name.Trim().Length != name.Length)
        {
            throw new ArgumentException($"The label '{name}' has a line break or surrounding white space.", nameof(name));
        }

        if (Unprintable(name) is { } unprintable)
        {
            throw new ArgumentException($"A label holds the character {unprintable}, which no file keeps as it is.", nameof(name));
        }

        Name = name;
        Means = string.IsNullOrWhiteSpace(means) ? null : means.Trim();
    }

    /// <summary>The label as it stands in the result file.</summary>
    public string Name { get; }

    /// <summary>What the teacher is told about the label, or null.</summary>
    public string? Means { get; }

    /// <summary>
    /// The largest share, from 0 up to, not including, 1, of the rows given the label that may differ from the teacher, beside the budget of
    /// the whole list; null for no budget of its own. Not part of the question's version.
    /// </summary>
    public double? MaxError { get; init => field = LabelBudgetRange.Error(value); }

    /// <summary>
    /// The least share, above 0 up to 1, of the rows that should have the label that must have it; null for none. Not part of the question's
    /// version.
    /// </summary>
    public double? MinRecall { get; init => field = LabelBudgetRange.Recall(value); }

    /// <summary>
    /// The first character that can't be written into every file as it is, as in <c>U+0000</c>; null when there is none: control
    /// characters, line and paragraph separators, marks that turn the direction of what follows, half of a surrogate pair, and characters
    /// that Unicode leaves to nobody.
    /// </summary>
    public static string? Unprintable(string name)
    {
        for (var at = 0; at < name.Length; at++)
        {
            var isPair = Rune.TryGetRuneAt(name, at, out var rune);
            if (!isPair || char.IsControl(name[at])
                || name[at] is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFFFE' or '\uFFFF' or '\uFEFF')
            {
                return string.Create(CultureInfo.InvariantCulture, $"U+{(int)name[at]:X4}");
            }

            at += rune.Utf16SequenceLength - 1;
        }

        return null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
