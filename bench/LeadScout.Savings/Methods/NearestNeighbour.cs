using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;

namespace LeadScout.Savings.Methods;

/// <summary>
/// Reuse by nearest neighbour, in stream order: a text takes the answer of the most similar text asked before if that is similar enough.
/// The threshold is chosen with hindsight, list by list: the cheapest of 0.50, 0.51 ... 1.00 at which at most 2 % of the rows really
/// differ, or none at all, which is the exact memo. Nobody who runs it on a new list can know that threshold, so this is the most it could
/// ever save.
/// </summary>
internal static class NearestNeighbour
{
    private const double MostDifferent = 0.02;

    private static readonly float[] Thresholds = [.. Enumerable.Range(50, 51).Select(percent => percent / 100f), float.PositiveInfinity];

    public static Method For(LabelledSet set)
    {
        var neighbours = new Lazy<NeighbourLists>(() => new NeighbourLists(new NGramVectors(set.Texts)));
        return new Method("nearest", "nearest neighbour, threshold by hindsight", trial => RunAsync(trial, neighbours.Value));
    }

    private static async Task<MethodOutcome> RunAsync(Trial trial, NeighbourLists neighbours)
    {
        var cheapest = Thresholds
            .Select(threshold => Reuse.InOrder(trial, neighbours, threshold))
            .Where(reuse => trial.CountDifferent(reuse.Output) <= MostDifferent * trial.Sample.Rows.Length)
            .MinBy(reuse => reuse.Asked.Count)!;
        foreach (var text in cheapest.Asked)
        {
            await OneByOne.AskAsync(trial, text);
        }

        return new MethodOutcome(cheapest.Output, null);
    }

    /// <summary>What one threshold comes to.</summary>
    private sealed record Reuse(List<int> Asked, int[] Output)
    {
        public static Reuse InOrder(Trial trial, NeighbourLists neighbours, float threshold)
        {
            var asked = new List<int>();
            var isAsked = new bool[trial.Set.Texts.Count];
            var labels = new int?[trial.Set.Texts.Count];
            var output = new int[trial.Sample.Rows.Length];
            for (var row = 0; row < output.Length; row++)
            {
                var text = trial.Sample.Text(row);
                if (labels[text] is null)
                {
                    var source = NearestAsked(neighbours[text], isAsked, threshold) ?? text;
                    if (source == text)
                    {
                        asked.Add(text);
                        isAsked[text] = true;
                    }

                    labels[text] = trial.Teacher.FirstAnswer(source);
                }

                output[row] = labels[text]!.Value;
            }

            return new Reuse(asked, output);
        }

        private static int? NearestAsked(IReadOnlyList<(int Text, float Similarity)> neighbours, bool[] asked, float threshold)
        {
            foreach (var (text, similarity) in neighbours)
            {
                if (similarity < threshold)
                {
                    return null;
                }

                if (asked[text])
                {
                    return text;
                }
            }

            return null;
        }
    }
}
