using System.Runtime.InteropServices;

namespace LeadScout.Cli.Terminals;

/// <summary>The first Ctrl-C (or SIGTERM) asks to stop and save; the second leaves at once.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly TextWriter _error;
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public Interrupts(TextWriter error)
    {
        _error = error;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void Stop(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (Interlocked.Increment(ref _count) > 1)
        {
            Environment.Exit(ExitCode.Interrupted);
        }

        _error.WriteLine("Stopping: saving what is in flight. Press Ctrl-C again to leave at once.");
        _stop.Cancel();
    }
}
