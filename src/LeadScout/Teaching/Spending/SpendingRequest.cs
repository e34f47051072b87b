using LeadScout.Answers;

namespace LeadScout.Teaching.Spending;

/// <summary>A ceiling that waits to be granted.</summary>
/// <param name="Service">Whose call it is for.</param>
/// <param name="Ceiling">What was announced.</param>
internal sealed record SpendingRequest(BillRecord Service, Money Ceiling)
{
    /// <summary>What is to be held back, by what is known of the service now.</summary>
    public Money Amount => Service.Widened(Ceiling);

    /// <summary>Whether its turn has come, as far as the service is concerned. A call that costs nothing is no risk.</summary>
    public bool IsDue => Ceiling == Money.Zero || Service.AllowsAnother;

    /// <summary>What was granted; null when it was refused.</summary>
    public TaskCompletionSource<Money?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
