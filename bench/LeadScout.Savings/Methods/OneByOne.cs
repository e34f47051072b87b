using LeadScout.Savings.Runs;
using LeadScout.Teaching;

namespace LeadScout.Savings.Methods;

/// <summary>Asks a distinct text in a call of its own: what a method must do whose next step needs the answer.</summary>
internal static class OneByOne
{
    public static async Task<int> AskAsync(Trial trial, int text) =>
        (await trial.Teacher.AskAsync(new Ask(trial.Set.Question, [trial.Set.Texts[text]]), CancellationToken.None)).Items[0].Label;
}
