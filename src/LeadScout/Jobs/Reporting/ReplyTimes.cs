namespace LeadScout.Jobs.Reporting;

/// <summary>How long the replies of this run take, by those that came home last. Not thread-safe.</summary>
internal sealed class ReplyTimes
{
    private const int Remembered = 16; // calls; the teacher of an hour ago says little about the one of now

    private readonly Queue<(TimeSpan At, int Calls)> _home = new();
    private int _calls;

    /// <summary>To be told when the first call is about to go out.</summary>
    public void Begin(TimeSpan at) => _home.Enqueue((at, _calls));

    /// <summary>Takes in calls that came home.</summary>
    /// <param name="at">When, by the run's clock.</param>
    /// <param name="calls">How many; without any nothing is learned.</param>
    public void Add(TimeSpan at, int calls)
    {
        if (calls == 0)
        {
            return;
        }

        _calls += calls;
        _home.Enqueue((at, _calls));
        while (_home.Count > Remembered)
        {
            _home.Dequeue();
        }
    }

    /// <summary>A reply's time, where so many calls are in flight at once; null before the first reply.</summary>
    public TimeSpan? Of(int inFlight)
    {
        if (_home.Count < 2)
        {
            return null;
        }

        var (from, before) = _home.Peek();
        var (to, after) = _home.Last();
        return (to - from) * ((double)inFlight / (after - before));
    }
}
