using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Adds up a plan's decisions as they are made: progress is told at every reply, and must not cost a pass over the texts. Not thread-safe.
/// </summary>
internal sealed class DecidedSoFar
{
    private readonly Intake _intake;
    private Part _rows;
    private Part _texts;
    private Part _new; // not known before the job
    private Part _asked;

    /// <summary>Starts with what was known beforehand.</summary>
    public DecidedSoFar(Intake intake)
    {
        _intake = intake;
        Rows = intake.Texts.TextlessRows;
        for (var text = 0; text < intake.Decisions.Count; text++)
        {
            Count(text, intake.Decisions[text], 1);
        }
    }

    /// <summary>Rows whose text has a decision, also that it has no label; blank ones included.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows with a label that no ask of their own was needed for.</summary>
    public long ReusedRows { get; private set; }

    /// <summary>What is saved for the rows with a label.</summary>
    /// <param name="askedTexts">Texts that the job has put to the teacher in calls that brought a reply, repeats included.</param>
    /// <param name="calls">Those calls.</param>
    public Savings Savings(long askedTexts, long calls)
    {
        if (_intake.Prices is not { } prices)
        {
            return Jobs.Savings.None;
        }

        // What was asked in vain, or again, costs as much as what was answered, or where nothing was as a text of the list does.
        var like = _asked.Texts > 0 ? _asked : _texts.Texts > 0 ? _texts : new Part(1, _intake.Decisions.Count == 0 ? 0 : prices.Alone(0));
        return new Savings
        {
            Rows = _rows.Texts,
            RowByRow = prices.Step(_rows.Texts, _rows.Alone, _rows.Texts),
            Batched = prices.Step(_rows.Texts, _rows.Alone),
            EachTextOnce = prices.Step(_texts.Texts, _texts.Alone),
            NotKnownBefore = prices.Step(_new.Texts, _new.Alone),
            Asked = prices.Step(askedTexts, _asked.Alone + (like.Alone / like.Texts * (askedTexts - _asked.Texts)), calls),
            IsFree = prices.IsFree,
        };
    }

    /// <summary>Takes in that a text's decision changed.</summary>
    public void Replace(int text, Decision? before, Decision? after)
    {
        Count(text, before, -1);
        Count(text, after, 1);
    }

    private void Count(int text, Decision? decision, int times)
    {
        if (decision is not { } made)
        {
            return;
        }

        var rows = _intake.Texts.Rows(text);
        Rows += times * rows;
        if (!made.IsDecided)
        {
            return;
        }

        var alone = times * (_intake.Prices?.Alone(text) ?? 0);
        ReusedRows += times * (rows - (made.Source == DecisionSource.Teacher ? 1 : 0));
        _rows = _rows.With(times * rows, alone * rows);
        _texts = _texts.With(times, alone);
        _new = made.Source is DecisionSource.Student or DecisionSource.Teacher ? _new.With(times, alone) : _new;
        _asked = made.Source == DecisionSource.Teacher ? _asked.With(times, alone) : _asked;
    }

    /// <summary>Some texts, and what they would cost one by one.</summary>
    private readonly record struct Part(long Texts, long Alone)
    {
        public Part With(long texts, long alone) => new(Texts + texts, Alone + alone);
    }
}
