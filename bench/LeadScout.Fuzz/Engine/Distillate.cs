namespace LeadScout.Fuzz.Engine;

/// <summary>The few of many inputs that are worth keeping.</summary>
internal static class Distillate
{
    private const int FewestEdges = 4; // that an input must add

    /// <summary>Smallest first, each that takes several edges which neither the corpus nor one before it takes.</summary>
    public static List<byte[]> Of(FuzzTarget target, IEnumerable<byte[]> inputs)
    {
        var map = new EdgeMap();
        foreach (var (_, bytes) in Corpus.Of(target))
        {
            Adds(map, target, bytes);
        }

        return [.. inputs.OrderBy(input => input.Length).Where(input => Adds(map, target, input) >= FewestEdges)];
    }

    private static int Adds(EdgeMap map, FuzzTarget target, byte[] input)
    {
        var before = map.Edges;
        EdgeMap.Clear();
        if (Verdict.On(target, input) is null)
        {
            map.TakeNew();
        }

        return map.Edges - before;
    }
}
