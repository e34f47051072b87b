using System.Net;
using System.Text.RegularExpressions;
using LeadScout.Questions;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Which label a model means by what it said. Changes that can't change the meaning are undone, in whatever order they were made: HTML
/// entities, quotes and Markdown around the whole, a bullet or "Label:" before it, one full stop behind it. Nothing else is: what is merely
/// similar is no label.
/// </summary>
internal static partial class SaidLabel
{
    // No change makes a label much longer than that; what is longer is prose.
    private const int Longest = 1024;

    private static readonly (string Open, string Close)[] Pairs =
    [
        ("\"", "\""), ("'", "'"), ("“", "”"), ("‘", "’"), ("„", "“"), ("„", "”"), ("‚", "‘"), ("«", "»"), ("»", "«"), ("‹", "›"),
        ("「", "」"), ("『", "』"), ("`", "`"),
        ("*", "*"), ("_", "_"),
    ];

    /// <summary>The label's index; -1 for none, or for several that could be meant.</summary>
    public static int IndexOf(string said, LabelMatcher labels)
    {
        if (labels.ExactIndexOf(said) is >= 0 and var exact)
        {
            return exact;
        }

        if (said.Length > Longest)
        {
            return labels.IndexOf(said);
        }

        var found = -1;
        var seen = new HashSet<(string Text, bool HasLostStop)>();
        var open = new Stack<(string Text, bool HasLostStop)>([(said.Trim(), false)]);
        while (open.TryPop(out var next))
        {
            if (next.Text.Length == 0 || !seen.Add(next))
            {
                continue;
            }

            if (labels.IndexOf(next.Text) is >= 0 and var index)
            {
                if (found >= 0 && found != index)
                {
                    return -1;
                }

                found = index;
            }

            foreach (var undone in Undone(next.Text))
            {
                open.Push((undone.Trim(), next.HasLostStop));
            }

            if (!next.HasLostStop && next.Text is [.., '.' or '。'])
            {
                open.Push((next.Text[..^1].TrimEnd(), true));
            }
        }

        return found;
    }

    private static IEnumerable<string> Undone(string text)
    {
        yield return WebUtility.HtmlDecode(text);
        foreach (var (open, close) in Pairs)
        {
            if (text.Length > open.Length + close.Length && text.StartsWith(open, StringComparison.Ordinal)
                && text.EndsWith(close, StringComparison.Ordinal))
            {
                yield return text[open.Length..^close.Length];
            }
        }

        if (Before().Match(text) is { Success: true } before)
        {
            yield return text[before.Length..];
        }
    }

    // A bullet, or the caption, which may be emphasised or quoted with or without its colon.
    [GeneratedRegex("""\A(?:[-*+•]\s+|["'*_`]{0,3}label["'*_`]{0,3}:["'*_`]{0,3}\s*)""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Before();
}
