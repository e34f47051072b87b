namespace LeadScout.Llm;

/// <summary>
/// How long one reply may take. After one that did not come in time the next ones get twice as long, all in a row no longer than the
/// teacher is waited for altogether, unless the user has stated the time. Thread-safe.
/// </summary>
/// <param name="first">The time for the first call.</param>
/// <param name="patience">The time for all calls in a row that get no reply.</param>
/// <param name="grows">Whether it grows.</param>
internal sealed class ReplyTime(TimeSpan first, TimeSpan patience, bool grows)
{
    private readonly TimeSpan _first = first;
    private static readonly TimeSpan Hosted = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Own = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsualPatience = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private TimeSpan _limit = first;
    private TimeSpan _waited;

    /// <summary>By what was stated, and by whether the server is the user's own: small machines take long.</summary>
    public static ReplyTime Of(TeacherOptions options, bool isOwn)
    {
        var patience = options.Patience ?? UsualPatience;
        var usual = isOwn ? Own : Hosted;
        return new(options.Timeout ?? (patience > TimeSpan.Zero && patience < usual ? patience : usual), patience, options.Timeout is null);
    }

    /// <summary>The time for the next call.</summary>
    public TimeSpan Limit
    {
        get
        {
            lock (_lock)
            {
                return _limit;
            }
        }
    }

    /// <summary>A call with this limit got no reply. Calls that were out together count once.</summary>
    public void Missed(TimeSpan limit)
    {
        lock (_lock)
        {
            if (grows && limit == _limit)
            {
                _waited += limit;
                var left = patience - _waited;
                _limit = left <= TimeSpan.Zero ? _first : left < 2 * limit ? left : 2 * limit;
            }
        }
    }

    /// <summary>A call got its reply: what it takes is known now, and stays.</summary>
    public void Kept()
    {
        lock (_lock)
        {
            _waited = TimeSpan.Zero;
        }
    }
}
