using LeadScout.Classifiers;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>
/// The student's rung: which texts it decides, which of those are audited, and what that proves. A text that comes again is decided as
/// before, and each of its rows is a row of its own to the certificate: with a draw of its own. Where the student would say otherwise by
/// now, the teacher is asked. Not thread-safe.
/// </summary>
/// <param name="predict">
/// The student: its prediction for a normalised text and its vector, or null; it may not know the draws.
/// </param>
/// <param name="budget">What the certificate promises.</param>
/// <param name="seed">Of the draws: the draw of a decision depends on the seed and the decision's running number alone.</param>
internal sealed class StudentRung(Func<string, ReadOnlyMemory<Half>, Prediction?> predict, ErrorBudget budget, ulong seed)
{
    /// <summary>
    /// The most decided texts whose label is remembered, at about 60 bytes; the longest decided are forgotten first, and then decided like
    /// new ones.
    /// </summary>
    public const int MostRemembered = 200_000;

    // Of texts that are asked what the student would have said is kept until their answer comes; for some it never does.
    private const int MostAsked = 10_000;

    private readonly StreamCertificate _certificate = new(budget);
    private readonly Dictionary<TextKey, int> _decided = [];
    private readonly Queue<TextKey> _byAge = new();
    private readonly Dictionary<TextKey, StudentDecision> _openAudits = [];
    private readonly Dictionary<TextKey, Prediction> _asked = [];
    private SeededRandom _draws = new(seed);
    private TrustPolicy? _policy;

    /// <summary>What is proven so far.</summary>
    public Certificate Certificate => new()
    {
        Budget = budget,
        UpperBound = _certificate.UpperBound,
        Audits = _certificate.Audits,
        AuditErrors = _certificate.AuditErrors,
    };

    private TrustPolicy Policy => _policy ??= new TrustPolicy(_certificate);

    /// <summary>Counts rows that somebody else decided.</summary>
    public void ObserveAsked(int rows) => _certificate.ObserveAsked(rows);

    /// <summary>The student's decision about the next row, which counts from now on; null when the teacher is to be asked.</summary>
    public StudentDecision? Decide(TextKey key, string normalised, ReadOnlyMemory<Half> vector = default)
    {
        if (budget.MaxError == 0 || _openAudits.ContainsKey(key) || predict(normalised, vector) is not { } prediction)
        {
            return null;
        }

        var remembered = _decided.TryGetValue(key, out var label);
        if (Policy.AuditRate(prediction.ErrorProbability) is not { } rate)
        {
            Ask(key, prediction);
            return null;
        }

        if (remembered && label != prediction.Label)
        {
            return null; // it has changed its mind, so it is wrong more often than others of its risk
        }

        var audited = _draws.NextShare() < rate;
        _certificate.BeginDecided(rate, audited);
        var decision = new StudentDecision(prediction, rate, audited);
        if (audited)
        {
            _openAudits.Add(key, decision);
        }
        else if (!remembered)
        {
            Remember(key, prediction.Label);
        }

        return decision;
    }

    /// <summary>Takes in the teacher's label for a text; it ends the audit that is open for it, if one is.</summary>
    public void EndAudit(TextKey key, int label)
    {
        if (_openAudits.Remove(key, out var decision))
        {
            var wrong = label != decision.Prediction.Label;
            _certificate.EndAudit(decision.Rate, wrong);
            Policy.Learn(decision.Prediction.ErrorProbability, wrong);
        }
        else if (_asked.Remove(key, out var prediction))
        {
            Policy.Learn(prediction.ErrorProbability, label != prediction.Label);
        }
    }

    private void Ask(TextKey key, Prediction prediction)
    {
        if (_asked.Count >= MostAsked)
        {
            _asked.Clear();
        }

        _asked[key] = prediction;
    }

    private void Remember(TextKey key, int label)
    {
        _decided.Add(key, label);
        _byAge.Enqueue(key);
        if (_byAge.Count > MostRemembered)
        {
            _decided.Remove(_byAge.Dequeue());
        }
    }
}

/// <summary>A row that the student decided.</summary>
/// <param name="Prediction">What it said.</param>
/// <param name="Rate">The probability of the audit.</param>
/// <param name="Audited">Whether the audit was drawn.</param>
internal sealed record StudentDecision(Prediction Prediction, double Rate, bool Audited);
