using LeadScout.Application.Reviews;
using LeadScout.Cli.Reports;
using LeadScout.Questions;
using LeadScout.Reviews;

namespace LeadScout.Cli.Review;

/// <summary>
/// Walks through a random sample of rows. The list's own label is shown only after the person's: who sees a label first tends to agree with
/// it, and the accuracy would come out too high.
/// </summary>
internal sealed class SampleReview(Dialogue dialogue, Question question, LabelledList list, AccuracyMeter meter, Reviewer reviewer)
{
    private readonly SampleSitting _sitting = new(list, meter, reviewer);

    /// <summary>The accuracy by all that has been said.</summary>
    public Accuracy Accuracy => _sitting.Accuracy;

    /// <summary>Runs until the limit, the end of the sample or the wish to stop.</summary>
    /// <returns>Whether it was interrupted by Ctrl-C.</returns>
    public async Task<bool> RunAsync(int limit, CancellationToken interrupt)
    {
        while (reviewer.Looks < limit && _sitting.Next is { } row)
        {
            dialogue.Say("");
            dialogue.Say($"[{list.Sample.IndexOf(row) + 1} of {list.Sample.Length}] {list.Texts[row.Text].Text}");
            var choice = await dialogue.ReadAsync(canKeep: false, interrupt);
            if (choice is ReviewChoice.Stop stop)
            {
                return stop.Interrupted;
            }

            await DoAsync(choice, row, interrupt);
        }

        return false;
    }

    private async Task DoAsync(ReviewChoice choice, LabelledRow row, CancellationToken interrupt)
    {
        switch (choice)
        {
            case ReviewChoice.Label(var label):
                await reviewer.AnswerAsync(row.Text, label, interrupt);
                dialogue.Say($"    {question.Labels[label].Name}; {(label == row.Label ? "so says the list" : $"the list says {question.Labels[row.Label].Name}")}. {AccuracyText.SoFar(Accuracy)}");
                break;
            case ReviewChoice.Skip:
                reviewer.Skip(row.Text);
                dialogue.Say("    skipped: counts as wrong in the lower figure and as right in the upper one.");
                break;
            case ReviewChoice.Undo when await reviewer.UndoAsync(interrupt) is { } back:
                dialogue.Say($"    taken back: {list.Texts[back].Text}");
                break;
            default:
                dialogue.SayNothingToTakeBack();
                break;
        }
    }
}
