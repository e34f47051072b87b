using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Hinting;

/// <summary>A column of hints for a set: the teacher's labels, some of them wrong.</summary>
internal static class WrongHints
{
    /// <summary>By row of the set: the label, or another one drawn by lot in this share of the texts.</summary>
    public static string[] Of(LabelledSet set, double wrong, ulong seed)
    {
        var random = new Random(unchecked((int)(seed * 104_729)));
        var labels = set.Question.Labels;
        var byText = new string[set.Texts.Count];
        for (var text = 0; text < byText.Length; text++)
        {
            var label = set.Labels[text];
            byText[text] = labels[random.NextDouble() < wrong ? (label + 1 + random.Next(labels.Length - 1)) % labels.Length : label].Name;
        }

        return [.. Enumerable.Range(0, set.Rows.Length).Select(row => byText[set.TextOfRow(row)])];
    }

    /// <summary>By row of the set: a label drawn by lot, which says nothing.</summary>
    public static string[] Useless(LabelledSet set, ulong seed)
    {
        var random = new Random(unchecked((int)(seed * 1_299_709)));
        return [.. set.Rows.Select(_ => set.Question.Labels[random.Next(set.Question.Labels.Length)].Name)];
    }
}
