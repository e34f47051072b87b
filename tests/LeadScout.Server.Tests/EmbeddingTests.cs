using LeadScout.Application.Embeddings;
using LeadScout.Server.Workspaces;
using LeadScout.StandIn;
using LeadScout.Texts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Embeddings over HTTP: what the server allows, and nothing else, for every text goes out under its keys.</summary>
public sealed class EmbeddingTests
{
    private const string Model = "openai:text-embedding-3-small";

    [Fact]
    public async Task A_job_s_texts_are_embedded_by_a_service_that_the_server_allows_and_it_is_on_the_bill()
    {
        await using var service = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await ServerTrial.StartAsync(options => options with
        {
            Embeddings = [new EmbeddingChoice(Model) { Url = service.Url.ToString(), Price = 10 }],
        });
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));
        var estimate = await trial.PostAsync("/api/v1/estimate", new { list, question = "department", embeddings = Model });
        var need = estimate.GetProperty("findings").GetProperty("embedding");
        Assert.Equal((Model, 0), (need.Text("model"), service.Stats.Calls));

        var job = await trial.SampleJobAsync(new { embeddings = Model });

        Assert.Equal("done", job.Text("state"));
        var part = job.GetProperty("report").GetProperty("embeddings");
        Assert.Equal((Model, need.Number("texts")), (part.Text("model"), part.Number("texts")));
        Assert.Equal((service.Stats.Items, service.Stats.Calls), ((int)part.Number("texts"), (int)part.Number("calls")));
        Assert.True(part.GetProperty("costUsd").GetDecimal() > 0);
        Assert.Equal(
            ["local", Model],
            (await trial.GetAsync("/api/v1/settings")).GetProperty("embeddings").EnumerateArray().Select(name => name.GetString()));
    }

    [Theory]
    [InlineData(Model, 403, "embeddings-not-allowed")]
    [InlineData("ollama:bge-m3", 403, "embeddings-not-allowed")]
    [InlineData("minilm", 400, "bad-input")]
    [InlineData("local:/etc", 400, "bad-input")]
    [InlineData("anthropic:voyage", 400, "bad-input")]
    [InlineData(" ", 400, "bad-input")]
    public async Task What_the_server_was_not_told_to_allow_is_refused_and_nothing_is_sent(string name, int status, string code)
    {
        await using var trial = await ServerTrial.StartAsync(options => options with { Embeddings = [new EmbeddingChoice("openai:other")] });
        var list = await trial.UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, ServerTrial.Gone));
        foreach (var path in new[] { "/api/v1/jobs", "/api/v1/estimate" })
        {
            var refusal = await trial.PostAsync(path, new { list, question = "department", embeddings = name }, status);
            Assert.Equal(code, refusal.Text("code"));
        }
    }

    [Fact]
    public async Task None_is_the_job_of_before()
    {
        await using var trial = await ServerTrial.StartAsync();
        var (plain, none) = (await trial.SampleJobAsync(), await trial.SampleJobAsync(new { embeddings = "none" }));
        Assert.Equal(plain.Text("job"), none.Text("job"));
    }

    [Fact]
    public async Task Single_texts_and_many_are_embedded_once_by_a_service_that_the_server_allows()
    {
        await using var service = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await AllowingAsync(service);
        string[] texts = [.. File.ReadLines(Samples.Answers).Skip(1).Select(line => line.Split('\t')[0]).Take(200)];
        var one = await trial.PostAsync("/api/v1/classify", new { question = "department", text = texts[0], embeddings = Model });
        var many = await trial.PostAsync("/api/v1/classify/many", new { question = "department", texts, embeddings = Model });
        await trial.PostAsync("/api/v1/classify/many", new { question = "department", texts, embeddings = Model });

        Assert.Equal("teacher", one.Text("source"));
        Assert.Equal(texts, many.EnumerateArray().Select(said => said.Text("text")));
        Assert.All(many.EnumerateArray(), said => Assert.NotNull(said.Text("label")));
        Assert.Equal(texts.Order(StringComparer.Ordinal), service.Calls.SelectMany(call => call.Items).Order(StringComparer.Ordinal));
        Assert.InRange(service.Stats.Calls, 2, 4);
    }

    [Fact]
    public async Task What_is_not_asked_for_is_not_embedded()
    {
        await using var service = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await AllowingAsync(service);
        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "boekhouder" });
        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "CFO", embeddings = "none" });
        Assert.Equal(0, service.Stats.Calls);
    }

    [Theory]
    [InlineData("429 retry-after=30")]
    [InlineData("500")]
    [InlineData("close")]
    [InlineData("401")]
    [InlineData("missing")]
    [InlineData("bad-body")]
    [InlineData("vector zeros")]
    public async Task A_service_that_fails_makes_no_answer_wrong_and_loses_none(string fault)
    {
        await using var service = await StandInServer.StartAsync(new StandInOptions());
        await using var trial = await AllowingAsync(service);
        var plain = await trial.PostAsync("/api/v1/classify/many", new { question = "department", texts = Some });
        await using var other = await AllowingAsync(service);
        service.Script(Enumerable.Repeat(fault, 100));
        var failing = await other.PostAsync("/api/v1/classify/many", new { question = "department", texts = Some, embeddings = Model });
        Assert.Equal(
            plain.EnumerateArray().Select(said => said.Text("label")), failing.EnumerateArray().Select(said => said.Text("label")));
        Assert.All(failing.EnumerateArray(), said => Assert.Equal("teacher", said.Text("source")));
        Assert.InRange(service.Stats.Calls, 1, 2); // and then it is left alone
    }

    [Theory]
    [InlineData(Model, 403, "embeddings-not-allowed")]
    [InlineData("minilm", 400, "bad-input")]
    [InlineData("local:/etc", 400, "bad-input")]
    public async Task Single_texts_are_sent_nowhere_that_the_server_was_not_told_to_allow(string name, int status, string code)
    {
        await using var trial = await ServerTrial.StartAsync();
        var one = await trial.PostAsync("/api/v1/classify", new { question = "department", text = "CFO", embeddings = name }, status);
        var many = await trial.PostAsync("/api/v1/classify/many", new { question = "department", texts = Some, embeddings = name }, status);
        Assert.Equal((code, code), (one.Text("code"), many.Text("code")));
    }

    [Fact]
    public async Task Explain_decides_by_the_meaning_that_the_store_knows_and_names_the_nearest_answers()
    {
        string[] titles = [.. Enumerable.Range(0, 80).Select(i => $"title {i}")];
        var folder = new Folder();
        await File.WriteAllLinesAsync(
            folder["answers.tsv"],
            titles.Select((title, i) => $"{title}\t{(i < 40 ? "Finance" : "Sales")}").Prepend("text\tlabel"),
            ServerTrial.Gone);
        await using var trial = await ServerTrial.StartAsync(options => options with { Teacher = "recorded:" + folder["answers.tsv"] }, folder);
        await trial.PostAsync("/api/v1/classify/many", new { question = "department", texts = titles });
        await trial.Services.GetRequiredService<ServerWorkspace>().Store.KeepVectorsAsync(
            "fake:1", [.. titles.Select((title, i) => Vector(title, i)), Vector("Title New", 14.2), Vector("Title Newer", 55.2)], DateTimeOffset.UnixEpoch, ServerTrial.Gone);

        var said = await trial.PostAsync("/api/v1/explain", new { question = "department", text = "Title New" });
        var newer = await trial.PostAsync("/api/v1/explain", new { question = "department", text = "title newer" }); // the same words
        var words = await trial.PostAsync("/api/v1/explain", new { question = "department", text = "title newest" });

        Assert.Equal(("Finance", "student"), (said.Text("label"), said.Text("source")));
        Assert.Equal(("Sales", "student"), (newer.Text("label"), newer.Text("source")));
        var like = said.GetProperty("like").EnumerateArray().ToArray();
        Assert.Equal(["title 14", "title 15", "title 13"], like.Select(near => near.Text("text")));
        Assert.All(like, near => Assert.Equal("Finance", near.Text("label")));
        Assert.Equal("student", words.Text("source"));
        Assert.False(words.TryGetProperty("like", out _));

        KeyValuePair<TextKey, ReadOnlyMemory<Half>> Vector(string text, double place) => KeyValuePair.Create(
            TextKey.Of(text),
            (ReadOnlyMemory<Half>)new[] { (Half)Math.Cos(2 * Math.PI * place / 80), (Half)Math.Sin(2 * Math.PI * place / 80) });
    }

    private static string[] Some => [.. File.ReadLines(Samples.Answers).Skip(1).Select(line => line.Split('\t')[0]).Take(25)];

    private static Task<ServerTrial> AllowingAsync(StandInServer service) => ServerTrial.StartAsync(options => options with
    {
        Embeddings = [new EmbeddingChoice(Model) { Url = service.Url.ToString(), Price = 10 }],
    });
}
