using LeadScout.Savings.Runs;
using LeadScout.Statistics;
using Xunit;

namespace LeadScout.Savings.Tests.Runs;

public sealed class ListJobTests
{
    [Fact]
    public async Task The_result_is_collected_row_by_row()
    {
        var trial = SmallSets.Trial(SmallSets.Titles);
        var outcome = await ListJob.RunAsync(trial, new ErrorBudget(0, 0.95));
        Assert.Equal(
            ["Sales", "Marketing", "Sales", "Other", "Other"], outcome.Output.Select(label => trial.Set.Question.Labels[label].Name));
        Assert.True(outcome.Certificate!.Holds);
    }

    [Fact]
    public void Undecided_rows_and_wrong_rows_count_as_different()
    {
        var trial = SmallSets.Trial(SmallSets.Titles);
        int[] right = [.. Enumerable.Range(0, 5).Select(row => trial.Teacher.FirstAnswer(trial.Sample.Text(row)))];
        Assert.Equal(0, trial.CountDifferent(right));
        Assert.Equal(2, trial.CountDifferent([-1, (right[1] + 1) % 3, .. right[2..]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => trial.CountDifferent(right[1..]));
    }
}
