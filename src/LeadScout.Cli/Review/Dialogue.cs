using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Questions;

namespace LeadScout.Cli.Review;

/// <summary>
/// Shows texts and reads what a person says about them. All of it is said on standard error: standard output is for the result.
/// </summary>
internal sealed class Dialogue(Terminal terminal, Question question)
{
    private const string LabelKeys = "123456789abcdefghijklmnopqrstuvwxyz";

    private readonly LabelMatcher _names = new(question);

    /// <summary>Says what can be pressed.</summary>
    public void Begin(bool canKeep)
    {
        var labels = question.Labels.Select((label, i) => i < LabelKeys.Length ? $"{LabelKeys[i]} {label.Name}" : label.Name);
        Say($"  labels  {string.Join("   ", labels)}");
        Say($"  keys    {(canKeep ? "Enter: the label is right   " : "")}Space: skip   Backspace: take the last back   Esc: stop   /: a label by its name");
        Say($"          Piped, a line is a key or a label's name; {(canKeep ? "an empty one keeps, " : "")}{Keys.Skip} skips, {Keys.Undo} takes back, {Keys.Stop} stops.");
    }

    /// <summary>Says something.</summary>
    public void Say(string text) => terminal.Error.WriteLine(text);

    /// <summary>Says that there is no answer of this review to take back.</summary>
    public void SayNothingToTakeBack() =>
        Say($"    There is nothing to take back in this review. Earlier answers: leadscout answers correct TEXT --undo{OptionWords.Database(terminal.Database.Name)}.");

    /// <summary>Waits for a wish that makes sense; the end of the input is the wish to stop.</summary>
    public async Task<ReviewChoice> ReadAsync(bool canKeep, CancellationToken interrupt)
    {
        while (true)
        {
            string? key;
            try
            {
                // Beside, so that Ctrl-C is heard while a key is waited for.
                key = await Task.Run(terminal.ReadKey, CancellationToken.None).WaitAsync(interrupt);
            }
            catch (OperationCanceledException)
            {
                return new ReviewChoice.Stop(Interrupted: true);
            }

            if (ChoiceOf(key, canKeep) is { } choice)
            {
                return choice;
            }

            Say(key == Keys.Enter ? "    There is no label to keep: give one." : $"    '{key}' is no key here. Allowed: {LabelKeys[..Math.Min(LabelKeys.Length, question.Labels.Length)]}, a label's name, and the keys above.");
        }
    }

    private ReviewChoice? ChoiceOf(string? key, bool canKeep) => key switch
    {
        null or Keys.Stop => new ReviewChoice.Stop(),
        Keys.Skip => new ReviewChoice.Skip(),
        Keys.Undo => new ReviewChoice.Undo(),
        Keys.Enter => canKeep ? new ReviewChoice.Keep() : null,
        { Length: 1 } when LabelKeys.IndexOf(key[0], StringComparison.Ordinal) is >= 0 and var at && at < question.Labels.Length =>
            new ReviewChoice.Label(at),
        _ => _names.IndexOf(key) is >= 0 and var named ? new ReviewChoice.Label(named) : null,
    };
}
