using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Hinting;

/// <summary>What is right where it is tested first and wrong where it is trusted: a text in several rows is labelled rightly, many of the others are not.</summary>
internal static class LyingHints
{
    private const double LyingShare = 0.4;

    /// <summary>By distinct text: the teacher's label; for two in five of the texts in one row only the label after it.</summary>
    public static int[] Of(LabelledSet set, ulong seed)
    {
        var rows = new int[set.Texts.Count];
        foreach (var row in Enumerable.Range(0, set.Rows.Length))
        {
            rows[set.TextOfRow(row)]++;
        }

        var random = new Random(unchecked((int)(seed * 15_485_863)));
        return [.. set.Labels.Select((label, text) =>
            random.NextDouble() < LyingShare && rows[text] == 1 ? (label + 1) % set.Question.Labels.Length : label)];
    }

    /// <summary>The same by row of the set, in words.</summary>
    public static string[] Column(LabelledSet set, ulong seed)
    {
        var byText = Of(set, seed);
        return [.. Enumerable.Range(0, set.Rows.Length).Select(row => set.Question.Labels[byText[set.TextOfRow(row)]].Name)];
    }
}
