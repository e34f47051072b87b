using LeadScout.Streaming;

namespace LeadScout.Server.Classifying;

/// <summary>Adds up the bills of a request's texts. Thread-safe.</summary>
/// <param name="texts">How many bills there will be.</param>
/// <param name="settled">Told the sum, once all are there.</param>
internal sealed class BillSum(int texts, Action<AskBill> settled)
{
    private readonly Lock _lock = new();
    private AskBill _sum;
    private int _missing = texts;

    public void Add(AskBill bill)
    {
        bool isLast;
        lock (_lock)
        {
            _sum += bill;
            isLast = --_missing == 0;
        }

        if (isLast)
        {
            settled(_sum);
        }
    }
}
