using LeadScout.Reviews;
using LeadScout.Savings.Methods;
using LeadScout.Savings.Runs;

namespace LeadScout.Savings.Ocats;

/// <summary>One method over one order, judged by the teacher and by the gold label.</summary>
/// <param name="Title">The method.</param>
/// <param name="Asked">Texts asked by rows.</param>
/// <param name="Agreement">Rows with the teacher's label, by rows.</param>
/// <param name="Accuracy">Rows with the gold label, by rows.</param>
internal sealed record OcatsRun(string Title, double Asked, double Agreement, double Accuracy)
{
    public static async Task<OcatsRun> OfAsync(Method method, Trial trial)
    {
        var output = (await method.RunAsync(trial)).Output;
        var rows = output.Count;
        var right = Enumerable.Range(0, rows).Count(row => IsGold(trial, row, output[row]));
        return new OcatsRun(
            method.Title, (double)trial.Teacher.AskedTexts / rows, 1 - ((double)trial.CountDifferent(output) / rows), (double)right / rows);
    }

    private static bool IsGold(Trial trial, int row, int label) =>
        label >= 0 && trial.Set.Question.Labels[label].Name == trial.Set.Rows[trial.Sample.Rows[row]].Gold;
}
