using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Llm;
using LeadScout.Sqlite;
using LeadScout.Streaming;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Library.Tests;

/// <summary>Callers whose thread is the only one of its synchronisation context; some of them block it.</summary>
public sealed class OneThreadTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // A client and a source as users write them: nobody told them of ConfigureAwait.
    private static Bench Careless() => new()
    {
        Chat = new FakeChatClient(Bench.DepartmentOf) { Before = async _ => await Task.Yield() },
    };

    [Fact]
    public async Task Who_blocks_gets_what_a_client_decides()
    {
        await using var bench = Careless();
        var titles = Bench.Titles(60);

        var thread = await BlockedThread.RunAsync(() =>
        {
            var scout = bench.Open();
            Assert.Equal("Sales", Now(scout.ClassifyAsync(Bench.Department, "VP Sales", Stop)).Label);
            Assert.Equal(DecisionSource.Exact, Now(scout.ClassifyAsync(Bench.Department, "VP Sales", Stop)).Source);
            Assert.Equal(["Sales", "IT", "Other"], Now(Together(scout, "Sales 1", "Engineer 1", "Cook")).Select(one => one.Label));
            Now(scout.CorrectAsync(Bench.Department, "VP Sales", "Other", by: "me", Stop));
            Assert.Equal("Other", Now(scout.ExplainAsync(Bench.Department, "VP Sales", Stop)).Label);
            Assert.NotEqual(0, Now(scout.ForecastAsync(Bench.Department, titles, title => title, cancellationToken: Stop)).Rows);
            var job = Now(scout.LabelAsync(Bench.Department, titles, title => title, cancellationToken: Stop));
            Assert.Equal(JobState.Done, job.State);
            Assert.NotNull(Now(scout.CertificateAsync(job.Job, Stop)));
            Assert.True(Now(scout.CertificateAsync(Bench.Department, Stop)).Holds);
            Assert.Equal(1, Now(scout.ForgetAsync(["Cook"], Stop)).Answers);
            Now(scout.DisposeAsync().AsTask());
        });

        Assert.True(thread.Posted.Count == 0, string.Join("\n\n", thread.Posted));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_blocks_gets_what_a_stream_decides(bool isOpenAlready)
    {
        await using var bench = Careless();
        await using var scout = bench.Open();
        var titles = Bench.Titles(120);
        if (isOpenAlready)
        {
            await scout.ExplainAsync(Bench.Department, titles[0], Stop);
        }

        var thread = await BlockedThread.RunAsync(() =>
        {
            var labels = scout.ClassifyAsync(Bench.Department, CarelessAsync(titles), title => title, Stop)
                .ToBlockingEnumerable(Stop).Select(pair => pair.Result.Label);
            Assert.Equal(titles.Select(Bench.DepartmentOf), labels);

            // Who leaves has the source end, which may wait for something, too.
            var first = scout.ClassifyAsync(Bench.Department, CarelessAsync(titles), title => title, Stop)
                .ToBlockingEnumerable(Stop).First();
            Assert.Equal(titles[0], first.Item);
        });

        Assert.True(thread.Posted.Count == 0, string.Join("\n\n", thread.Posted));
    }

    [Fact]
    public async Task Who_blocks_gets_what_a_cascade_decides()
    {
        await using var bench = Careless();
        using var store = SqliteStore.Open(bench.Database);
        var titles = Bench.Titles(120);

        var thread = await BlockedThread.RunAsync(() =>
        {
            var teacher = bench.Chat.AsTeacher(price: Bench.Price);
            var cascade = Now(Cascade.OpenAsync(Bench.Department, teacher, store, new CascadeOptions(), TimeProvider.System, Stop));
            Assert.Equal("Sales", Now(cascade.ClassifyAsync("VP Sales", Stop)).Label);
            Assert.Equal("IT", Now(cascade.ClassifyAloneAsync("Engineer", null, Stop)).Label);
            var labels = cascade.ClassifyAsync(CarelessAsync(titles), Stop).ToBlockingEnumerable(Stop).Select(one => one.Label);
            Assert.Equal(titles.Select(Bench.DepartmentOf), labels);
        });

        Assert.True(thread.Posted.Count == 0, string.Join("\n\n", thread.Posted));
    }

    [Fact]
    public async Task Who_awaits_in_a_window_comes_back_to_its_thread()
    {
        await using var bench = Careless();
        await using var scout = bench.Open();
        var titles = Bench.Titles(120);

        await PumpedThread.RunAsync(async () =>
        {
            var thread = Environment.CurrentManagedThreadId;
            Assert.Equal("Sales", (await scout.ClassifyAsync(Bench.Department, "VP Sales", Stop)).Label);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            List<string?> labels = [];
            await foreach (var (_, result) in scout.ClassifyAsync(Bench.Department, CarelessAsync(titles), title => title, Stop))
            {
                Assert.Equal(thread, Environment.CurrentManagedThreadId);
                labels.Add(result.Label);
                Assert.True((await scout.CertificateAsync(Bench.Department, Stop)).Holds); // asks in the loop, too
            }

            Assert.Equal(titles.Select(Bench.DepartmentOf), labels);
            await foreach (var _ in scout.ClassifyAsync(Bench.Department, CarelessAsync(titles), title => title, Stop))
            {
                break;
            }

            var job = await scout.LabelAsync(
                Bench.Department, titles, title => title, progress: new Progress<JobProgress>(_ => { }), cancellationToken: Stop);
            Assert.Equal((JobState.Done, thread), (job.State, Environment.CurrentManagedThreadId));
        });
    }

    private static Task<Classification[]> Together(LeadScoutClient scout, params string[] texts) =>
        Task.WhenAll(texts.Select(text => scout.ClassifyAsync(Bench.Department, text, Stop)));

    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();

    private static void Now(Task task) => task.GetAwaiter().GetResult();

    private static async IAsyncEnumerable<string> CarelessAsync(IEnumerable<string> titles)
    {
        try
        {
            foreach (var title in titles)
            {
                await Task.Yield();
                yield return title;
            }
        }
        finally
        {
            await Task.Yield();
        }
    }
}
