using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching;

namespace LeadScout.Server.Access;

/// <summary>What may be spent with each key: reserved before, booked after. Thread-safe.</summary>
internal sealed class KeySpending(ServerWorkspace workspace, KeyRing keys)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Money> _reserved = [];

    /// <summary>What is left for a caller; null without a limit.</summary>
    public Money? Left(Caller caller)
    {
        if (caller.KeyId is not { } id || keys.LimitOf(id) is not { } spending)
        {
            return null;
        }

        var jobs = workspace.Service.Jobs().Where(job => job.Key == id).Aggregate(Money.Zero, (sum, job) => sum + CostOf(job));
        lock (_lock)
        {
            return spending - workspace.Service.SpentOnTexts(id) - jobs - _reserved.GetValueOrDefault(id);
        }
    }

    /// <summary>The limit of a job: what was wished for, or all that is left.</summary>
    /// <exception cref="RefusedException">More was wished for than is left.</exception>
    public Money? LimitOf(Caller caller, Money? wished) => Left(caller) switch
    {
        null => wished,
        { } left when left <= Money.Zero || wished > left => throw Empty(left),
        { } left => wished ?? left,
    };

    /// <summary>Holds money back for calls to come; give it back with <see cref="Release"/>.</summary>
    /// <param name="caller">Whose.</param>
    /// <param name="ceiling">What is wished for; null if nobody knows what the calls cost.</param>
    /// <param name="least">What would do where the wish does not fit.</param>
    /// <returns>What is held, nothing for a key without a limit; and whether it is the least only.</returns>
    /// <exception cref="RefusedException">There is not so much left, or nobody knows what the calls cost.</exception>
    public (Money Held, bool IsLeast) Reserve(Caller caller, Money? ceiling, Money? least)
    {
        // Looked at and held in one: of two requests at once, the second sees what the first holds.
        lock (_lock)
        {
            if (Left(caller) is not { } left)
            {
                return (Money.Zero, false);
            }

            if (ceiling is not { } most || least is not { } enough)
            {
                throw new RefusedException(
                    "price-unknown",
                    402,
                    "What this LLM charges is unknown, so the limit of your key can't be kept. Name another LLM.");
            }

            if (enough > left)
            {
                throw Empty(left);
            }

            var held = most > left ? enough : most;
            _reserved[caller.KeyId!] = _reserved.GetValueOrDefault(caller.KeyId!) + held;
            return (held, most > left);
        }
    }

    /// <summary>Gives back what was held.</summary>
    public void Release(Caller caller, Money held)
    {
        if (held > Money.Zero)
        {
            lock (_lock)
            {
                _reserved[caller.KeyId!] -= held;
            }
        }
    }

    private static RefusedException Empty(Money left) =>
        new(
            "purse-empty",
            402,
            $"Your key may spend {(left > Money.Zero ? left : Money.Zero)} more, and this may take more than that. Wish for less, or ask whoever runs the server.");

    // A job at work may still take all of its limit.
    private Money CostOf(SubmittedJob job)
    {
        var spent = workspace.Service.SpentOnJob(job.Id);
        return job.IsWanted && job.Settings.MaxCost is { } most && most > spent ? most : spent;
    }
}
