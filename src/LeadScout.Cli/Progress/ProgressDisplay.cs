using LeadScout.Jobs;
using LeadScout.Statistics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeadScout.Cli.Progress;

/// <summary>Progress drawn live on a terminal. Thread-safe.</summary>
internal sealed class ProgressDisplay : IProgress<JobProgress>
{
    private const int BarWidth = 40;
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(125);

    private volatile JobProgress _latest = new() { Phase = JobPhase.Intake, Rows = 0, Elapsed = TimeSpan.Zero };

    /// <summary>Draws while the work goes on; the drawing is gone when it ends.</summary>
    public static async Task<T> RunAsync<T>(IAnsiConsole console, TimeProvider clock, Func<IProgress<JobProgress>, Task<T>> work)
    {
        var display = new ProgressDisplay();
        return await new LiveDisplay(console, display.Draw()) { AutoClear = true }.StartAsync(async context =>
        {
            await using var timer = clock.CreateTimer(_ => context.UpdateTarget(display.Draw()), null, Redraw, Redraw);
            return await Task.Run(() => work(display));
        });
    }

    /// <inheritdoc/>
    public void Report(JobProgress value) => _latest = value;

    private Rows Draw()
    {
        var progress = _latest;
        var lines = new List<IRenderable> { Bar(progress) };
        if (progress.Phase is not (JobPhase.Intake or JobPhase.Embedding))
        {
            lines.Add(new Text("  " + ProgressText.Work(progress)));
            lines.Add(new Text("  " + ProgressText.Pace(progress), new Style(Color.Grey)));
            lines.Add(new Text("  " + ProgressText.Left(progress), new Style(Color.Grey)));
            if (progress.Waiting is not null)
            {
                lines.Add(new Text("  " + ProgressText.Waiting(progress), new Style(Color.Yellow)));
            }
        }

        return new Rows(lines);
    }

    private static Columns Bar(JobProgress progress)
    {
        var (part, whole) = progress.Phase switch
        {
            JobPhase.Intake => (0, 1),
            JobPhase.Embedding => (progress.EmbeddedTexts, progress.TextsToEmbed),
            _ => (progress.DecidedRows, progress.Rows),
        };
        var done = whole == 0 ? 0 : (int)(BarWidth * part / whole);
        return new Columns(
            new Text(ProgressText.Doing(progress.Phase), new Style(decoration: Decoration.Bold)),
            new Markup($"[green]{new string('━', done)}[/][grey]{new string('━', BarWidth - done)}[/]"),
            new Text(ProgressText.Rows(progress)))
        {
            Expand = false,
        };
    }
}
