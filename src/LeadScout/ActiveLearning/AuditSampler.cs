using LeadScout.Statistics;

namespace LeadScout.ActiveLearning;

/// <summary>Draws audits, one after the other and without replacement, with probabilities fixed before each draw.</summary>
internal sealed class AuditSampler(FrozenTexts texts, RiskScale scale, long wrongRows, ulong seed, AuditDirection? direction = null)
{
    private SeededRandom _random = new(seed);

    /// <summary>Draws and takes a text.</summary>
    public (int Text, Draw Draw, LabelRows? Rows) Next()
    {
        var strata = Prepare();
        var rows = texts.RowsByLabel;
        var draw = strata with { Stratum = Pick(strata.Shares) };
        int text = texts.Draw(draw.Stratum, ref _random);
        texts.Take(text);
        return (text, draw, rows);
    }

    /// <summary>What an audit that finds no error yields, in nats, on average over where it may fall; 0 where nothing can be proven.</summary>
    public double GrowthWhenRight()
    {
        var (rows, risks, shares) = (new double[texts.Strata], new double[texts.Strata], new double[texts.Strata]);
        double[] scaled = new double[texts.Strata];
        double growth = Design(rows, risks, scaled, shares);
        double sum = 0;
        for (int s = 0; s < rows.Length && growth > 0; s++)
        {
            sum += shares[s] > 0 ? shares[s] * Math.Log((1 - scaled[s]) / (1 - Divergence.UpperRate(scaled[s], growth))) : 0;
        }

        return sum;
    }

    /// <summary>The probabilities of the next draw, before it falls.</summary>
    internal Draw Prepare()
    {
        var rows = new double[texts.Strata];
        var risks = new double[texts.Strata];
        var shares = new double[texts.Strata];
        double growth = Design(rows, risks, texts.Strata <= 512 ? stackalloc double[texts.Strata] : new double[texts.Strata], shares);
        var draw = new Draw(rows, risks, shares, -1);
        direction?.Direct(draw, texts.RowsByLabel!, growth);
        return draw;
    }

    /// <summary>Spreads the next draw over the strata for the list's own budget, and returns what it yields, in nats.</summary>
    private double Design(double[] rows, double[] risks, Span<double> scaled, double[] shares)
    {
        texts.Measure(rows, risks);
        scale.Apply(rows, risks, scaled);
        return AuditDesign.Solve(rows, scaled, Math.Min(wrongRows + 1, 0.999 * texts.Rows), shares);
    }

    private int Pick(double[] shares)
    {
        double target = _random.NextShare();
        int picked = -1;
        for (int s = 0; s < shares.Length && target >= 0; s++)
        {
            if (shares[s] > 0)
            {
                picked = s;
                target -= shares[s];
            }
        }

        return picked;
    }
}
