using LeadScout.Reviews;

namespace LeadScout.Application.Reviews;

/// <summary>The rows that were drawn to measure a list's accuracy, and what has been said about them. Not thread-safe.</summary>
/// <param name="list">The list, with its sample.</param>
/// <param name="meter">Measures by it.</param>
/// <param name="reviewer">What has been said.</param>
public sealed class SampleSitting(LabelledList list, AccuracyMeter meter, Reviewer reviewer)
{
    /// <summary>The accuracy by all that has been said.</summary>
    public Accuracy Accuracy => meter.Of([.. Judged()]);

    /// <summary>The next row that nobody has judged; null when there is none.</summary>
    public LabelledRow? Next => list.Sample.FirstOrDefault(row => IsOpen(row.Text));

    private bool IsOpen(int text) => !reviewer.ByPersons.ContainsKey(text) && !reviewer.Skipped.Contains(text);

    private IEnumerable<(bool? IsRight, double Predicted)> Judged() => list.Sample
        .TakeWhile(row => !IsOpen(row.Text))
        .Select(row => (reviewer.ByPersons.TryGetValue(row.Text, out var label) ? label == row.Label : (bool?)null, row.PredictedError));
}
