using LeadScout.Cascades;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs;

/// <summary>What one pass over the list found out.</summary>
/// <param name="Texts">The distinct texts.</param>
/// <param name="Decisions">By text: what was known beforehand; null for those that the student or the teacher must decide.</param>
/// <param name="DeferredAsks">What deferred learning would ask, in order, repeats included; the texts when the job itself defers, else only their number.</param>
internal sealed record Intake(LeadTexts Texts, List<Decision?> Decisions, DeferredAsks DeferredAsks)
{
    private const int ProgressEveryRows = 50_000;

    /// <summary>By text: what a call for each of its rows would cost; null where the price is unknown.</summary>
    public Money[]? RowByRow { get; init; }

    /// <summary>Streams the list once.</summary>
    public static Intake Read(JobRequest request, TextKeys keys, KnownDecisions known, Action<long> progress, CancellationToken cancellation)
    {
        using var reader = request.Input.Open();
        using var leads = new LeadsAhead(reader, new LeadText(request.Question.Text, reader, request.Input.Name), request.Settings.Limit);
        var texts = new LeadTexts(keys);
        var decisions = new List<Decision?>();
        var deferred = new DeferredAsks(request.Settings);
        while (leads.Read())
        {
            var index = texts.Add(leads.Text);
            if (index == decisions.Count)
            {
                decisions.Add(known.DecideByAnswer(texts.Key(index)) ?? known.Decide(texts.Key(index), TextNormaliser.Normalise(texts.Text(index))));
            }

            if (index >= 0 && decisions[index] is null)
            {
                deferred.See(index);
            }

            if (texts.RowCount % ProgressEveryRows == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress(texts.RowCount);
            }
        }

        return new Intake(texts, decisions, deferred);
    }
}
