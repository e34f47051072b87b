using LeadScout.Application.Reports;
using LeadScout.Application.Reviews;
using LeadScout.Cli.Reports;
using LeadScout.Questions;
using LeadScout.Reviews;

namespace LeadScout.Cli.Review;

/// <summary>Walks through the texts where a look is worth most.</summary>
internal sealed class QueueReview(Dialogue dialogue, Question question, LabelledList list, ReviewOrder queue, Reviewer reviewer)
{
    /// <summary>Runs until the limit, the end of the queue or the wish to stop.</summary>
    /// <returns>Whether it was interrupted by Ctrl-C.</returns>
    public async Task<bool> RunAsync(int limit, CancellationToken interrupt)
    {
        while (reviewer.Looks < limit && queue.Next() is { } item)
        {
            var text = list.Texts[item.Text];
            dialogue.Say("");
            dialogue.Say($"[{reviewer.Looks + 1}] {text.Text}    ({text.Rows.Of("row")})");
            dialogue.Say($"    {(text.Label < 0 ? "undecided" : question.Labels[text.Label].Name)}: {item.Because}");
            var choice = await dialogue.ReadAsync(canKeep: text.Label >= 0, interrupt);
            if (choice is ReviewChoice.Stop stop)
            {
                return stop.Interrupted;
            }

            await DoAsync(choice, item.Text, interrupt);
        }

        return false;
    }

    private async Task DoAsync(ReviewChoice choice, int text, CancellationToken interrupt)
    {
        switch (choice)
        {
            case ReviewChoice.Label(var label):
                await AnswerAsync(text, label, interrupt);
                break;
            case ReviewChoice.Keep:
                await AnswerAsync(text, list.Texts[text].Label, interrupt);
                break;
            case ReviewChoice.Skip:
                reviewer.Skip(text);
                queue.Skip(text);
                break;
            case ReviewChoice.Undo when await reviewer.UndoAsync(interrupt) is { } back:
                queue.TakeBack(back);
                dialogue.Say($"    taken back: {list.Texts[back].Text}");
                break;
            default:
                dialogue.SayNothingToTakeBack();
                break;
        }
    }

    private async Task AnswerAsync(int text, int label, CancellationToken interrupt)
    {
        await reviewer.AnswerAsync(text, label, interrupt);
        queue.Learn(text, label);
        dialogue.Say($"    {question.Labels[label].Name}{(label == list.Texts[text].Label ? ", kept" : "")}");
    }
}
