using System.Collections.Immutable;
using LeadScout.Jobs;
using LeadScout.Stores;

namespace LeadScout.Server.Jobs;

/// <summary>
/// How many texts were asked for how many decided rows, and the money. Holds a bounded number of points: when full, every second one goes.
/// Not thread-safe.
/// </summary>
internal sealed class LearningCurve
{
    /// <summary>The most points that are held.</summary>
    public const int MostPoints = 400;

    private readonly List<CurvePoint> _points = [];
    private long _step = 1;

    /// <summary>The points, by decided rows.</summary>
    public ImmutableArray<CurvePoint> Points => [.. _points];

    /// <summary>Takes in where a job stands.</summary>
    public void Add(JobProgress progress)
    {
        if (progress.Phase == JobPhase.Intake)
        {
            return;
        }

        var point = new CurvePoint(
            progress.DecidedRows, progress.AskedTexts, progress.Spent?.Dollars, progress.RowByRowCost?.Dollars, progress.DecidableRows);
        if (_points is [.., var last] && (point == last || point.Asked - last.Asked < _step))
        {
            return;
        }

        _points.Add(point);
        if (_points.Count > MostPoints)
        {
            _step *= 2;
            for (var i = MostPoints - 1; i > 0; i -= 2)
            {
                _points.RemoveAt(i);
            }
        }
    }
}
