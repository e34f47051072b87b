using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// Adds up a plan's decisions as they are made: progress is told at every reply, and must not cost a pass over the texts. Not thread-safe.
/// </summary>
internal sealed class DecidedSoFar
{
    private readonly Intake _intake;

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

    /// <summary>What a call for each of the rows would have cost, blank ones left out; zero where the price is unknown.</summary>
    public Money RowByRowCost { get; private set; } = Money.Zero;

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
        ReusedRows += times * (made.IsDecided ? rows - (made.Source == DecisionSource.Teacher ? 1 : 0) : 0);
        RowByRowCost = new Money(RowByRowCost.NanoDollars + (times * (_intake.RowByRowCost?[text].NanoDollars ?? 0)));
    }
}
