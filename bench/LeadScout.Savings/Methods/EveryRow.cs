using LeadScout.Savings.Runs;
using LeadScout.Teaching;

namespace LeadScout.Savings.Methods;

/// <summary>Every row is asked, as many in a call as a job puts there.</summary>
internal static class EveryRow
{
    public static Method Method { get; } = new("every-row", "every row asked", RunAsync);

    private static async Task<MethodOutcome> RunAsync(Trial trial)
    {
        var output = new List<int>(trial.Sample.Rows.Length);
        foreach (var rows in trial.Sample.Rows.Chunk(trial.Options.RowsPerCall))
        {
            var reply = await trial.Teacher.AskAsync(
                new Ask(trial.Set.Question, [.. rows.Select(row => trial.Set.Rows[row].Text)]), CancellationToken.None);
            output.AddRange(reply.Items.Select(item => item.Label));
        }

        return new MethodOutcome(output, null);
    }
}
