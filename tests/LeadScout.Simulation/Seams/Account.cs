using LeadScout.Teaching;

namespace LeadScout.Simulation.Seams;

/// <summary>What the service has billed one job, by its own count.</summary>
internal sealed class Account
{
    /// <summary>All that it billed.</summary>
    public Money Billed { get; set; }

    /// <summary>By how much its bills passed what was announced as the most.</summary>
    public Money Excess { get; set; }

    /// <summary>Calls that came in.</summary>
    public int Calls { get; set; }

    /// <summary>The most that the job was ever allowed; null for no limit.</summary>
    public Money? Limit { get; set; } = Money.Zero;

    /// <summary>A run begins, with a limit of its own.</summary>
    public void Allow(Money? limit) => Limit = limit is null || Limit is null ? null : limit > Limit ? limit : Limit;
}
