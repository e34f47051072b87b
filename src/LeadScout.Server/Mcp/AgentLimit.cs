using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>What agents may spend, as a person said when it was started. What a call may spend is held back while it runs. Thread-safe.</summary>
/// <param name="limit">The most; null where none was said.</param>
internal sealed class AgentLimit(Money? limit)
{
    private readonly Lock _lock = new();
    private Money _spent;
    private Money _held;

    /// <summary>Whether a person said one.</summary>
    public bool IsSet => limit is not null;

    /// <summary>What was spent so far.</summary>
    public Money Spent
    {
        get
        {
            lock (_lock)
            {
                return _spent;
            }
        }
    }

    /// <summary>What is left of it, at least nothing; nothing where none was said.</summary>
    public Money Left
    {
        get
        {
            lock (_lock)
            {
                return LeftNow();
            }
        }
    }

    /// <summary>Holds back what a call may spend: as much of it as is left. Give it back with <see cref="Settle"/>.</summary>
    public Money Hold(Money wanted)
    {
        lock (_lock)
        {
            var held = IsSet && LeftNow() < wanted ? LeftNow() : wanted;
            _held += held;
            return held;
        }
    }

    /// <summary>Takes what a call did spend, and gives back what was held for it.</summary>
    public void Settle(Money held, Money spent)
    {
        lock (_lock)
        {
            (_held, _spent) = (_held - held, _spent + spent);
        }
    }

    private Money LeftNow() => limit is { } most && most > _spent + _held ? most - _spent - _held : Money.Zero;
}
