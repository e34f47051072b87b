using LeadScout.Simulation.Seams;
using LeadScout.Simulation.Worlds;
using LeadScout.Teaching;

namespace LeadScout.Simulation.Checks;

/// <summary>Holds a client that was disposed of against the service's bills and the journal.</summary>
internal static class ClientCheck
{
    /// <param name="life">Whose client.</param>
    /// <param name="calls">What the journal comes to.</param>
    /// <param name="faults">What has gone wrong.</param>
    public static void CheckEnd(ClientLife life, CallBook calls, FaultTally faults)
    {
        Violation.Unless(life.Flights.IsEmpty, "a client is disposed of once its calls are home", "A call is out.");
        var spending = life.Client.Spending;
        var counted = spending.Spent!.Value + spending.PossiblyBilled!.Value;
        ReportCheck.Same(Money.Zero, spending.Reserved, "what is held back is let go of", "held back");
        Violation.Unless(
            life.Account.Billed <= counted + life.Account.Excess,
            "nothing is billed that the client does not count",
            $"Billed {life.Account.Billed}, counted {counted}.");
        if (life.HasRunJobs || faults.Has(FaultKind.StoreWriteFailed, FaultKind.StoreWriteOfUnknownFate))
        {
            return; // it counts calls of which the journal does not know, or not the end
        }

        const string Sums = "the client says what the journal adds up to";
        ReportCheck.Same(calls.MeasuredOf(life.Process.Name), spending.Spent.Value, Sums, "measured cost");
        ReportCheck.Same(calls.PossiblyBilledOf(life.Process.Name), spending.PossiblyBilled.Value, Sums, "possibly billed");
    }
}
