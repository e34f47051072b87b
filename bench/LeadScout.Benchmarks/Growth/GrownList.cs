using LeadScout.Savings.Sets;

namespace LeadScout.Benchmarks.Growth;

/// <summary>
/// A list that goes on as it began, its own rows in random order: a further row is a new text as often as the list's own growth of distinct
/// texts says (K distinct texts after n rows, K ~ n^b, so with probability b K / n), else the text of an earlier row, each as likely as
/// another, which keeps the Zipf tail. A new text is an earlier one with a word of another. A pure function of set, length and seed.
/// </summary>
internal static class GrownList
{
    /// <summary>So many of the list's rows, or all of them and as many more.</summary>
    public static LabelledSet Of(LabelledSet set, int rows, int seed)
    {
        var random = new Random(seed);
        int[] order = [.. Enumerable.Range(0, set.Rows.Length)];
        random.Shuffle(order);
        var grown = order.Take(rows).Select(row => set.Rows[row]).ToList();
        double texts = Distinct(set, order), exponent = Exponent(set, order);
        while (grown.Count < rows)
        {
            var earlier = grown[random.Next(grown.Count)];
            if (random.NextDouble() < exponent * texts / grown.Count)
            {
                var words = grown[random.Next(grown.Count)].Text.Split(' ');
                earlier = earlier with { Text = earlier.Text + " " + words[random.Next(words.Length)] };
                texts++;
            }

            grown.Add(earlier);
        }

        return new LabelledSet(set.Name, grown);
    }

    /// <summary>The power of the rows with which distinct texts grow, between half of the set and all of it.</summary>
    private static double Exponent(LabelledSet set, int[] order) =>
        Math.Log2((double)Distinct(set, order) / Distinct(set, order[..(order.Length / 2)]));

    private static int Distinct(LabelledSet set, int[] rows) => rows.Select(set.TextOfRow).Distinct().Count();
}
