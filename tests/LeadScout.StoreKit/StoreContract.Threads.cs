using LeadScout.Classifiers;
using LeadScout.Teaching.Calls;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    private const int Threads = 8;
    private const int CallsPerThread = 20;

    [Fact]
    public async Task Eight_threads_lose_nothing_and_readers_never_see_half_a_reply()
    {
        await using var store = await OpenAsync();
        var writers = Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() => CommitCallsAsync(store, thread))));
        do
        {
            var soFar = await ReadAsync(store, Sample.Question, Sample.Teacher);
            Assert.All(soFar.GroupBy(answer => answer.Call), reply => Assert.Equal(2, reply.Count()));
        }
        while (!writers.IsCompleted);

        long[][] ids = await writers;
        Assert.Equal(Enumerable.Range(1, Threads * CallsPerThread), ids.SelectMany(own => own).Order().Select(id => (int)id));
        Assert.All(ids, own => Assert.Equal(own.Order(), own));
        await store.ReopenAsync();
        var answers = await ReadAsync(store, Sample.Question, Sample.Teacher);
        Assert.Equal(Threads * CallsPerThread * 2, answers.Select(answer => answer.Text).Distinct().Count());
        Assert.Equal(answers.Count, answers.Select(answer => answer.Position).Distinct().Count());
        Assert.Equal(answers.Select(answer => answer.Position).Order(), answers.Select(answer => answer.Position));
        Assert.All(await store.Store.CallsAsync(Sample.JobId(1)), call => Assert.Equal(CallState.Answered, call.State));
    }

    [Fact]
    public async Task One_of_several_who_end_the_same_call_succeeds()
    {
        await using var store = await OpenAsync();
        long call = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), "a"));
        var attempts = Enumerable.Range(0, Threads)
            .Select(
                _ => Task.Run(async () => await Record.ExceptionAsync(() => store.Store.CommitAsync(Sample.End(call, Sample.Answer("a"))))));
        var errors = await Task.WhenAll(attempts);
        Assert.Single(errors, error => error is null);
        Assert.All(errors.OfType<Exception>(), error => Assert.IsType<InvalidOperationException>(error));
        Assert.Equal(1, await store.Store.LogPositionAsync());
    }

    private static async Task<long[]> CommitCallsAsync(StoreHandle store, int thread)
    {
        long[] ids = new long[CallsPerThread];
        for (int i = 0; i < CallsPerThread; i++)
        {
            string text = $"{thread} {i}";
            ids[i] = await store.Store.BeginAsync(Sample.Intent(Sample.JobId(1), text, text + "b"));
            await store.Store.CommitAsync(Sample.End(ids[i], Sample.Answer(text), Sample.Answer(text + "b")));
        }

        return ids;
    }
}
