using LeadScout.Application.Embeddings;
using LeadScout.StandIn;
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
}
