using System.Collections.Immutable;
using LeadScout.Classifiers;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Statistics;

namespace LeadScout.Jobs.Reporting;

/// <summary>Puts together what is proven about each label of a question.</summary>
/// <param name="run">The question, its plan as far as it came.</param>
/// <param name="limits">Its budgets by label.</param>
/// <param name="missing">Rows that nobody got to: each may have any label.</param>
internal sealed class LabelReporter(QuestionRun run, ImmutableArray<LabelLimit> limits, long missing)
{
    private const double Rounding = 1e-9;

    private readonly long[] _rows = new long[run.Question.Labels.Length];
    private readonly long[] _student = new long[run.Question.Labels.Length];
    private readonly long[] _certified = new long[run.Question.Labels.Length]; // before a person's later word
    private bool _isStudents;

    /// <summary>By label, in the question's order.</summary>
    public ImmutableArray<LabelCertificate> Labels()
    {
        for (var text = 0; text < run.Texts.Count; text++)
        {
            if (run.Plan.Decisions[text] is { IsDecided: true } decision)
            {
                _rows[decision.Label] += run.Texts.Rows(text);
                _student[decision.Label] += decision.Source == DecisionSource.Student ? run.Texts.Rows(text) : 0;
            }

            if (run.Learned.Decisions[text] is { IsDecided: true } learned)
            {
                _certified[learned.Label] += run.Texts.Rows(text);
                _isStudents |= learned.Source == DecisionSource.Student;
            }
        }

        // What was frozen and is not the student's word in the end was never said.
        var bounds = _isStudents ? run.Plan.Bounds : null;
        return [.. run.Question.Labels.Select((label, index) => Of(label, index, bounds?.Invoke(index)))];
    }

    private LabelCertificate Of(Label label, int index, LabelBounds? known)
    {
        var bounds = known ?? default;
        var rows = known is null ? _certified[index] : bounds.Rows;
        var missed = bounds.MostMissed + missing;
        var error = rows == 0 ? 0 : Math.Min(1, (double)bounds.MostWrong / rows);
        var recall = missing == 0 && known is not null ? bounds.RecallAtLeast(rows) : LabelBounds.Recall(rows, bounds.MostWrong, missed);
        var (maxError, minRecall) = (LabelLimit.ShareOf(limits, index, false), LabelLimit.ShareOf(limits, index, true));
        return new LabelCertificate
        {
            Label = label.Name,
            Rows = _rows[index],
            CertifiedRows = rows,
            StudentRows = _student[index],
            WrongRowsAtMost = bounds.MostWrong,
            MissedRowsAtMost = missed,
            ErrorAtMost = error,
            RecallAtLeast = recall,
            Audits = bounds.Audits,
            AuditErrors = bounds.AuditErrors,
            AsksToKnow = bounds.AsksToKnow,
            MaxError = maxError,
            MinRecall = minRecall,
            AskedForBudget = run.Plan.Goals.Where(goal => goal.Limit.Label == index).Sum(goal => goal.Asked),
            Holds = error <= (maxError ?? 1) && recall >= (minRecall ?? 0) - Rounding,
        };
    }
}
