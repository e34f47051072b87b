using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Forecasts;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Puts the labels that stand in a list to the proof: draws rows by lot and asks about their texts until the error budget is proven or
/// refuted for every column. Texts whose label is known already are counted, all of them, and not drawn.
/// </summary>
internal sealed class CertifyPlan : JobPlan
{
    // Beyond the first call so many audits are under way for each that is done: of those that turn out not to be needed there are few.
    private const int DoneForEachPending = 4;

    // What a vendor's list may well be like, for a forecast before the first answer: half of what is allowed.
    private const double UsualShare = 0.5;

    private readonly Question _question;
    private readonly JobSettings _settings;
    private readonly CertifySettings _certify;
    private readonly LeadTexts _texts;
    private readonly GivenLabels _given;
    private readonly int[][] _unitsOf; // by text
    private readonly ListAudit _audit;
    private readonly ListLabels[] _labels; // by column
    private readonly ImmutableArray<LabelLimit> _limits;
    private readonly long _rows;
    private readonly long _knownRows;
    private int _pending;

    /// <param name="intake">The list.</param>
    /// <param name="given">Its labels.</param>
    /// <param name="question">Whose labels they are.</param>
    /// <param name="settings">How.</param>
    /// <param name="seeds">Of what is drawn by chance.</param>
    /// <param name="limits">The budgets by label.</param>
    public CertifyPlan(
        Intake intake, GivenLabels given, Question question, JobSettings settings, SeedSequence seeds, ImmutableArray<LabelLimit> limits)
        : base(intake)
    {
        _limits = limits;
        (_question, _settings, _certify, _texts, _given) = (question, settings, settings.Certify!, intake.Texts, given);
        _rows = given.Units.Sum(unit => unit.Rows);
        long[] rows = [.. given.Units.Select(unit => unit.Rows)];
        _labels = [.. given.Columns.Select((_, column) => new ListLabels(
            question.Labels.Length, [.. given.Units.Select(unit => unit.Labels[column])], rows, limits, settings.Budget))];
        _audit = new ListAudit(rows, given.Columns.Length, settings.Budget, seeds.Spawn("certify"), _labels);
        _unitsOf = new int[_texts.Count][];
        Array.Fill(_unitsOf, []);
        foreach (var units in Enumerable.Range(0, given.Units.Count).GroupBy(unit => given.Units[unit].Text))
        {
            _unitsOf[units.Key] = [.. units];
        }

        for (var unit = 0; unit < given.Units.Count; unit++)
        {
            var of = given.Units[unit];
            if (this[of.Text] is { } known)
            {
                Take(unit, known);
                _knownRows += of.Rows;
            }
            else if (of.Labels.All(label => label < 0))
            {
                Take(unit, Decision.Undecided(UndecidedReason.NotAsked)); // wrong, whatever the answer
            }
        }
    }

    public override JobPhase Phase => JobPhase.Certifying;

    public override Certificate Certificate => new()
    {
        Budget = _settings.Budget,
        UpperBound = _given.Columns.Select((_, column) => ShareOf(_audit.Columns[column].MostWrong)).Max(),
        Audits = _audit.Columns[0].Audits,
        AuditErrors = _given.Columns.Select((_, column) => _audit.Columns[column].AuditErrors).Max(),
        Labels = _given.Columns.Length == 1 ? LabelsOf(0) : [],
    };

    /// <summary>What the audits came to so far.</summary>
    public override CertifiedList Certified => new()
    {
        Budget = _settings.Budget,
        Rows = _rows,
        LeftOutRows = _given.LeftOutRows,
        KnownRows = _knownRows,
        Audits = _audit.Columns[0].Audits,
        Columns = [.. _given.Columns.Select((_, column) => ResultOf(column))],
    };

    private bool IsOver => _audit.IsDecided || !_audit.CanDraw || _audit.Drawn >= _certify.MaxAudits;

    public override ForecastFeatures FeaturesFor(double textsPerCall)
    {
        long open = Enumerable.Range(0, _texts.Count).Count(text => this[text] is null && _unitsOf[text].Length > 0);
        var most = Math.Min(open, _certify.MaxAudits - _audit.Drawn + _pending);
        if (_audit.IsDecided || most <= _pending)
        {
            return ForecastFeatures.Nothing with { Open = _pending, Certain = _pending, TextsPerCall = textsPerCall };
        }

        var audits = _audit.Columns[0].Audits;
        var expected = audits == 0 ? _audit.ExpectedAuditsAt(UsualShare * _settings.Budget.MaxError) : _audit.ExpectedAudits;
        var least = audits == 0 ? _audit.ExpectedAuditsAt(0.5) : expected / 2;
        return new ForecastFeatures
        {
            Open = open,
            Certain = Math.Min(_pending, open - 1),
            TextsPerCall = textsPerCall,
            Stated = new(Texts(least), Texts(expected), most),
            MaxError = _settings.Budget.MaxError,
        };

        long Texts(double expectedAudits) => (long)Math.Clamp(expectedAudits, Math.Min(most, Math.Max(1, _pending)), most);
    }

    public override IReadOnlyList<Proposal> Propose()
    {
        var room = Math.Min(
            Math.Max(_settings.RowsPerCall, _audit.Columns[0].Audits / DoneForEachPending), _certify.MaxAudits - _audit.Drawn + _pending) - _pending;
        var wanted = Math.Min(Math.Max(_audit.ExpectedAudits, 1) - _pending, Math.Min(room, _settings.RowsPerCall));
        var proposals = new List<Proposal>();
        while (proposals.Count < wanted && !IsOver)
        {
            proposals.Add(new Proposal(new TextIndex(DrawText())));
        }

        _pending += proposals.Count;
        return proposals;
    }

    /// <summary>Never: only the lot chooses.</summary>
    public override bool Join(TextIndex text) => false;

    public override void Fold(TextIndex text, bool audit, AskOutcome outcome)
    {
        if (outcome.IsOpen)
        {
            return;
        }

        _pending--;
        Decide(text, outcome);
        foreach (var unit in _unitsOf[text])
        {
            Reveal(unit, this[text]!.Value);
        }
    }

    public override void Conclude()
    {
    }

    /// <summary>
    /// The upper bound where these labels stand in place of the teacher's: it moves by the rows of the texts that are corrected, whichever
    /// those are, for the others stay as they were.
    /// </summary>
    /// <param name="corrections">By text: the right label.</param>
    public double BoundWith(IReadOnlyDictionary<TextKey, int> corrections)
    {
        var most = _given.Columns.Select((_, column) => _audit.Columns[column].MostWrong).ToArray();
        foreach (var unit in _given.Units)
        {
            if (!corrections.TryGetValue(_texts.Key(unit.Text), out var right))
            {
                continue;
            }

            for (var column = 0; column < most.Length; column++)
            {
                var wasWrong = unit.Labels[column] < 0 || (this[unit.Text] is { IsDecided: true } decision && decision.Label != unit.Labels[column]);
                most[column] += (unit.Labels[column] != right, wasWrong) switch
                {
                    (true, false) => unit.Rows,
                    (false, true) => -unit.Rows,
                    _ => 0,
                };
            }
        }

        return Math.Min(1, most.Max(ShareOf));
    }

    /// <summary>The rows whose label was found to be wrong, in list order.</summary>
    public override ImmutableArray<LabelMistake> Mistakes =>
    [
        .. Mistaken().OrderBy(mistake => mistake.Unit.FirstRow).ThenBy(mistake => mistake.Column)
            .Select(mistake => new LabelMistake(
                _given.Columns[mistake.Column],
                mistake.Unit.FirstRow,
                mistake.Unit.Rows,
                _texts.Text(mistake.Unit.Text),
                NameOf(mistake.Given),
                _question.Labels[mistake.Answer].Name)),
    ];

    private IEnumerable<(GivenUnit Unit, int Column, int Given, int Answer)> Mistaken() =>
        from unit in _given.Units
        where this[unit.Text] is { IsDecided: true }
        from column in Enumerable.Range(0, _given.Columns.Length)
        where unit.Labels[column] != this[unit.Text]!.Value.Label
        select (unit, column, unit.Labels[column], this[unit.Text]!.Value.Label);

    private int DrawText()
    {
        var drawn = _audit.Draw();
        var text = _given.Units[drawn].Text;
        foreach (var unit in _unitsOf[text].Where(unit => !_audit.IsTaken(unit)))
        {
            _audit.TakeOutright(unit); // the same answer tells about its other labels
        }

        return text;
    }

    private void Take(int unit, Decision known)
    {
        _audit.TakeOutright(unit);
        Reveal(unit, known);
    }

    private void Reveal(int unit, Decision known) =>
        _audit.Reveal(unit, OutcomesOf(_given.Units[unit], known), known.IsDecided ? known.Label : -1);

    /// <summary>A label that the question does not have is wrong; any other is unknown where there is no answer.</summary>
    private static bool?[] OutcomesOf(GivenUnit unit, Decision decision) =>
        [.. unit.Labels.Select(label => label < 0 ? true : decision.IsDecided ? label != decision.Label : (bool?)null)];

    private double ShareOf(long rows) => (double)rows / _rows;

    private ImmutableArray<LabelConfusion> ConfusionsOf(int column) =>
    [
        .. Mistaken().Where(mistake => mistake.Column == column).GroupBy(mistake => (mistake.Given, mistake.Answer))
            .Select(same => new LabelConfusion(
                NameOf(same.Key.Given),
                _question.Labels[same.Key.Answer].Name,
                same.Select(mistake => mistake.Unit.Text).Distinct().Count(),
                same.Sum(mistake => mistake.Unit.Rows),
                same.Min(mistake => mistake.Unit.FirstRow)))
            .OrderByDescending(confusion => confusion.Rows).ThenBy(confusion => confusion.FirstRow),
    ];

    private string? NameOf(int label) => label < 0 ? null : _question.Labels[label].Name;

    private CertifiedColumn ResultOf(int column)
    {
        var evidence = _audit.Columns[column];
        return new CertifiedColumn
        {
            Column = _given.Columns[column],
            Verdict = VerdictOf(evidence.Verdict, _labels[column].Evidence.Goals),
            ListVerdict = evidence.Verdict,
            LowerBound = ShareOf(evidence.LeastWrong),
            UpperBound = ShareOf(evidence.MostWrong),
            UpperBoundCorrected = ShareOf(Math.Max(0, evidence.MostWrong - CorrectedRows(column))),
            Audits = evidence.Audits,
            AuditErrors = evidence.AuditErrors,
            WrongRows = evidence.FoundWrong,
            UnknownLabelRows = _given.Units.Where(unit => unit.Labels[column] < 0).Sum(unit => unit.Rows),
            Confusions = ConfusionsOf(column),
            Labels = LabelsOf(column),
        };
    }

    /// <summary>Refuted if the list's budget or one of a label is, proven if all are.</summary>
    private static ErrorVerdict VerdictOf(ErrorVerdict list, IReadOnlyList<LabelGoal> goals) =>
        list == ErrorVerdict.Refuted || goals.Any(goal => goal.IsRefuted) ? ErrorVerdict.Refuted
        : list == ErrorVerdict.Proven && goals.All(goal => goal.Holds) ? ErrorVerdict.Proven
        : ErrorVerdict.Open;

    private ImmutableArray<LabelCertificate> LabelsOf(int column) =>
        [.. _question.Labels.Select((label, index) => GivenLabelLine.Of(label.Name, index, _labels[column], _limits))];

    private long CorrectedRows(int column) => Mistaken().Where(mistake => mistake.Column == column).Sum(mistake => mistake.Unit.Rows);
}
