namespace LeadScout.Statistics;

/// <summary>Whole-number weights in a fixed order with prefix sums in O(log n) (Fenwick 1994). Whole numbers, so nothing drifts.</summary>
internal sealed class WeightTree
{
    private readonly long[] _nodes;
    private readonly int _firstStep;

    public WeightTree(int count, Func<int, long> weightOf)
    {
        _nodes = new long[count + 1];
        _firstStep = count == 0 ? 0 : 1 << (31 - int.LeadingZeroCount(count));
        Fill(weightOf);
    }

    /// <summary>Sets every weight anew.</summary>
    public void Fill(Func<int, long> weightOf)
    {
        Array.Clear(_nodes);
        for (int i = 1; i < _nodes.Length; i++)
        {
            _nodes[i] += weightOf(i - 1);
            int parent = i + (i & -i);
            if (parent < _nodes.Length)
            {
                _nodes[parent] += _nodes[i];
            }
        }
    }

    /// <summary>The sum of the first <paramref name="count"/> weights.</summary>
    public long Before(int count)
    {
        long sum = 0;
        for (int i = count; i > 0; i -= i & -i)
        {
            sum += _nodes[i];
        }

        return sum;
    }

    public void Add(int position, long delta)
    {
        for (int i = position + 1; i < _nodes.Length; i += i & -i)
        {
            _nodes[i] += delta;
        }
    }

    /// <summary>The position whose stretch of the cumulated weights covers <paramref name="target"/>, from 0 to the total - 1.</summary>
    public int Find(long target)
    {
        int position = 0;
        for (int step = _firstStep; step > 0; step >>= 1)
        {
            if (position + step < _nodes.Length && _nodes[position + step] <= target)
            {
                position += step;
                target -= _nodes[position];
            }
        }

        return position;
    }
}
