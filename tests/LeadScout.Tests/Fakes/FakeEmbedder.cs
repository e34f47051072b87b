using LeadScout.Hints;
using LeadScout.Teaching;

namespace LeadScout.Tests.Fakes;

/// <summary>Embeds by a function, and remembers what it was given.</summary>
internal sealed class FakeEmbedder(Func<string, float[]> vectorOf) : IEmbedder
{
    public List<string> Texts { get; } = [];

    /// <summary>Called before each call with the number of calls before it.</summary>
    public Action<int> Calling { get; init; } = _ => { };

    /// <summary>Awaited before each reply, by the number of calls before it.</summary>
    public Func<int, Task> Delay { get; init; } = _ => Task.CompletedTask;

    /// <summary>What a call comes to, by the number of calls before it; null for what is usual.</summary>
    public Func<int, EmbeddingReply?> Mishap { get; init; } = _ => null;

    public string Model { get; init; } = "fake:1";

    public int? Dimensions => vectorOf("").Length;

    public int MostTexts { get; init; } = 10;

    /// <summary>Where it sends texts; null for nowhere.</summary>
    public string? SentTo { get; init; }

    public Price? Price { get; init; } = Price.Free;

    public long MostTokens(string text) => 10;

    public long ProbableTokens(string text) => 8;

    private int _calls;

    public async Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var call = Interlocked.Increment(ref _calls) - 1;
        Calling(call);
        cancellationToken.ThrowIfCancellationRequested();
        lock (Texts)
        {
            Texts.AddRange(texts);
        }

        await Delay(call);
        return Mishap(call)
            ?? new EmbeddingReply { Vectors = [.. texts.Select(vectorOf)], Usage = new Usage(8 * texts.Count, 0, 0) };
    }

    public void Dispose()
    {
    }
}
