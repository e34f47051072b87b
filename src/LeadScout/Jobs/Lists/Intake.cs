using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Lists;

/// <summary>What one pass over the list found out for one question.</summary>
/// <param name="Texts">The distinct texts; questions with the same template share them.</param>
/// <param name="Decisions">By text: what was known beforehand; null for those that the student or the teacher must decide.</param>
/// <param name="DeferredAsks">What deferred learning would ask, in order, repeats included; the texts when the job itself defers, else only
/// their number.</param>
internal sealed record Intake(LeadTexts Texts, List<Decision?> Decisions, DeferredAsks DeferredAsks)
{
    private const int ProgressEveryRows = 50_000;

    /// <summary>What was found in the list, for all questions.</summary>
    public ListFindings? Findings { get; init; }

    /// <summary>Where the leads stand, and their texts by template, to write the result along; null where nobody followed.</summary>
    public ILeadTrail? Trail { get; init; }

    /// <summary>The labels that stand in the list; null for a job that does not put them to the proof.</summary>
    public GivenLabels? Given { get; init; }

    /// <summary>What the list's columns of hints say about its texts; null where none is named.</summary>
    public ListHints? Hints { get; init; }

    /// <summary>The labels of the list that are kept; null where none are.</summary>
    public KeptLabels? Kept { get; init; }

    /// <summary>Rows that the job is to decide, those without a text included: all but those that keep their label.</summary>
    public long RowsToDecide => Texts.RowCount - (Kept?.Rows ?? 0);

    /// <summary>By text: what a call for each of its rows would cost; null where the price is unknown.</summary>
    public Money[]? RowByRowCost { get; init; }

    /// <summary>What its texts cost to ask, alone and together; null before that is known.</summary>
    public PromptPrices? Prices { get; init; }

    /// <summary>Streams the list once, for all questions.</summary>
    /// <param name="request">The list and the questions.</param>
    /// <param name="keys">How texts become keys.</param>
    /// <param name="known">By question: what is known beforehand.</param>
    /// <param name="follows">Whether a result is to be written, so that it is worth while to remember where the leads stand.</param>
    /// <param name="progress">Told of the rows read.</param>
    /// <param name="cancellation">The wish to stop.</param>
    public static ImmutableArray<Intake> Read(
        JobRequest request, TextKeys keys, ImmutableArray<KnownDecisions> known, bool follows, Action<long> progress,
        CancellationToken cancellation)
    {
        using var reader = request.Input.Open();
        var trail = follows && request.Settings is { Limit: null, Certify: null } ? request.Input.Follow(reader) : null;
        try
        {
            return Read(request, keys, known, reader, trail, progress, cancellation);
        }
        catch
        {
            trail?.Dispose();
            throw;
        }
    }

    /// <summary>What a trail remembers of a text: its index, or below zero which flaw left none.</summary>
    public static int Found(int index, TextFlaw flaw) => index >= 0 ? index : -1 - (int)flaw;

    /// <summary>The flaw behind what <see cref="Found"/> gave below zero.</summary>
    public static TextFlaw FlawOf(int found) => (TextFlaw)(-1 - found);

    private static ImmutableArray<Intake> Read(
        JobRequest request, TextKeys keys, ImmutableArray<KnownDecisions> known, ILeadReader reader, ILeadTrail? trail,
        Action<long> progress, CancellationToken cancellation)
    {
        var templates = request.Questions.Select(question => question.Text).DistinctBy(template => template.Source).ToArray();
        var texts = Array.ConvertAll(templates, _ => new LeadTexts(keys));
        var intakes = request.Questions
            .Select(
                question => new Intake(texts[Array.FindIndex(templates, template => template.Source == question.Text.Source)], [], new DeferredAsks(request.Settings)))
            .ToImmutableArray();
        using var leads = new LeadsAhead(
            reader,
            [.. templates.Select(template => new LeadText(template, reader, request.Input.Name, request.Settings))],
            request.Settings.Limit,
            trail);
        var found = new int[texts.Length];
        while (leads.Read())
        {
            for (var template = 0; template < texts.Length; template++)
            {
                var index = texts[template].Add(leads.Text(template), leads.Flaw(template));
                found[template] = Found(index, leads.Flaw(template));
                for (var question = 0; question < intakes.Length; question++)
                {
                    if (intakes[question].Texts == texts[template])
                    {
                        intakes[question].See(index, known[question]);
                    }
                }
            }

            trail?.Note(found);
            if (texts[0].RowCount % ProgressEveryRows == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress(texts[0].RowCount);
            }
        }

        var findings = ListFindings.Of(request, reader, texts);
        return request.Settings.Certify is null
            ? [.. intakes.Select((intake, i) => intake with
            {
                Findings = findings,
                Trail = trail,
                Hints = request.Settings.Hints.IsEmpty ? null : ListHints.Read(request, request.Questions[i], intake.Texts, cancellation),
                Kept = request.Settings.Keep is null ? null : KeptLabels.Read(request, request.Questions[i], intake, cancellation),
            })]
            : [intakes[0].With(GivenLabels.Read(request, request.Questions[0], texts[0], cancellation), findings)];
    }

    private Intake With(GivenLabels given, ListFindings findings) =>
        this with { Given = given, Findings = findings with { Labels = given.Findings } };

    private void See(int index, KnownDecisions known)
    {
        if (index == Decisions.Count)
        {
            Decisions.Add(
                known.DecideByAnswer(Texts.Key(index)) ?? known.Decide(Texts.Key(index), TextNormaliser.Normalise(Texts.Text(index))));
        }

        if (index >= 0 && Decisions[index] is null)
        {
            DeferredAsks.See(index);
        }
    }
}
