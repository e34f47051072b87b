using System.Diagnostics;

namespace LeadScout.Cli.Tests.ProcessFaults;

/// <summary>Kills a process at a moment, which the LLM's calls tell; null: never.</summary>
internal sealed class Kill(KillMoment? moment)
{
    private readonly TaskCompletionSource<Process> _victim = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;

    /// <summary>Told of the process.</summary>
    public void Begin(Process victim)
    {
        _victim.SetResult(victim);
        if (moment is { Call: 0, Later: { } later })
        {
            _ = KillAsync(later);
        }
    }

    /// <summary>Told of each call before its reply.</summary>
    public async Task BeforeReplyAsync(CancellationToken gone)
    {
        var call = Interlocked.Increment(ref _calls);
        if (moment is { Later: { } later } && call == moment.Call)
        {
            _ = KillAsync(later);
        }
        else if (moment is { Later: null } && call == moment.Call)
        {
            await KillAsync(TimeSpan.Zero);
            await Task.Delay(Timeout.Infinite, gone);
        }
        else if (moment is { Later: null } && call > moment.Call)
        {
            await _killed.Task; // or the job could come to its end before the kill comes to the process
        }
    }

    // As kill -9.
    private async Task KillAsync(TimeSpan later)
    {
        var victim = await _victim.Task;
        await Task.Delay(later);
        try
        {
            victim.Kill();
        }
        catch (InvalidOperationException)
        {
            // It was faster.
        }

        _killed.TrySetResult();
    }
}
