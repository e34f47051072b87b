namespace LeadScout.Teaching.Limits;

/// <summary>What the user's account with the provider allows. Of no influence on what is asked, or in which order.</summary>
/// <param name="RequestsPerMinute">Calls that may go out in any minute, at least 1; null for no limit.</param>
/// <param name="TokensPerMinute">Tokens, input and output, that the calls of any minute may use, at least 1; null for no limit.</param>
public sealed record RateLimits(int? RequestsPerMinute = null, long? TokensPerMinute = null)
{
    /// <summary>Calls that may be out at once, whoever makes them, at least 1; null for no limit.</summary>
    public int? CallsAtOnce { get; init; }

    /// <summary>Whether anything is limited.</summary>
    public bool IsAny => RequestsPerMinute is not null || TokensPerMinute is not null || CallsAtOnce is not null;

    /// <summary>How many have a part each of what was stated; 1 for all of it.</summary>
    internal int Parts { get; private init; } = 1;

    /// <summary>How long two calls are apart at least, where a part is less than one call a minute.</summary>
    internal TimeSpan Apart { get; private init; }

    /// <summary>Of these and others, the stricter, one by one.</summary>
    public RateLimits And(RateLimits others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return new RateLimits(Less(RequestsPerMinute, others.RequestsPerMinute), Less(TokensPerMinute, others.TokensPerMinute))
        {
            CallsAtOnce = Less(CallsAtOnce, others.CallsAtOnce),
        };
    }

    /// <summary>
    /// So many parts of them. What is less than one call a minute is one call in several minutes; of the calls at once there is always one.
    /// </summary>
    /// <param name="mine">How many parts, from 1.</param>
    /// <param name="all">Of how many, from <paramref name="mine"/>.</param>
    public RateLimits Share(int mine, int all)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mine, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(all, mine);
        var requests = RequestsPerMinute is { } calls ? (double)calls * mine / all : (double?)null;
        return this with
        {
            RequestsPerMinute = requests is { } some ? Math.Max(1, (int)some) : null,
            TokensPerMinute = TokensPerMinute is { } tokens ? Math.Max(1, (long)((decimal)tokens * mine / all)) : null,
            CallsAtOnce = CallsAtOnce is { } atOnce ? Math.Max(1, (int)((long)atOnce * mine / all)) : null,
            Parts = (all + mine - 1) / mine,
            Apart = requests < 1 ? CallWindow.Minute / requests.Value : TimeSpan.Zero,
        };
    }

    private static T? Less<T>(T? one, T? other)
        where T : struct, IComparable<T> =>
            one is { } some && (other is not { } more || some.CompareTo(more) <= 0) ? one : other;
}
