using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Llm.Embeddings;
using Xunit;

namespace LeadScout.Library.Tests;

public sealed class JobTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_of_own_records_is_labelled_in_its_order_with_certificate_and_bill()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var people = Bench.Titles(900).Select((title, i) => new Person(i, title)).Append(new Person(900, null)).ToArray();

        var job = await scout.LabelAsync(Bench.Department, people, person => person.Title, new() { MaxError = 0.02 }, cancellationToken: Stop);

        Assert.Equal(people, job.Leads.Select(lead => lead.Lead));
        Assert.All(job.Leads.SkipLast(1), lead => Assert.Equal(Bench.DepartmentOf(lead.Lead.Title!), lead.Label));
        Assert.Equal((null, UndecidedReason.Blank, false), (job.Leads[^1].Label, job.Leads[^1].UndecidedReason, job.Leads[^1].IsDecided));
        Assert.True(job.Certificate.Holds);
        Assert.Equal((JobState.Done, null, 901), (job.State, job.StoppedBecause, job.Report.Rows));
        Assert.Contains(job.Leads, lead => lead.Source == DecisionSource.Student);
        Assert.Equal(job.Cost, scout.Spending.Spent);
        Assert.Equal(bench.Chat.Calls, job.NewCalls);
        Assert.Equal(job.Certificate, await scout.CertificateAsync(job.Job, Stop));
    }

    [Fact]
    public async Task What_embeds_the_texts_is_given_each_of_them_once_and_makes_another_job()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var titles = Bench.Titles(300);
        var generator = new LengthGenerator();
        using var embedder = new GeneratorEmbedder(generator, "lengths:1", 2, mostTexts: 50);

        var job = await scout.LabelAsync(Bench.Department, titles, title => title, new() { Embedder = embedder }, cancellationToken: Stop);
        await scout.LabelAsync(Bench.Department, titles, title => title, new() { Embedder = embedder }, cancellationToken: Stop);
        var plain = await scout.LabelAsync(Bench.Department, titles, title => title, cancellationToken: Stop);

        Assert.Equal(JobState.Done, job.State);
        Assert.Equal(titles.Distinct().Order(StringComparer.Ordinal), generator.Texts.Order(StringComparer.Ordinal));
        Assert.NotEqual(job.Job, plain.Job);
    }

    [Fact]
    public async Task The_same_list_again_is_the_same_job_and_asks_nobody()
    {
        await using var bench = new Bench();
        var titles = Bench.Titles(300);
        await using var scout = bench.Open();
        var first = await scout.LabelAsync(Bench.Department, titles, title => title, cancellationToken: Stop);
        await using var later = bench.Open();
        var calls = bench.Chat.Calls;

        var again = await later.LabelAsync(Bench.Department, titles.ToList(), title => title, cancellationToken: Stop);

        Assert.Equal((first.Job, 0, calls), (again.Job, again.NewCalls, bench.Chat.Calls));
        Assert.Equal(first.Leads, again.Leads);
        var other = await later.LabelAsync(Bench.Department, titles.SkipLast(1), title => title, cancellationToken: Stop);
        Assert.NotEqual(first.Job, other.Job);
    }

    [Fact]
    public async Task A_job_that_was_cut_off_goes_on_and_ends_as_if_it_had_not_been()
    {
        var titles = Bench.Titles(400);
        await using var whole = new Bench();
        await using var scout = whole.Open();
        var expected = await scout.LabelAsync(Bench.Department, titles, title => title, new() { Concurrency = 2 }, cancellationToken: Stop);

        using var cut = new CancellationTokenSource();
        var calls = 0;
        await using var bench = new Bench
        {
            Chat = new FakeChatClient(Bench.DepartmentOf)
            {
                Before = _ => Interlocked.Increment(ref calls) == 4 ? cut.CancelAsync() : Task.CompletedTask,
            },
        };
        await using (var first = bench.Open())
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => first.LabelAsync(Bench.Department, titles, title => title, new() { Concurrency = 2 }, cancellationToken: cut.Token));
        }

        await using var second = bench.Open();
        var resumed = await second.LabelAsync(Bench.Department, titles, title => title, new() { Concurrency = 2 }, cancellationToken: Stop);

        Assert.Equal(expected.Leads, resumed.Leads);
        Assert.Equal(expected.Certificate, resumed.Certificate);
        Assert.Equal(whole.Chat.Asked.Order(), bench.Chat.Asked.Order());
        Assert.Equal(expected.Job, resumed.Job);
    }

    [Fact]
    public async Task What_a_job_has_learned_the_next_text_knows_and_the_other_way_round()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        await scout.ClassifyAsync(Bench.Department, "VP Sales", Stop);
        await scout.LabelAsync(Bench.Department, ["VP Sales", "Head Gardener"], title => title, cancellationToken: Stop);

        Assert.Equal(["VP Sales", "Head Gardener"], bench.Chat.Asked);
        Assert.Equal(DecisionSource.Exact, (await scout.ClassifyAsync(Bench.Department, "Head Gardener", Stop)).Source);
    }

    [Fact]
    public async Task A_forecast_asks_nobody_and_keeps_nothing()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var titles = Bench.Titles(600);

        var forecast = await scout.ForecastAsync(Bench.Department, titles, title => title, cancellationToken: Stop);

        Assert.Equal((600, 0), (forecast.Rows, bench.Chat.Calls));
        Assert.InRange(forecast.Left.Asks.Expected, 1, forecast.DistinctTexts);
        Assert.Null(await scout.CertificateAsync(forecast.Job.Id, Stop));
    }

    [Fact]
    public async Task Progress_is_told()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var told = new Told();

        await scout.LabelAsync(Bench.Department, Bench.Titles(60), title => title, progress: told, cancellationToken: Stop);

        Assert.Equal(60, told.Last!.DecidedRows);
        Assert.Equal(bench.Chat.Calls, told.Last.Calls);
    }

    [Fact]
    public async Task An_empty_list_is_labelled_too()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();

        var job = await scout.LabelAsync(Bench.Department, Array.Empty<Person>(), person => person.Title, cancellationToken: Stop);
        Assert.Equal((JobState.Done, 0), (job.State, job.Leads.Count));
        Assert.True(job.Certificate.Holds);
    }

    [Theory]
    [InlineData(-0.1, 20, 8, "largest error")]
    [InlineData(1, 20, 8, "largest error")]
    [InlineData(0.02, 0, 8, "Rows per call")]
    [InlineData(0.02, 20, 0, "Concurrency")]
    public async Task Options_that_are_not_allowed_are_refused_before_anything_is_asked(
        double maxError, int rowsPerCall, int concurrency, string words)
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var options = new LabelOptions { MaxError = maxError, RowsPerCall = rowsPerCall, Concurrency = concurrency };

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => scout.LabelAsync(Bench.Department, ["VP Sales"], title => title, options, cancellationToken: Stop));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, bench.Chat.Calls);
    }

    [Fact]
    public async Task A_limit_below_nothing_is_refused()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => scout.LabelAsync(Bench.Department, ["VP Sales"], title => title, new() { MaxCostUsd = -1 }, cancellationToken: Stop));
    }

    private sealed record Person(int Id, string? Title);

    private sealed class Told : IProgress<JobProgress>
    {
        public JobProgress? Last { get; private set; }

        public void Report(JobProgress value) => Last = value;
    }
}
