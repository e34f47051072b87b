using LeadScout.Teaching.Limits;

namespace LeadScout.Cluster;

/// <summary>What a node says of its permits, as it goes over the wire.</summary>
[GenerateSerializer]
[Alias("leadscout.permit-wish")]
[Immutable]
internal sealed record PermitWish
{
    [Id(0)]
    public required string Holder { get; init; }

    [Id(1)]
    public int? RequestsPerMinute { get; init; }

    [Id(2)]
    public long? TokensPerMinute { get; init; }

    [Id(3)]
    public int? CallsAtOnce { get; init; }

    [Id(4)]
    public long? Tokens { get; init; }

    [Id(5)]
    public long[] Returned { get; init; } = [];

    [Id(6)]
    public long[] Used { get; init; } = [];

    [Id(7)]
    public long[] Held { get; init; } = [];

    [Id(8)]
    public long[] MadeAlone { get; init; } = [];

    [Id(9)]
    public TimeSpan Pause { get; init; }

    /// <summary>Of what was returned, in its order; nothing from a node that does not know it yet.</summary>
    [Id(10)]
    public int[] Signals { get; init; } = [];

    public static PermitWish Of(PermitExchange said) => new()
    {
        Holder = said.Holder,
        RequestsPerMinute = said.Limits.RequestsPerMinute,
        TokensPerMinute = said.Limits.TokensPerMinute,
        CallsAtOnce = said.Limits.CallsAtOnce,
        Tokens = said.Tokens,
        Returned = [.. said.Returned.Select(permit => permit.Number)],
        Used = [.. said.Returned.Select(permit => permit.Tokens)],
        Held = [.. said.Held],
        MadeAlone = [.. said.MadeAlone],
        Pause = said.Pause,
        Signals = [.. said.Returned.Select(permit => (int)permit.Signal)],
    };

    public PermitExchange ToExchange() => new()
    {
        Holder = Holder,
        Limits = new RateLimits(RequestsPerMinute, TokensPerMinute) { CallsAtOnce = CallsAtOnce },
        Tokens = Tokens,
        Returned = [.. Returned.Select((number, place) => (number, Used[place], place < Signals.Length ? (CallSignal)Signals[place] : CallSignal.None))],
        Held = [.. Held],
        MadeAlone = [.. MadeAlone],
        Pause = Pause,
    };
}

/// <summary>What came of it, as it goes over the wire.</summary>
/// <param name="Number">The permit's number; null for none.</param>
/// <param name="Wait">How long to wait before it is asked for again.</param>
[GenerateSerializer]
[Alias("leadscout.permit-answer")]
[Immutable]
internal sealed record PermitAnswer([property: Id(0)] long? Number, [property: Id(1)] TimeSpan Wait)
{
    public static PermitAnswer Of(CallPermit permit) => new(permit.Number, permit.Wait);

    public CallPermit ToPermit() => Number is { } number ? CallPermit.Granted(number) : CallPermit.Later(Wait);
}
