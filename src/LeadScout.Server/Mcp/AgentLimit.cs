using LeadScout.Teaching;

namespace LeadScout.Server.Mcp;

/// <summary>What agents may spend, as a person said when it was started. Thread-safe.</summary>
/// <param name="limit">The most; null for nothing said, which is nothing.</param>
internal sealed class AgentLimit(Money? limit)
{
    private readonly Lock _lock = new();
    private Money _spent;

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

    /// <summary>What is left of it, at least nothing.</summary>
    public Money Left
    {
        get
        {
            lock (_lock)
            {
                var left = (limit ?? Money.Zero) - _spent;
                return left > Money.Zero ? left : Money.Zero;
            }
        }
    }

    /// <summary>Takes from it.</summary>
    public void Book(Money spent)
    {
        lock (_lock)
        {
            _spent += spent;
        }
    }
}
