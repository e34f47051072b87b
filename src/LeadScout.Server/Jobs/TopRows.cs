using LeadScout.Classifiers;
using LeadScout.Texts;

namespace LeadScout.Server.Jobs;

/// <summary>The first rows in an order that is not the list's, in bounded memory but for the texts' counts. The rows are read as often as need be.</summary>
internal static class TopRows
{
    /// <summary>So many of them.</summary>
    public static IReadOnlyList<Row> Of(IEnumerable<Row> rows, RowSort sort, int most) => sort switch
    {
        RowSort.Doubt => EachTextOnce(rows, row => (Certainty(row), "", row.Number), most),
        RowSort.Rows => MostRows(rows, most),
        RowSort.Label => First(rows, row => (0, row.Label ?? "\uffff", row.Number), most),
        _ => [.. rows.Take(most)],
    };

    // Who has no label is the most doubtful. A label that was kept is nobody's decision to doubt, and a blank row asks for none.
    private static double Certainty(Row row) => row switch
    {
        { Text.Length: 0 } => 3,
        { Label: null } => -1,
        _ when row.Source == UndecidedReason.Kept.Word() => 2,
        _ => row.Confidence ?? 0,
    };

    private static Row[] MostRows(IEnumerable<Row> rows, int most)
    {
        var counts = new Dictionary<TextKey, long>();
        foreach (var row in rows)
        {
            var key = TextKey.Of(row.Text);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return EachTextOnce(rows, row => (-counts[TextKey.Of(row.Text)], "", row.Number), most);
    }

    private static Row[] EachTextOnce(IEnumerable<Row> rows, Func<Row, (double, string, long)> rank, int most)
    {
        var held = new Dictionary<TextKey, long>();
        var queue = new PriorityQueue<Row, (double, string, long)>(Falling);
        foreach (var row in rows)
        {
            var key = TextKey.Of(row.Text);
            if (held.TryGetValue(key, out var same))
            {
                held[key] = same + 1;
                continue;
            }

            // One that was pushed out stays out: the same text comes with the same rank, and a later row.
            held[key] = 1;
            if (queue.Enqueue(row, rank(row), most) is { } pushed)
            {
                held.Remove(TextKey.Of(pushed.Text));
            }
        }

        return [.. Rising(queue).Select(row => row with { RowsWithText = held[TextKey.Of(row.Text)] })];
    }

    private static Row[] First(IEnumerable<Row> rows, Func<Row, (double, string, long)> rank, int most)
    {
        var queue = new PriorityQueue<Row, (double, string, long)>(Falling);
        foreach (var row in rows)
        {
            queue.Enqueue(row, rank(row), most);
        }

        return Rising(queue);
    }

    /// <summary>Holds one more, and no more than allowed: what was pushed out, or null.</summary>
    private static Row? Enqueue(this PriorityQueue<Row, (double, string, long)> queue, Row row, (double, string, long) rank, int most)
    {
        if (queue.Count < most)
        {
            queue.Enqueue(row, rank);
            return null;
        }

        return queue.EnqueueDequeue(row, rank);
    }

    private static Row[] Rising(PriorityQueue<Row, (double, string, long)> queue)
    {
        var rows = new Row[queue.Count];
        for (var at = rows.Length - 1; at >= 0; at--)
        {
            rows[at] = queue.Dequeue();
        }

        return rows;
    }

    private static readonly Comparer<(double Rank, string Label, long Number)> Falling = Comparer<(double Rank, string Label, long Number)>.Create(
        (a, b) => (b.Rank.CompareTo(a.Rank), string.CompareOrdinal(b.Label, a.Label), b.Number.CompareTo(a.Number)) switch
        {
            (not 0 and var rank, _, _) => rank,
            (_, not 0 and var label, _) => label,
            (_, _, var number) => number,
        });
}
