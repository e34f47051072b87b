using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Server.Jobs;
using LeadScout.Texts;

namespace LeadScout.Server.Comparing;

/// <summary>
/// Holds two runs of a list against each other: another LLM, another version of the question, another month. Rows are matched by their place
/// where the file is the same, else by their text. Thread-safe.
/// </summary>
internal sealed class RunComparer(RowTable table)
{
    /// <summary>Compares them, each under one of its questions; the first unless named.</summary>
    /// <exception cref="RefusedException">There is no such job or question, or it is one job twice.</exception>
    /// <exception cref="BadInputException">A list or a question can't be read any more.</exception>
    public async Task<RunComparison> CompareAsync(
        JobId left, JobId right, string? leftQuestion, string? rightQuestion, ChangeFilter filter, CancellationToken cancellation)
    {
        var (one, other) = (await table.AllAsync(left, leftQuestion, cancellation), await table.AllAsync(right, rightQuestion, cancellation));
        if (left == right && one.Asked.Name == other.Asked.Name)
        {
            throw new RefusedException("bad-input", 400, $"That is the same run twice: job {left}, question {one.Asked.Name}. Name another one.");
        }

        var tally = new Tally(filter);
        var isSame = one.View.Job.InputHash.Length > 0 && one.View.Job.InputHash == other.View.Job.InputHash;
        var (onlyLeft, onlyRight) = isSame ? ByRow(one.Rows, other.Rows, tally, cancellation) : ByText(one.Rows, other.Rows, tally, cancellation);
        return new RunComparison(
            RunOf(one), RunOf(other), isSame ? "row" : "text", tally.Rows, tally.Agreeing, onlyLeft, onlyRight, tally.Pairs, tally.Changed, tally.HasMore);
    }

    private static (long OnlyLeft, long OnlyRight) ByRow(IEnumerable<Row> left, IEnumerable<Row> right, Tally tally, CancellationToken cancellation)
    {
        var (onlyLeft, onlyRight) = (0L, 0L);
        using var others = right.GetEnumerator();
        foreach (var row in left)
        {
            cancellation.ThrowIfCancellationRequested();
            if (others.MoveNext())
            {
                tally.Add(row, others.Current.Label, others.Current.Source);
            }
            else
            {
                onlyLeft++; // the other one was limited to fewer rows
            }
        }

        while (others.MoveNext())
        {
            onlyRight++;
        }

        return (onlyLeft, onlyRight);
    }

    private static (long OnlyLeft, long OnlyRight) ByText(IEnumerable<Row> left, IEnumerable<Row> right, Tally tally, CancellationToken cancellation)
    {
        var others = new Dictionary<TextKey, (string? Label, string Source, long Rows)>();
        foreach (var row in right)
        {
            cancellation.ThrowIfCancellationRequested();
            var key = TextKey.Of(row.Text);
            others[key] = others.TryGetValue(key, out var same) ? same with { Rows = same.Rows + 1 } : (row.Label, row.Source, 1);
        }

        var (onlyLeft, met) = (0L, new HashSet<TextKey>());
        foreach (var row in left)
        {
            cancellation.ThrowIfCancellationRequested();
            var key = TextKey.Of(row.Text);
            if (others.TryGetValue(key, out var other))
            {
                met.Add(key);
                tally.Add(row, other.Label, other.Source);
            }
            else
            {
                onlyLeft++;
            }
        }

        return (onlyLeft, others.Where(other => !met.Contains(other.Key)).Sum(other => other.Value.Rows));
    }

    private static ComparedRun RunOf((JobView View, Question Asked, IEnumerable<Row> Rows) run)
    {
        var (job, report) = (run.View.Job, run.View.Job.Report);
        var own = report?.Questions.FirstOrDefault(question => question.Question == run.Asked.Name)?.Report ?? report;
        return new ComparedRun(
            job.Id.Value,
            run.View.ListName,
            run.Asked.Name,
            run.Asked.Version.ToString(),
            run.Asked.Instructions,
            job.Teacher,
            job.State.Word(),
            job.UpdatedAt,
            own?.Cost?.Dollars,
            own?.AskedTexts,
            own?.Calls,
            job.State == JobState.Done ? own?.Certificate.UpperBound : null);
    }
}
