using LeadScout.Sqlite;
using LeadScout.StandIn;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary><c>ask --embeddings</c> over real HTTP: what fails there costs no answer.</summary>
public sealed class AskEmbeddingTests
{
    private const string Model = "openai:text-embedding-3-small";
    private const string Text = "Leiter Vertrieb";
    private const string Secret = "0123456789abcdef0123456789abcdef";

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openai:bge-m3")]
    [InlineData("azure-openai:bge-m3")]
    [InlineData("ollama:bge-m3")]
    public async Task The_text_alone_is_sent_it_is_said_before_and_its_vector_is_kept(string service)
    {
        await using var trial = await Asked.StartAsync();
        var run = await trial.AskAsync(Text, "--embeddings", service, "--embedding-price", "50", "--max-cost", "1");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("teacher", run.Text("source"));
        Assert.Contains($"1 text will be sent to 127.0.0.1:{trial.Embedding.Url.Port}. That costs ", run.Error, StringComparison.Ordinal);
        Assert.Equal([Text], trial.Embedding.Calls.SelectMany(call => call.Items));
        Assert.Equal([service], await trial.ModelsAsync(Text));

        var again = await trial.AskAsync(Text.ToUpperInvariant(), "--embeddings", service);
        Assert.Equal(("exact", 0), (again.Text("source"), again.ExitCode));
        Assert.DoesNotContain("sent to", again.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (trial.Embedding.Stats.Calls, trial.Teacher.Stats.Calls));
    }

    [Theory]
    [InlineData("429 retry-after=30")]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("close")]
    [InlineData("401")]
    [InlineData("404")]
    [InlineData("400")]
    [InlineData("missing")]
    [InlineData("bad-body")]
    [InlineData("vector nan")]
    [InlineData("vector zeros")]
    [InlineData("vector empty")]
    public async Task Whatever_is_wrong_with_the_service_the_answer_is_the_teacher_s_and_the_reason_is_said(string fault)
    {
        await using var trial = await Asked.StartAsync();
        trial.Embedding.Script(fault);
        var run = await trial.AskAsync(Text, "--embeddings", Model);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("teacher", run.Text("source"));
        Assert.NotNull(run.Text("label"));
        Assert.Contains("Not embedded: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("The LLM is asked all the same.", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Text, run.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((1, 1), (trial.Embedding.Stats.Calls, trial.Teacher.Stats.Calls));
        Assert.Empty(await trial.ModelsAsync(Text));
    }

    [Fact]
    public async Task A_vector_of_another_length_than_those_that_are_kept_is_not_kept()
    {
        await using var trial = await Asked.StartAsync();
        Assert.Equal(0, (await trial.AskAsync(Text, "--embeddings", Model)).ExitCode);
        trial.Embedding.Script("vector longer");
        var run = await trial.AskAsync("CFO", "--embeddings", Model);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("17 dimensions where others have 16", run.Error, StringComparison.Ordinal);
        Assert.Empty(await trial.ModelsAsync("CFO"));
    }

    [Fact]
    public async Task A_service_that_hangs_is_not_waited_for_for_long()
    {
        await using var trial = await Asked.StartAsync();
        trial.Embedding.Script("hang");
        var run = await trial.AskAsync(Text, new FastClock(), "--embeddings", Model);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("teacher", run.Text("source"));
        Assert.Contains("has not answered for 10 s", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("minilm", "Allowed: local, local:FOLDER")]
    [InlineData("local", "dotnet publish src/LeadScout.Embeddings")]
    public async Task What_is_not_there_is_refused_and_nobody_is_asked(string name, string said)
    {
        await using var trial = await Asked.StartAsync();
        var run = await trial.AskAsync(Text, "--embeddings", name);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
        Assert.Equal(0, trial.Teacher.Stats.Calls);
    }

    [Fact]
    public async Task A_missing_key_and_an_unknown_price_under_a_limit_are_said_before_anything_is_sent()
    {
        await using var trial = await Asked.StartAsync();
        var keyless = await trial.AskAsync(Text, TimeProvider.System, _ => null, "--teacher", "ollama:stand-in", "--embeddings", "openai:unheard-of");
        Assert.Equal(2, keyless.ExitCode);
        Assert.Contains("OPENAI_API_KEY", keyless.Error, StringComparison.Ordinal);
        var priceless = await trial.AskAsync(Text, "--embeddings", "openai:unheard-of", "--max-cost", "1");
        Assert.Equal(2, priceless.ExitCode);
        Assert.Contains("--embedding-price", priceless.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (trial.Embedding.Stats.Calls, trial.Teacher.Stats.Calls));
    }

    [Fact]
    public async Task A_database_without_texts_keeps_no_vector_unless_told()
    {
        await using var trial = await Asked.StartAsync();
        var hashed = await CommandLine.RunAsync(
            _ => Secret, "classify", trial.Folder.Write("x.csv", "Job Title\nCFO\n"), "--question", "department", "--teacher",
            "recorded:" + trial.Folder.Write("a.tsv", "text\tlabel\nCFO\tFinance\n"), "--texts", "hashed", "--db", trial.Folder["x.db"]);
        Assert.True(hashed.ExitCode == 0, hashed.Error);
        var refused = await trial.AskAsync(Text, "--embeddings", Model);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--keep-vectors", refused.Error, StringComparison.Ordinal);
        Assert.Equal((0, 0), (trial.Embedding.Stats.Calls, trial.Teacher.Stats.Calls));
        var kept = await trial.AskAsync(Text, "--embeddings", Model, "--keep-vectors");
        Assert.True(kept.ExitCode == 0, kept.Error);
        Assert.Contains("much of a text can be read from its vector", kept.Error, StringComparison.Ordinal);
    }

    private sealed class Asked(StandInServer teacher, StandInServer embedding) : IAsyncDisposable
    {
        public StandInServer Teacher => teacher;

        public StandInServer Embedding => embedding;

        public Folder Folder { get; } = new();

        public static async Task<Asked> StartAsync() =>
            new(await StandInServer.StartAsync(new StandInOptions()), await StandInServer.StartAsync(new StandInOptions()));

        public Task<Run> AskAsync(string text, params string[] more) => AskAsync(text, TimeProvider.System, more);

        public Task<Run> AskAsync(string text, TimeProvider clock, params string[] more) => AskAsync(text, clock, _ => Secret, more);

        public Task<Run> AskAsync(string text, TimeProvider clock, Func<string, string?> environment, params string[] more) => CommandLine.RunAsync(
            environment,
            clock,
            [
                "ask", text, "--question", "department", "--teacher-url", teacher.Url.ToString(), "--db", Folder["x.db"], "--format", "json",
                "--price-in", "1", "--price-out", "1",
                .. more.Contains("--teacher") ? [] : (string[])["--teacher", "openai:stand-in"],
                .. !more.Any(name => name.EndsWith("bge-m3", StringComparison.Ordinal) || name == Model) ? [] : (string[])["--embedding-url", embedding.Url.ToString()],
                .. more,
            ]);

        public async Task<IReadOnlyList<string>> ModelsAsync(string text)
        {
            using var store = SqliteStore.OpenRead(Folder["x.db"]);
            return await store.VectorModelsAsync(store.Keys.Of(text), Gone);
        }

        public async ValueTask DisposeAsync()
        {
            await teacher.DisposeAsync();
            await embedding.DisposeAsync();
            Folder.Dispose();
        }
    }
}
