namespace LeadScout.Statistics;

/// <summary>
/// Texts grouped by risk and by rows (powers of two), ordered by expected wrong rows: a list of any length in a few dozen numbers.
/// </summary>
internal sealed class RiskClasses
{
    private const int Sizes = 24;

    private readonly (int Stratum, double Count, double Weight, double Risk)[] _classes;

    /// <param name="texts">Rows and risk of each text. Goes over them once and keeps none, because a list may be long.</param>
    public RiskClasses(IEnumerable<(int Rows, double Risk)> texts)
    {
        var count = new double[RiskStrata.Count * Sizes];
        var rows = new double[count.Length];
        var wrong = new double[count.Length];
        foreach (var (weight, risk) in texts)
        {
            int size = Math.Min(Sizes - 1, 31 - int.LeadingZeroCount(weight));
            int place = (RiskStrata.Of(RiskStrata.Checked(risk)) * Sizes) + size;
            count[place]++;
            rows[place] += weight;
            wrong[place] += weight * risk;
        }

        _classes = [.. Enumerable.Range(0, count.Length).Where(c => count[c] > 0)
            .Select(c => (c / Sizes, count[c], rows[c] / count[c], wrong[c] / rows[c]))
            .OrderByDescending(c => c.Item3 * c.Item4)];
    }

    public int Count => _classes.Length;

    public double Texts => CountBefore(_classes.Length);

    /// <summary>Expected wrong rows of one text of the class.</summary>
    public double Value(int place) => _classes[place].Weight * _classes[place].Risk;

    public double CountBefore(int place)
    {
        double sum = 0;
        for (int c = 0; c < place; c++)
        {
            sum += _classes[c].Count;
        }

        return sum;
    }

    public double WrongBefore(int place)
    {
        double sum = 0;
        for (int c = 0; c < place; c++)
        {
            sum += _classes[c].Count * Value(c);
        }

        return sum;
    }

    /// <summary>Texts to ask, heaviest first, until at most <paramref name="rows"/> rows are left.</summary>
    public double CountUntilRowsLeft(double rows)
    {
        double left = _classes.Sum(c => c.Count * c.Weight);
        double asked = 0;
        foreach (var (_, count, weight, _) in _classes.OrderByDescending(c => c.Weight))
        {
            double take = Math.Clamp(Math.Ceiling((left - rows) / weight), 0, count);
            asked += take;
            left -= take * weight;
        }

        return asked;
    }

    public void Remaining(int asked, Span<double> remaining)
    {
        for (int c = 0; c < _classes.Length; c++)
        {
            remaining[c] = c < asked ? 0 : _classes[c].Count;
        }
    }

    public void Measure(ReadOnlySpan<double> remaining, Span<double> rows, Span<double> risks, out double total)
    {
        rows.Clear();
        risks.Clear();
        total = 0;
        for (int c = 0; c < _classes.Length; c++)
        {
            double weight = remaining[c] * _classes[c].Weight;
            rows[_classes[c].Stratum] += weight;
            risks[_classes[c].Stratum] += weight * _classes[c].Risk;
            total += weight;
        }

        for (int s = 0; s < rows.Length; s++)
        {
            risks[s] = rows[s] > 0 ? risks[s] / rows[s] : 0;
        }
    }

    /// <summary>What is left after half of the audits; returns the wrong rows that all of them are expected to find.</summary>
    public double DrawHalf(int asked, double audits, StrataState start, Span<double> remaining)
    {
        double found = 0;
        for (int c = asked; c < _classes.Length; c++)
        {
            var (stratum, count, weight, risk) = _classes[c];
            double rate = start.Rows[stratum] > 0 ? start.Shares[stratum] * weight / start.Rows[stratum] : 0;
            remaining[c] = count * Math.Exp(-rate * audits / 2);
            found += count * (1 - Math.Exp(-rate * audits)) * weight * risk;
        }

        return found;
    }
}
