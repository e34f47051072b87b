using LeadScout.Savings.Methods;
using LeadScout.Savings.Runs;
using LeadScout.Savings.Sets;
using Xunit;

namespace LeadScout.Savings.Tests.Methods;

public sealed class BaselineTests
{
    [Fact]
    public async Task Every_row_is_asked_in_full_calls()
    {
        var run = await RunAsync(EveryRow.Method, SmallSets.Titles);
        Assert.Equal((5, 3, 0), (run.Asked, run.Calls, run.Different));
    }

    [Fact]
    public async Task The_memo_asks_each_text_once()
    {
        var run = await RunAsync(ExactMemo.Method, SmallSets.Titles);
        Assert.Equal((3, 2, 0), (run.Asked, run.Calls, run.Different));
    }

    [Fact]
    public async Task Deferred_learning_asks_again_what_an_unfinished_batch_holds()
    {
        var set = SmallSets.Of(("a", "x"), ("b", "y"), ("a", "x"), ("b", "y"));
        Assert.Equal(2, (await RunAsync(DeferredLearning.Method, set)).Asked); // batches of two asks: the first has ended when "a" comes again
        Assert.Equal(4, (await RunResult.OfAsync(DeferredLearning.Method, SmallSets.Trial(set, rowsPerCall: 1, concurrency: 4))).Asked);
    }

    [Fact]
    public async Task One_answer_answers_for_its_sound_class_right_or_wrong()
    {
        var run = await RunAsync(
            SoundexRule.Method, SmallSets.Of(("Robert", "English"), ("Rupert", "German"), ("Robert", "English"), ("Lee", "Chinese")));
        Assert.Equal((2, 2, 1), (run.Asked, run.Calls, run.Different));
    }

    [Fact]
    public async Task Texts_without_a_code_are_asked_each()
    {
        var run = await RunAsync(SoundexRule.Method, SmallSets.Of(("1", "x"), ("2", "y"), ("1", "x")));
        Assert.Equal((2, 0), (run.Asked, run.Different));
    }

    [Fact]
    public async Task The_nearest_neighbour_answers_when_hindsight_finds_it_safe()
    {
        var set = SmallSets.Of(("senior sales manager", "Sales"), ("sales manager senior", "Sales"), ("registered nurse", "Care"));
        var run = await RunAsync(NearestNeighbour.For(set), set);
        Assert.Equal((2, 2, 0), (run.Asked, run.Calls, run.Different));
    }

    [Fact]
    public async Task The_nearest_neighbour_is_left_out_when_no_threshold_is_safe()
    {
        var set = SmallSets.Of(("senior sales manager", "Sales"), ("sales manager senior", "Other"), ("registered nurse", "Care"));
        var run = await RunAsync(NearestNeighbour.For(set), set);
        Assert.Equal((3, 0), (run.Asked, run.Different));
    }

    private static Task<RunResult> RunAsync(Method method, LabelledSet set) => RunResult.OfAsync(method, SmallSets.Trial(set));
}
