using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>Holds the LLM back: so many calls are answered, those after them wait. Thread-safe.</summary>
internal sealed class Gate(int open)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, TaskCompletionSource> _arrivals = [];
    private TaskCompletionSource _opened = New();
    private int _open = open;
    private int _calls;

    /// <summary>The LLM behind the gate.</summary>
    public StandInOptions Options => new() { Answers = Cli.Tests.TitleList.Invented.Answers, Before = PassAsync };

    /// <summary>Calls that have come to the gate.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Lets so many calls through in all.</summary>
    public void Open(int calls = int.MaxValue)
    {
        lock (_lock)
        {
            _open = calls;
            _opened.SetResult();
            _opened = New();
        }
    }

    /// <summary>Completes when so many calls have come.</summary>
    public Task ArrivedAsync(int calls)
    {
        lock (_lock)
        {
            return _calls >= calls
                ? Task.CompletedTask
                : (_arrivals.TryGetValue(calls, out var known) ? known : _arrivals[calls] = New()).Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    private async Task PassAsync(CancellationToken gone)
    {
        int number;
        lock (_lock)
        {
            number = ++_calls;
            if (_arrivals.Remove(number, out var awaited))
            {
                awaited.SetResult();
            }
        }

        while (Wait(number) is { } opened)
        {
            await opened.WaitAsync(gone);
        }
    }

    private Task? Wait(int number)
    {
        lock (_lock)
        {
            return number <= _open ? null : _opened.Task;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
