using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using LeadScout.Jobs;
using LeadScout.Questions;

namespace LeadScout.Cli.Arguments;

/// <summary>How far the result may be off: of the whole list, and of single labels.</summary>
internal sealed class BudgetOptions
{
    private const string ErrorRange = "a percentage as in 2%, or a fraction as in 0.02; from 0% up to, not including, 100%";
    private const string RecallRange = "a percentage as in 95%, or a fraction as in 0.95; above 0%, up to 100%";

    /// <summary>Errors.</summary>
    public Option<LabelShare[]> MaxError { get; } = new("--max-error")
    {
        HelpName = "[LABEL=]SHARE",
        Description = "The largest share of rows that may differ from the LLM; 0% asks about every distinct text. Once more with LABEL= "
            + "for the rows given that label, as in --max-error Sales=1%: several times for several labels [default: 2%]",
        CustomParser = result => Read(result, "--max-error", $"SHARE, or LABEL=SHARE; SHARE is {ErrorRange}", share => share < 1),
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Recall.</summary>
    public Option<LabelShare[]> MinRecall { get; } = new("--min-recall")
    {
        HelpName = "LABEL=SHARE",
        Description = "The least share of the rows that should have the label that must have it, as in --min-recall Sales=95%; several times "
            + "for several labels",
        CustomParser = result => Read(result, "--min-recall", $"LABEL=SHARE; SHARE is {RecallRange}", share => share > 0, needsLabel: true),
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The budget of the whole list; null where none is stated.</summary>
    public double? OverallOf(ParseResult parsed) => parsed.GetValue(MaxError)?.FirstOrDefault(stated => stated.Label is null)?.Share;

    /// <summary>The budgets of labels, in the order stated.</summary>
    public ImmutableArray<LabelBudget> ByLabelOf(ParseResult parsed) =>
    [
        .. (parsed.GetValue(MaxError) ?? []).Where(stated => stated.Label is not null)
            .Select(stated => new LabelBudget(stated.Label!, MaxError: stated.Share)),
        .. (parsed.GetValue(MinRecall) ?? []).Select(stated => new LabelBudget(stated.Label!, MinRecall: stated.Share)),
    ];

    private static LabelShare[]? Read(
        ArgumentResult result, string option, string allowed, Func<double, bool> isAllowed, bool needsLabel = false)
    {
        var read = new List<LabelShare>();
        foreach (var given in result.Tokens.Select(token => token.Value))
        {
            if (LabelShare.Parse(given) is not { } share || !isAllowed(share.Share) || (needsLabel && share.Label is null))
            {
                result.AddError($"{option} can't be '{given}'. Allowed: {allowed}.");
                return null;
            }

            if (read.Exists(before => before.Label == share.Label))
            {
                result.AddError(share.Label is null
                    ? $"{option} states the share of the whole list twice. State it once; for a label write {option} LABEL=SHARE."
                    : $"{option} states the share of the label '{share.Label}' twice. State it once.");
                return null;
            }

            read.Add(share);
        }

        return [.. read];
    }
}

/// <summary>A share, of a label or of the whole list.</summary>
/// <param name="Label">The label, null for the list.</param>
/// <param name="Share">0..1.</param>
internal sealed record LabelShare(string? Label, double Share)
{
    /// <summary>Reads <c>2%</c> or <c>Sales=1%</c>. A label may hold an equals sign itself: the last one counts.</summary>
    public static LabelShare? Parse(string text)
    {
        var at = text.LastIndexOf('=');
        var label = at < 0 ? null : text[..at].Trim();
        return ShareText.Parse(text[(at + 1)..]) is { } share && label != "" ? new LabelShare(label, share) : null;
    }
}
