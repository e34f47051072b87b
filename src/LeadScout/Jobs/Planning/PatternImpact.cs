using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Jobs.Planning;

/// <summary>
/// The decisions of a finished job that lean on a pattern: it was decisive for them, and no other retired pattern has reopened them.
/// </summary>
/// <param name="Job">The job.</param>
/// <param name="Texts">In list order.</param>
/// <param name="Calls">Calls that it takes to ask the teacher about those without an answer.</param>
/// <param name="Cost">What these will probably cost; null when the model's price is unknown.</param>
public sealed record PatternImpact(Job Job, ImmutableArray<ImpactedText> Texts, int Calls, Money? Cost);

/// <summary>A text whose decision leans on a pattern.</summary>
/// <param name="Text">The text as it first stood in the list.</param>
/// <param name="Rows">Its rows; at least 1.</param>
/// <param name="Label">What the student said.</param>
/// <param name="Answer">What the teacher said, if the log has its answer.</param>
public sealed record ImpactedText(string Text, long Rows, string Label, string? Answer)
{
    internal static ImpactedText Of(QuestionRun run, int text)
    {
        var (labels, answer) = (run.Question.Labels, run.Settled(text));
        return new(
            run.Texts.Text(text),
            run.Texts.Rows(text),
            labels[run.Learned.Decisions[text]!.Value.Label].Name,
            answer.IsAnswered ? labels[answer.Label].Name : null);
    }
}
