using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>Embeddings of a provider, over real HTTP: said beforehand, journaled, bounded, and paid for once.</summary>
public sealed class ProviderEmbeddingTests
{
    private const int Rows = 600;
    private const string Model = "openai:text-embedding-3-small";
    private const string Host = "127.0.0.1";

    public static TheoryData<string> Services => ["openai:bge-m3", "azure-openai:bge-m3", "ollama:bge-m3", "OpenAI:bge-m3"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_text_is_sent_once_and_is_on_the_bill(string service)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, Rows);

        var run = await ClassifyAsync(day, embedding, service, "--embedding-price", "50");

        Assert.True(run.ExitCode == 0, run.Error);
        var sent = embedding.Calls.SelectMany(call => call.Items).ToArray();
        Assert.Equal((Rows, Rows), (sent.Length, sent.Distinct().Count()));
        var part = run.Json.GetProperty("embeddings");
        Assert.Equal(
            (service.ToLowerInvariant(), Rows, embedding.Stats.Calls, embedding.Stats.InputTokens),
            (part.GetProperty("model").GetString(), part.GetProperty("texts").GetInt32(), part.GetProperty("calls").GetInt32(), part.GetProperty("tokens").GetInt64()));
        Assert.Equal(CostOf(embedding, 50), part.GetProperty("costUsd").GetDecimal());
        Assert.Equal(
            part.GetProperty("costUsd").GetDecimal() + new Price(1, 1, 0.1m).Of(new Usage(server.Stats.InputTokens, 0, server.Stats.OutputTokens)).Dollars,
            run.Json.GetProperty("costUsd").GetDecimal());
        Assert.Equal(server.Stats.Calls + embedding.Stats.Calls, (int)run.Number("calls"));
        Assert.Equal(server.Stats.Items, (int)run.Number("askedTexts"));
        day.AssertDiscreet(run);
        await day.AssertCountedAsync(run, embedding, service.ToLowerInvariant());
        await day.AssertCountedAsync(run, server);
    }

    [Fact]
    public async Task What_will_be_sent_where_and_at_what_price_is_said_before_a_person_agrees_and_nothing_is_sent_if_not()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server);
        var list = day.Folder.Write("leads.csv", "Job Title\n" + string.Join('\n', Enumerable.Range(0, 300).Select(i => $"Title {i}")));
        var run = await CommandLine.AskedAsync(
            "x", "classify", list, "--question", "department", "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--db", day.Folder["x.db"],
            "--embeddings", Model, "--embedding-url", embedding.Url.ToString(), "--embedding-price", "1000");
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains($"300 texts will be sent to {Host}:{embedding.Url.Port}, also those that are never asked about. That costs about $", run.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (embedding.Stats.Calls, server.Stats.Calls));
    }

    [Fact]
    public async Task The_cache_makes_the_next_job_free_and_needs_no_server()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, Rows);
        await using (var embedding = await StandInServer.StartAsync(new StandInOptions()))
        {
            Assert.Equal(0, (await ClassifyAsync(day, embedding, Model)).ExitCode);
            var again = await ClassifyAsync(day, embedding, Model, "--seed", "2");
            Assert.Equal(0, again.ExitCode);
            Assert.False(again.Json.TryGetProperty("embeddings", out _));
            Assert.DoesNotContain("will be sent to", again.Error, StringComparison.Ordinal);
            Assert.Equal(Rows, embedding.Stats.Items);
        }

        var without = await day.ClassifyAsync("--embeddings", Model, "--embedding-url", "http://127.0.0.1:9/v1", "--max-error", "2%", "--seed", "3");
        Assert.True(without.ExitCode == 0, without.Error);
    }

    [Theory]
    [InlineData("429 retry-after=1")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("close")]
    public async Task A_service_that_is_away_for_a_moment_is_waited_for(string fault)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, Rows);
        embedding.Script(fault, "ok", fault);
        var run = await ClassifyAsync(day, embedding, Model);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Rows, run.Json.GetProperty("embeddings").GetProperty("texts").GetInt32());
        Assert.Equal(2, run.Json.GetProperty("embeddings").GetProperty("failedCalls").GetInt32());
    }

    [Theory]
    [InlineData("401", "OPENAI_API_KEY")]
    [InlineData("403", "may not use this model")]
    [InlineData("404", "")]
    [InlineData("400", "refused")]
    [InlineData("missing", "255 vectors for 256 texts")]
    [InlineData("vector nan", "can't be used")]
    [InlineData("vector infinite", "can't be used")]
    [InlineData("vector zeros", "vector of zeros")]
    [InlineData("vector empty", "")]
    [InlineData("vector longer", "17 dimensions where others have 16")]
    [InlineData("bad-body", "")]
    public async Task What_cannot_be_used_stops_the_job_with_the_reason_and_nothing_is_kept(string fault, string reason)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, 250);
        embedding.Script(Enumerable.Repeat(fault, 40));

        var run = await ClassifyAsync(day, embedding, Model, "--concurrency", "1");

        Assert.True(run.ExitCode == ExitCode.TeacherUnavailable, run.Error);
        Assert.Contains(reason.Replace("255", "249", StringComparison.Ordinal).Replace("256", "250", StringComparison.Ordinal), run.Text("stoppedBecause")!, StringComparison.Ordinal);
        Assert.Equal(0, server.Stats.Calls);
        using var store = SqliteStore.OpenRead(day.Folder["x.db"]);
        Assert.Empty(await store.VectorModelsAsync(TextKey.Of($"{BadDay.Mark} Vertrieb 0"), TestContext.Current.CancellationToken));
        day.AssertDiscreet(run);
    }

    [Fact]
    public async Task Vectors_of_another_length_in_a_later_call_stop_the_job_and_are_not_kept()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, Rows);
        embedding.Script("ok", "vector longer");
        var run = await ClassifyAsync(day, embedding, Model, "--concurrency", "1");
        Assert.Equal(ExitCode.TeacherUnavailable, run.ExitCode);
        Assert.Contains("17 dimensions where others have 16", run.Text("stoppedBecause")!, StringComparison.Ordinal);

        embedding.Script("ok");
        var resumed = await day.ResumeAsync(run.Text("job")!);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Rows, resumed.Json.GetProperty("embeddings").GetProperty("texts").GetInt32());
        Assert.Equal(Rows + 256, embedding.Stats.Items);
    }

    [Fact]
    public async Task Where_the_texts_alone_cost_more_than_the_limit_nothing_is_sent_and_more_money_goes_on()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, Rows);
        var run = await ClassifyAsync(day, embedding, Model, "--embedding-price", "1000", "--max-cost", "0.50");
        Assert.Equal(ExitCode.OutOfMoney, run.ExitCode);
        Assert.Contains("Nothing was sent for it", run.Text("stoppedBecause")!, StringComparison.Ordinal);
        Assert.Equal((0, 0), (embedding.Stats.Calls, server.Stats.Calls));

        var resumed = await day.ResumeAsync(run.Text("job")!, "--max-cost", "100");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(Rows, embedding.Stats.Items);
    }

    [Fact]
    public async Task The_spending_limit_stops_between_two_calls_of_a_service_that_counts_more_than_was_foreseen()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions { BillsTimes = 2 });
        using var day = new BadDay(server, 2_000);
        var run = await ClassifyAsync(day, embedding, Model, "--embedding-price", "100", "--max-cost", "1.80");
        Assert.True(run.ExitCode == ExitCode.OutOfMoney, run.Error);
        Assert.InRange(CostOf(embedding, 100), 0.3m, 1.80m);
        Assert.Equal(CostOf(embedding, 100), run.Json.GetProperty("costUsd").GetDecimal());
        Assert.Equal(0, server.Stats.Calls);
        var kept = run.Json.GetProperty("embeddings").GetProperty("texts").GetInt32();
        Assert.InRange(kept, 1, 1_999);

        var before = embedding.Stats.Items;
        var resumed = await day.ResumeAsync(run.Text("job")!, "--max-cost", "1000");
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.Equal(2_000 - kept, embedding.Stats.Items - before);
    }

    [Fact]
    public async Task A_price_that_is_not_known_is_said_and_no_limit_is_promised_with_it()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, 50);
        var limited = await ClassifyAsync(day, embedding, "openai:bge-m3", "--max-cost", "5");
        Assert.Equal(2, limited.ExitCode);
        Assert.Contains("--embedding-price", limited.Error, StringComparison.Ordinal);
        Assert.Equal(0, embedding.Stats.Calls);

        var run = await ClassifyAsync(day, embedding, "openai:bge-m3");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("What it charges is unknown", run.Error, StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, run.Json.GetProperty("costUsd").ValueKind);
        Assert.True(run.Json.GetProperty("embeddings").GetProperty("tokens").GetInt64() > 0);
    }

    [Fact]
    public async Task A_missing_key_is_said_before_anything_is_sent_and_an_estimate_needs_none()
    {
        using var folder = new Folder();
        var list = folder.Write("leads.csv", "Job Title\n" + string.Join('\n', Enumerable.Range(0, 300).Select(i => $"Title {i}")));
        string[] options =
            [list, "--question", "department", "--teacher", "ollama:llama3", "--db", folder["x.db"], "--embeddings", Model, "--format", "json"];
        var run = await CommandLine.RunAsync(["classify", .. options]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"The embedder '{Model}' needs a key: set the environment variable OPENAI_API_KEY.", run.Error, StringComparison.Ordinal);

        var estimate = await CommandLine.RunAsync(["estimate", .. options]);
        Assert.True(estimate.ExitCode == 0, estimate.Error);
        var need = estimate.Json.GetProperty("findings").GetProperty("embedding");
        Assert.Equal((Model, 300, "api.openai.com"), (need.GetProperty("model").GetString(), need.GetProperty("texts").GetInt32(), need.GetProperty("sentTo").GetString()));
        var cost = need.GetProperty("costUsd").GetDecimal();
        Assert.InRange(cost, 0.000001m, 0.0001m);
        Assert.Equal(cost, estimate.Json.GetProperty("left").GetProperty("costUsd").GetProperty("least").GetDecimal());
    }

    [Fact]
    public async Task An_estimate_before_there_are_vectors_says_that_it_goes_by_words_alone_and_names_no_likely_number()
    {
        using var folder = new Folder();
        var list = folder.Write("leads.csv", "Job Title\n" + string.Join('\n', Enumerable.Range(0, 3_000).Select(i => $"Title {i} of {i % 70}")));
        string[] options = ["estimate", list, "--question", "department", "--teacher", "ollama:llama3", "--db", folder["x.db"]];

        var left = (await CommandLine.RunAsync([.. options, "--embeddings", Model, "--format", "json"])).Json.GetProperty("left");
        var text = await TextAsync("--embeddings", Model);

        Assert.True(left.GetProperty("needsProbe").GetBoolean());
        Assert.InRange(left.GetProperty("probeTexts").GetInt64(), 20, 3_000);
        Assert.Contains("by words alone: 3,000 texts have no vector yet", text, StringComparison.Ordinal);
        Assert.Contains($"--probe {left.GetProperty("probeTexts").GetInt64()} asks", text, StringComparison.Ordinal);
        Assert.DoesNotContain("most likely", text, StringComparison.Ordinal);
        Assert.DoesNotContain("right for about", text, StringComparison.Ordinal);
        Assert.DoesNotContain("by words alone", await TextAsync(), StringComparison.Ordinal);

        async Task<string> TextAsync(params string[] more) =>
            string.Join(' ', (await CommandLine.RunAsync([.. options, .. more])).Out.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Killed_while_it_embeds_and_resumed_it_pays_nothing_twice_but_what_was_in_flight_which_the_ledger_lists()
    {
        using var titles = new TitlesInFlight();
        await using var embedding = await StandInServer.StartAsync(new StandInOptions { Before = titles.HoldAsync });
        await using var server = await StandInServer.StartAsync(new StandInOptions { Answers = TitleList.Invented.Answers });
        using var job = new TitleJob(TitleList.Invented, server);
        string[] arguments =
        [
            .. job.Arguments.Select(argument => argument == "0%" ? "2%" : argument), "--embeddings", Model, "--embedding-url",
            embedding.Url.ToString(), "--concurrency", "2",
        ];
        using (var victim = LeadScoutProcess.Start(job.Folder.Path, BadDay.Key, arguments))
        {
            var ended = victim.EndAsync();
            Assert.True(await Task.WhenAny(titles.SomeAreOut, ended) != ended, ended.IsCompleted ? (await ended).Error : "");
            victim.Kill();
            await ended;
        }

        titles.Release();
        var resumed = await LeadScoutProcess.RunAsync(job.Folder.Path, BadDay.Key, arguments);
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        using var store = SqliteStore.OpenRead(job.Folder["leadscout.db"]);
        var ledger = (await store.CallsAsync(new(resumed.Text("job")!), TestContext.Current.CancellationToken))
            .Where(line => line.Intent.Batch.Kind == BatchKind.Embedding)
            .ToArray();
        var lost = ledger.Where(line => line.State == CallState.Lost).SelectMany(line => line.Intent.Texts).ToArray();
        var answered = ledger.Where(line => line.State == CallState.Answered).SelectMany(line => line.Intent.Texts).ToArray();
        var twice = embedding.Calls.SelectMany(call => call.Items).GroupBy(TextKey.Of).Where(text => text.Count() > 1).Select(text => text.Key).ToArray();
        Assert.NotEmpty(lost);
        Assert.Empty(twice.Except(lost));
        Assert.Equal((TitleList.Invented.DistinctTexts, answered.Length), (answered.Length, answered.Distinct().Count()));
        Assert.Equal(ledger.Count(line => line.State == CallState.Lost), (int)resumed.Number("lostCalls"));
    }

    [Fact]
    public async Task A_forgotten_text_has_no_vector_any_more_and_its_key_is_in_no_call()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var day = new BadDay(server, Rows);
        await ClassifyAsync(day, embedding, Model);
        var asked = server.Calls.SelectMany(call => call.Items).ToHashSet();
        var text = embedding.Calls.SelectMany(call => call.Items).FirstOrDefault(item => !asked.Contains(item)) ?? asked.First();

        var run = await CommandLine.RunAsync("answers", "forget", text, "--db", day.Folder["x.db"], "--yes", "--format", "json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal((1, true), (run.Json.GetProperty("vectors").GetInt32(), run.Json.GetProperty("clean").GetBoolean()));
        using var store = SqliteStore.OpenRead(day.Folder["x.db"]);
        Assert.Empty(await store.VectorModelsAsync(TextKey.Of(text), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("--embedding-url", "http://127.0.0.1:9/v1")]
    [InlineData("--embedding-price", "0.02")]
    public async Task What_is_about_a_service_is_refused_where_none_is_named(string option, string value)
    {
        using var trial = new Trial();
        foreach (var name in new[] { "local", "none", null })
        {
            var run = await trial.ClassifyAsync("Job Title\nCFO\n", [option, value, .. name is null ? Array.Empty<string>() : ["--embeddings", name]]);
            Assert.Equal(2, run.ExitCode);
            Assert.Contains("are about a service that embeds", run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_database_without_texts_keeps_vectors_only_if_told_to_and_says_what_that_means()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        await using var embedding = await StandInServer.StartAsync(new StandInOptions());
        using var folder = new Folder();
        var list = folder.Write("leads.csv", "Job Title\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => $"Title {i}")));
        Task<Run> RunAsync(params string[] more) => CommandLine.RunAsync(
            name => name == SqliteStore.SecretVariable ? "a secret of thirty-two characters!" : "key",
            [
                "classify", list, "--question", "department", "--teacher", "openai:stand-in", "--teacher-url", server.Url.ToString(), "--db", folder["x.db"],
                "--texts", "hashed", "--embeddings", Model, "--embedding-url", embedding.Url.ToString(), "--format", "json", .. more,
            ]);

        var refused = await RunAsync();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--keep-vectors", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, embedding.Stats.Calls);

        var run = await RunAsync("--keep-vectors");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("much of a text can be read from its vector", run.Error, StringComparison.Ordinal);
        Assert.Equal(60, embedding.Stats.Items);
        await RunAsync("--keep-vectors", "--seed", "2");
        Assert.Equal(60, embedding.Stats.Items);
    }

    private static Task<Run> ClassifyAsync(BadDay day, StandInServer embedding, string service, params string[] more) => day.ClassifyAsync(
        ["--max-error", "2%", "--rows-per-call", "20", "--embeddings", service, "--embedding-url", embedding.Url.ToString(), .. more]);

    private static decimal CostOf(StandInServer server, decimal price) =>
        new Price(price, price, 0).Of(new Usage(server.Stats.InputTokens, 0, 0)).Dollars;

    /// <summary>Lets two calls through, and holds all others until it is told to let go.</summary>
    private sealed class TitlesInFlight : IDisposable
    {
        private readonly TaskCompletionSource _out = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly CancellationTokenSource _released = new();
        private int _calls;

        public Task SomeAreOut => _out.Task;

        public async Task HoldAsync(CancellationToken cancellation)
        {
            var call = Interlocked.Increment(ref _calls);
            if (call > 2)
            {
                if (call == 4)
                {
                    _out.TrySetResult();
                }

                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _released.Token);
                await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        public void Release() => _released.Cancel();

        public void Dispose() => _released.Dispose();
    }
}
