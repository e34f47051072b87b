using LeadScout.Answers;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class TracesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Weingut Straßer")]
    [InlineData("a long text ", 2000)]
    [InlineData("😀", 300)]
    public async Task A_stored_text_shows_with_its_key_and_a_forgotten_one_does_not(string part, int times = 1)
    {
        var text = new Traced(string.Concat(Enumerable.Repeat(part, times)), TextKey.Of(string.Concat(Enumerable.Repeat(part, times))));
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync(
                [.. Enumerable.Range(0, 500).Select(i => Written.Answer($"other {i}")), Written.Answer(text.Text)], Cancellation);
        }

        var trace = Assert.Single(Traces.Find(Leads, [text]));
        Assert.True(trace is { Bytes: > 0, Keys: > 0, Values: 1, IsExplained: false });
        using (var store = SqliteStore.Open(Leads))
        {
            await store.ForgetAsync(Forgetting.Texts([text.Key]), Cancellation);
            store.Scrub();
        }

        Assert.Empty(Traces.Find(Leads, [text]));
    }

    [Fact]
    public async Task What_stands_in_the_write_ahead_log_shows_too()
    {
        var text = new Traced("Weingut Straßer", TextKey.Of("Weingut Straßer"));
        using var store = SqliteStore.Open(Leads);
        await store.AppendAsync([Written.Answer(text.Text)], Cancellation);
        var copy = _directory.File("copy.db");
        File.Copy(Leads, copy);
        File.Copy(Leads + "-wal", copy + "-wal");
        Assert.True(Assert.Single(Traces.Find(copy, [text])).Keys > 0);
    }

    [Fact]
    public async Task Of_many_texts_those_that_show_are_named()
    {
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync([.. Enumerable.Range(0, 50).Select(i => Written.Answer($"known {i}."))], Cancellation);
        }

        var texts = Enumerable.Range(0, 3000)
            .Select(i => i < 10 ? $"known {i}." : $"unknown {i}.")
            .Select(text => new Traced(text, TextKey.Of(text)))
            .ToArray();
        Assert.Equal(texts[..10], Traces.Find(Leads, texts).Select(trace => trace.Traced));
    }

    public void Dispose() => _directory.Dispose();
}
