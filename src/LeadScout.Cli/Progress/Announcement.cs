using LeadScout.Application.Reports;
using LeadScout.Cli.Reports;
using LeadScout.Forecasts;
using LeadScout.Jobs;

namespace LeadScout.Cli.Progress;

/// <summary>Says what is going to happen once the list is read and before the first call, then passes progress on.</summary>
internal sealed class Announcement(
    IProgress<JobProgress> inner, Action<string> say, string teacher, JobSettings settings) : IProgress<JobProgress>
{
    private bool _made;
    private int _models;

    /// <inheritdoc/>
    public void Report(JobProgress value)
    {
        if (!_made && value.Left is { } left)
        {
            _made = true;
            say(TextOf(value, left));
        }

        for (; _models < value.Models.Length; _models++)
        {
            var (by, model) = value.Models[_models];
            if (value.Models.Take(_models).LastOrDefault(earlier => earlier.Teacher == by) is { Model: { } before })
            {
                say($"{by}: another model answers. The service now calls it {model}; until here it was {before}. What is certified is what these calls say, not what one of the models would.");
            }
        }

        inner.Report(value);
    }

    private string TextOf(JobProgress progress, Forecast left)
    {
        var list = $"{progress.Rows.Of("row")}, {progress.DistinctTexts.Of("distinct text")}, {progress.KnownTexts.Text()} known already.";
        if (left.Asks.Most == 0)
        {
            return list + " Nothing to ask.";
        }

        var trust = left.Asks.IsExact ? "" : $" ({ForecastText.Trust(left)})";
        var limit = settings.MaxCost is { } most ? $"; at most {most}" : "";
        return $"{list} Asking {teacher} about {ForecastText.Of(left)}, {settings.RowsPerCall} a call{limit}{trust}.";
    }
}
