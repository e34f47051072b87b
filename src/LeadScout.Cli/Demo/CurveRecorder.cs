using LeadScout.Jobs;

namespace LeadScout.Cli.Demo;

/// <summary>Notes how a job learns while it runs: by its plan, so the same at every speed. Not thread-safe.</summary>
internal sealed class CurveRecorder : IProgress<JobProgress>
{
    private readonly List<CurvePoint> _points = [new(0, 0, 0)];

    /// <summary>The points so far, from the first to the last.</summary>
    public IReadOnlyList<CurvePoint> Points => _points;

    /// <inheritdoc/>
    public void Report(JobProgress value)
    {
        if (value.Phase is JobPhase.Learning or JobPhase.Certifying && value.AskedTexts > _points[^1].Asked)
        {
            var within = value.DecidedRows + value.DecidableRows;
            _points.Add(new CurvePoint(value.AskedTexts, (double)value.DecidedRows / value.Rows, (double)within / value.Rows));
        }
        else if (value.Phase == JobPhase.Writing)
        {
            _points[^1] = _points[^1] with { Learned = (double)value.DecidedRows / value.Rows };
        }
    }
}
