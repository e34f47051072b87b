using LeadScout.Server.Access;
using LeadScout.Server.Hosting;
using LeadScout.Server.Wording;
using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>Gives each caller a session. What agents may spend beside their keys' limits is one sum for the whole server. Thread-safe.</summary>
internal sealed class AgentDesks(AgentServices services, KeySpending spending, ServerOptions options, MachinePaths paths) : IDisposable
{
    private readonly ConfirmedPrices _prices = new();
    private readonly AgentLimit _limit = new(options.AgentMaxCost);
    private readonly SemaphoreSlim _places = new(options.RequestsAtOnce);

    /// <summary>The session of a caller.</summary>
    public AgentSession SessionOf(Caller caller) => new(new ServerDesk(services, caller), _prices, _limit, _places)
    {
        Caller = caller.KeyId ?? caller.Name,
        MayChange = caller.Scope >= Scope.Label,
        Left = () => LeftFor(caller),
        Told = refused => paths.Without(refused).ToString(),
        HowToAllow = "Whoever runs the server allows more: by the limit of the key, or by what agents may spend there.",
    };

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    private Money LeftFor(Caller caller) => spending.Left(caller) is { } left
        ? _limit.IsSet && _limit.Left < left ? _limit.Left : left
        : _limit.Left;
}
