using LeadScout.Application.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Stores;

namespace LeadScout.Cli.Progress;

/// <summary>How far a copy is: one line that changes on a terminal, a line every few seconds elsewhere. Thread-safe.</summary>
internal sealed class CopyProgress(Terminal terminal) : IProgress<StoreCopyProgress>, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(125);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private long _lastAt = terminal.Clock.GetTimestamp();
    private int _drawn;

    /// <inheritdoc/>
    public void Report(StoreCopyProgress value)
    {
        lock (_gate)
        {
            if (terminal.Clock.GetElapsedTime(_lastAt) < (terminal.ErrorIsTerminal ? Redraw : Pause))
            {
                return;
            }

            _lastAt = terminal.Clock.GetTimestamp();
            var line = $"{Word(value.Doing)}: {Numbers.WholePercent(value.Rows, value.TotalRows)}, {value.Rows.Text()} of {value.TotalRows.Of("row")}, at {value.Table}";
            if (terminal.ErrorIsTerminal)
            {
                terminal.Error.Write('\r' + line.PadRight(_drawn));
                _drawn = line.Length;
            }
            else
            {
                terminal.Error.WriteLine(line);
            }
        }
    }

    /// <summary>Takes the line away.</summary>
    public void End()
    {
        lock (_gate)
        {
            if (_drawn > 0)
            {
                terminal.Error.Write('\r' + new string(' ', _drawn) + '\r');
                _drawn = 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => End();

    private static string Word(StoreCopyPhase phase) => phase switch
    {
        StoreCopyPhase.Looking => "Looking at what is there",
        StoreCopyPhase.Copying => "Copying",
        _ => "Reading back",
    };
}
