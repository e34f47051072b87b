using LeadScout.ActiveLearning;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// Works out which texts deferred learning asks about, with an exact memo alone: leads are taken in row order, an answer may be used once
/// the batch of rows-per-call × concurrency asks that it belongs to has ended (or never, for a whole job), and only the call that is being
/// filled shares a text that it already holds. This depends on the list alone, so a job that learns at once can say what deferring would
/// have cost.
/// </summary>
internal sealed class DeferredAsks(JobSettings settings)
{
    private readonly long _window =
        settings.Learn == LearnMode.DeferredJob ? long.MaxValue : (long)settings.RowsPerCall * settings.Concurrency;
    private readonly List<int>? _asks = settings.Learn == LearnMode.Immediate ? null : [];
    private readonly List<long> _lastAsk = []; // by text: the number of its latest ask, -1 for none

    /// <summary>How many asks there were.</summary>
    public long Count { get; private set; }

    /// <summary>The texts asked, in order; null when the job learns at once and only the number matters.</summary>
    public IReadOnlyList<int>? Asks => _asks;

    /// <summary>Takes the next lead whose text nobody knew beforehand.</summary>
    public void See(int text)
    {
        while (_lastAsk.Count <= text)
        {
            _lastAsk.Add(-1);
        }

        if (_lastAsk[text] is >= 0 and var last
            && (last / _window < Count / _window || (last / settings.RowsPerCall == Count / settings.RowsPerCall)))
        {
            return;
        }

        _lastAsk[text] = Count++;
        _asks?.Add(text);
    }
}
