using LeadScout.Teaching;
using LeadScout.Teaching.Calls;

namespace LeadScout.Simulation.Checks;

/// <summary>What the calls in the journal come to, added up here by itself, for each process.</summary>
internal sealed class CallBook
{
    private readonly Dictionary<long, (string Process, Money Counted, Billing Billing)> _calls = [];

    public void Began(long call, CallIntent intent, string process) =>
        _calls[call] = (process, intent.Ceiling ?? Money.Zero, Billing.PossiblyBilled);

    public void Committed(CallEnd ended) =>
        _calls[ended.Call] = _calls[ended.Call] with { Counted = ended.Cost ?? Money.Zero, Billing = ended.Billing };

    /// <summary>What a process's calls have cost, as far as the service has said.</summary>
    public Money MeasuredOf(string process) => SumOf(process, billing => billing != Billing.PossiblyBilled);

    /// <summary>The most that its others can have cost.</summary>
    public Money PossiblyBilledOf(string process) => SumOf(process, billing => billing == Billing.PossiblyBilled);

    private Money SumOf(string process, Func<Billing, bool> counts) => _calls.Values
        .Where(call => call.Process == process && counts(call.Billing))
        .Aggregate(Money.Zero, (sum, call) => sum + call.Counted);
}
