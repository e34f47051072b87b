using System.Collections.Concurrent;
using LeadScout.Server.Access;
using LeadScout.Streaming;
using Microsoft.Extensions.Hosting;

namespace LeadScout.Server.Classifying;

/// <summary>
/// Holds back what asking about single texts may cost, and books what it did cost: whoever asked may be gone before the call is home, and
/// it is paid all the same. So a server that ends waits for the calls that are out. Thread-safe.
/// </summary>
internal sealed class AskAccounts(KeySpending spending, ActivityLog activity) : IHostedService
{
    private readonly ConcurrentDictionary<Task, bool> _open = [];

    /// <summary>Opens the account of a request.</summary>
    /// <param name="open">What is asked, of whom.</param>
    /// <param name="texts">About how many texts.</param>
    /// <param name="unknown">Those that may have to be asked.</param>
    /// <param name="caller">Who pays.</param>
    /// <returns>Whether the key has money for calls of their own only; and whom to tell, once, what it did cost.</returns>
    /// <exception cref="RefusedException">The caller's spending limit is empty.</exception>
    public (bool IsAlone, Action<AskBill> Settled) Open(OpenCascade open, int texts, IReadOnlyCollection<string> unknown, Caller caller)
    {
        var (held, isAlone) = unknown.Count == 0
            ? (null, false)
            : spending.Hold(caller, open.CeilingTogether(unknown), open.CeilingAlone(unknown));
        var account = new TaskCompletionSource();
        _open[account.Task] = true;
        return (isAlone, Settle);

        void Settle(AskBill bill)
        {
            try
            {
                if (bill.IsNothing)
                {
                    activity.Release(held);
                }
                else
                {
                    var what = texts == 1 ? "no answer" : $"{texts} texts";
                    var about = bill.Call is { } call ? $"call {call}" : $"{open.Question.Name}: {what}";
                    activity.Record(caller, "ask", about, bill.Calls, bill.Cost, bill.PossiblyBilled, held);
                }
            }
            finally
            {
                account.SetResult();
                _open.TryRemove(account.Task, out _);
            }
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for the calls that are out, so that what they bring is kept.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_open.Keys).WaitAsync(cancellationToken);
}
