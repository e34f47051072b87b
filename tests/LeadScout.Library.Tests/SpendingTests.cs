using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Llm;
using LeadScout.Llm.Embeddings;
using LeadScout.Questions;
using LeadScout.Sqlite;
using LeadScout.Teaching;
using Microsoft.Extensions.Options;
using Xunit;

namespace LeadScout.Library.Tests;

public sealed class SpendingTests
{
    private static readonly Question Level = Question.Ask("level", "Which level?", "Sales", "IT", "Other");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_embedding_costs_counts_against_the_client_s_limit_and_is_on_the_job_s_bill()
    {
        await using var bench = new Bench();
        var titles = Bench.Titles(300);
        await using (var poor = bench.Open(new() { MaxCostUsd = 0.001m }))
        {
            using var dear = new GeneratorEmbedder(new LengthGenerator(), "lengths:1", price: 1m);
            var stopped = await poor.LabelAsync(Bench.Department, titles, title => title, new() { Embedder = dear }, cancellationToken: Stop);
            Assert.Equal(JobState.OutOfMoney, stopped.State);
            Assert.True(poor.Spending.Spent <= Money.OfDollars(0.001m));
            using var unknown = new GeneratorEmbedder(new LengthGenerator(), "lengths:2");
            await Assert.ThrowsAnyAsync<BadInputException>(
                () => poor.LabelAsync(Bench.Department, titles, title => title, new() { Embedder = unknown }, cancellationToken: Stop));
        }

        await using var scout = bench.Open(new() { MaxCostUsd = 5m });
        using var embedder = new GeneratorEmbedder(new LengthGenerator(), "lengths:3", price: 1m);
        var job = await scout.LabelAsync(Bench.Department, titles, title => title, new() { Embedder = embedder }, cancellationToken: Stop);
        Assert.Equal(JobState.Done, job.State);
        Assert.Equal(titles.Distinct().Sum(title => title.Length), job.Report.Embeddings!.Tokens);
        Assert.Equal(scout.Spending.Spent, job.Report.Cost);
    }

    [Fact]
    public async Task A_limit_holds_over_all_questions_and_what_is_known_goes_on()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open(new() { MaxCostUsd = 0.01m });
        var (decided, undecided) = (0, 0);
        foreach (var title in Bench.Titles(200).Distinct())
        {
            foreach (var question in new[] { Bench.Department, Level })
            {
                var classification = await scout.ClassifyAsync(question, title, Stop);
                decided += classification.Decision.IsDecided ? 1 : 0;
                undecided += classification.Decision.Reason == UndecidedReason.OutOfMoney ? 1 : 0;
                Assert.Equal(classification.Decision.IsDecided, classification.Reason is null);
            }
        }

        Assert.True(decided > 0 && undecided > 0);
        Assert.InRange(scout.Spending.Spent!.Value.Dollars, 0.0001m, 0.01m);
        var calls = bench.Chat.Calls;
        Assert.Equal("Sales", (await scout.ClassifyAsync(Level, "Sales Manager 0", Stop)).Label);
        Assert.Equal(calls, bench.Chat.Calls);
    }

    [Fact]
    public async Task A_job_stops_at_the_clients_limit_and_goes_on_with_more_money()
    {
        await using var bench = new Bench();
        var titles = Bench.Titles(300);
        await using (var scout = bench.Open(new() { MaxCostUsd = 0.004m }))
        {
            var stopped = await scout.LabelAsync(Bench.Department, titles, title => title, cancellationToken: Stop);
            Assert.Equal(JobState.OutOfMoney, stopped.State);
            Assert.Contains("spending limit of $0.004", stopped.StoppedBecause!, StringComparison.Ordinal);
            Assert.Contains(stopped.Leads, lead => lead.UndecidedReason == UndecidedReason.OutOfMoney);
            Assert.InRange(scout.Spending.Spent!.Value.Dollars, 0, 0.004m);
        }

        await using var richer = bench.Open(new() { MaxCostUsd = 1m });
        var done = await richer.LabelAsync(Bench.Department, titles, title => title, cancellationToken: Stop);
        Assert.Equal(JobState.Done, done.State);
        Assert.Equal(bench.Chat.Asked.Distinct().Count(), bench.Chat.Asked.Count);
    }

    [Fact]
    public async Task A_jobs_own_limit_counts_beside_the_clients()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open(new() { MaxCostUsd = 1m });

        var job = await scout.LabelAsync(
            Bench.Department, Bench.Titles(300), title => title, new() { MaxCostUsd = 0.004m }, cancellationToken: Stop);

        Assert.Equal(JobState.OutOfMoney, job.State);
        Assert.InRange(job.Cost!.Value.Dollars, 0.0001m, 0.004m);
        Assert.Equal(scout.Spending.Spent, job.Cost);
    }

    [Fact]
    public async Task Jobs_and_streams_beside_each_other_never_pass_the_limit()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open(new() { MaxCostUsd = 0.02m });

        await Task.WhenAll(
        [
            scout.LabelAsync(Bench.Department, Bench.Titles(500), title => title, cancellationToken: Stop),
            scout.LabelAsync(Level, Bench.Titles(400), title => title, cancellationToken: Stop),
            .. Enumerable.Range(0, 100).Select(i => scout.ClassifyAsync(Level, $"Engineer of kind {i}", Stop)),
        ]);

        Assert.InRange(scout.Spending.Spent!.Value.Dollars + scout.Spending.PossiblyBilled!.Value.Dollars, 0.0001m, 0.02m);
        Assert.Equal(0, scout.Spending.Reserved.Dollars);
        Assert.Equal(bench.Chat.Calls * 0.00014m, scout.Spending.Spent!.Value.Dollars);
    }

    [Fact]
    public async Task A_limit_without_a_price_is_refused_at_once()
    {
        await using var bench = new Bench();
        using var store = SqliteStore.Open(bench.Database);

        var error = Assert.Throws<OptionsValidationException>(
            () => new LeadScoutClient(bench.Chat.AsTeacher(), store, new() { MaxCostUsd = 5m }));
        Assert.Contains("what acme:small charges is unknown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_embeds_single_texts_and_streams_is_paid_from_the_clients_limit_and_each_text_goes_to_it_once()
    {
        await using var bench = new Bench();
        using var generator = new LengthGenerator();
        using var embedder = new GeneratorEmbedder(generator, "acme:embed", price: 0.5m);
        await using (var scout = bench.Open(new() { MaxCostUsd = 1m, Embedder = embedder }))
        {
            await scout.ClassifyAsync(Bench.Department, "Sales Manager", Stop);
            var stream = scout.ClassifyAsync(Bench.Department, ["Sales Manager", "Engineer", "engineer ", "Gardener", ""], title => title, Stop);
            Assert.Equal(["Sales", "IT", "IT", "Other", null], await stream.Select(row => row.Result.Label).ToListAsync(Stop));
            Assert.Equal(["Sales Manager", "Engineer", "Gardener"], generator.Texts);
            Assert.Equal((bench.Chat.Calls * 0.00014m) + (0.0000005m * 29), scout.Spending.Spent!.Value.Dollars);
        }

        await using var again = bench.Open(new() { Embedder = embedder });
        await again.ClassifyAsync(Bench.Department, "Sales Manager", Stop);
        Assert.Equal(3, generator.Texts.Count);
        Assert.Equal("Sales", (await again.ExplainAsync(Bench.Department, "sales manager", Stop)).Label);
    }

    [Fact]
    public async Task A_limit_without_the_price_of_what_embeds_is_refused_at_once()
    {
        await using var bench = new Bench();
        using var generator = new LengthGenerator();
        using var embedder = new GeneratorEmbedder(generator, "acme:embed");
        var error = Assert.Throws<OptionsValidationException>(() => bench.Open(new() { MaxCostUsd = 5m, Embedder = embedder }));
        Assert.Contains("what acme:embed charges for embedding is unknown", error.Message, StringComparison.Ordinal);
    }
}
