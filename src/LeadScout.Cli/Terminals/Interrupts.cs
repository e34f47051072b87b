using System.Globalization;
using System.Runtime.InteropServices;

namespace LeadScout.Cli.Terminals;

/// <summary>
/// The first Ctrl-C (or SIGTERM, or SIGHUP when the terminal is closed) asks to stop and save; the second leaves at once.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly TextWriter _error;
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;

    public Interrupts(TextWriter error)
    {
        _error = error;
        PosixSignal[] signals = IsHangUpIgnored()
            ? [PosixSignal.SIGINT, PosixSignal.SIGTERM]
            : [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        _registrations = Array.ConvertAll(signals, signal => PosixSignalRegistration.Create(signal, Stop));
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

    /// <summary>
    /// Whether the command was started to outlive its terminal, as by nohup: registering would undo that. Where the system does not tell,
    /// it was not.
    /// </summary>
    private static bool IsHangUpIgnored()
    {
        const string Field = "SigIgn:", Status = "/proc/self/status";
        try
        {
            return File.Exists(Status)
                && File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal)) is { } ignored
                && ulong.TryParse(ignored.AsSpan(Field.Length).Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var mask)
                && (mask & 1) != 0; // the first bit stands for signal 1
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
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
