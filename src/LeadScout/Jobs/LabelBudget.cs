using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>What a job is to prove about one label, beside the budget of the whole list.</summary>
/// <param name="Label">The label's name, exactly as the question has it.</param>
/// <param name="MaxError">The largest share, from 0 up to, not including, 1, of the rows given the label that may differ from the teacher; null
/// for no budget.</param>
/// <param name="MinRecall">The least share, above 0 up to 1, of the rows that should have the label that must have it; null for none.</param>
/// <exception cref="ArgumentOutOfRangeException">Outside those ranges.</exception>
public sealed record LabelBudget(string Label, double? MaxError = null, double? MinRecall = null)
{
    /// <summary>The largest share of the rows given the label that may differ; null for no budget.</summary>
    public double? MaxError { get; init => field = LabelBudgetRange.Error(value); } = LabelBudgetRange.Error(MaxError);

    /// <summary>The least share of the rows that should have the label that must have it; null for none.</summary>
    public double? MinRecall { get; init => field = LabelBudgetRange.Recall(value); } = LabelBudgetRange.Recall(MinRecall);
}
