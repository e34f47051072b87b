using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Server.Api;

/// <summary>The budget of one label, as in <c>{"label": "Sales", "maxError": 0.01, "minRecall": 0.95}</c>.</summary>
public sealed record LabelBudgetSubmission
{
    /// <summary>The label, exactly as the question has it.</summary>
    public string? Label { get; init; }

    /// <summary>The largest share of the rows given the label that may differ, from 0 up to, not including, 1.</summary>
    public double? MaxError { get; init; }

    /// <summary>The least share of the rows that should have the label that must have it, above 0, up to 1.</summary>
    public double? MinRecall { get; init; }

    /// <summary>As a job has it.</summary>
    /// <exception cref="RefusedException">A share is out of its range, or there is no label.</exception>
    internal LabelBudget Read() => (Label, MaxError, MinRecall) switch
    {
        (null or "", _, _) => throw Bad("label", Label, "the name of one of the question's labels"),
        (_, not (null or (>= 0 and < 1)), _) => throw Bad("maxError", MaxError, "from 0 up to, not including, 1"),
        (_, _, not (null or (> 0 and <= 1))) => throw Bad("minRecall", MinRecall, "above 0, up to 1"),
        _ => new LabelBudget(Label, MaxError, MinRecall),
    };

    /// <summary>Reads <c>Sales=0.01</c> or <c>Sales=1%</c>, as a query has it; the last equals sign counts.</summary>
    /// <exception cref="RefusedException">It is no such thing.</exception>
    internal static LabelBudgetSubmission Parse(string name, string text, bool isRecall)
    {
        var at = text.LastIndexOf('=');
        if (at <= 0 || ShareText.Parse(text[(at + 1)..]) is not { } share)
        {
            throw new RefusedException("bad-input", 400, $"{name} can't be '{text}'. Allowed: LABEL=SHARE, as in Sales=0.01 or Sales=1%.");
        }

        return isRecall ? new() { Label = text[..at], MinRecall = share } : new() { Label = text[..at], MaxError = share };
    }

    private static RefusedException Bad(string name, object? value, string allowed) =>
        new("bad-input", 400, $"labelBudgets: {name} can't be '{value}'. Allowed: {allowed}.");
}
