using LeadScout.Hints;
using LeadScout.Llm.Faults;
using LeadScout.Llm.Providers;
using LeadScout.Llm.Wire;
using LeadScout.Questions;
using LeadScout.Teaching;
using Microsoft.Extensions.AI;

namespace LeadScout.Llm.Embeddings;

/// <summary>
/// Embeds texts with any generator of Microsoft.Extensions.AI. Every distinct text of a list goes where the generator sends it: each call is
/// journaled, counted in the bill, and bounded by the spending limit. Thread-safe if the generator is.
/// </summary>
public sealed class GeneratorEmbedder : IEmbedder
{
    // A token is a byte at least, and no provider takes more than so many tokens (OpenAI: 8,191) of one text.
    private const int MostBytes = 8000;

    // Vocabularies of other models, and the marks that a model puts around a text.
    private const double VocabularyMargin = 2;
    private const int Marks = 4;
    private const int UsualMostTexts = 256;

    private readonly Lazy<IEmbeddingGenerator<string, Embedding<float>>> _generator;
    private readonly TeacherOptions _options;
    private readonly ReplyTime _time;
    private readonly bool _ownsGenerator;

    /// <param name="generator">Makes the vectors; it must not retry, and stays yours to dispose of.</param>
    /// <param name="model">Model and revision, as in <c>openai:text-embedding-3-small</c>: vectors of two names are never compared.</param>
    /// <param name="dimensions">Length of a vector, at least 1; null where only a reply can tell.</param>
    /// <param name="mostTexts">The most texts in one call, at least 1.</param>
    /// <param name="price">
    /// US dollars per million tokens, at least 0; null when unknown, in which case no spending limit can be kept with it.
    /// </param>
    public GeneratorEmbedder(
        IEmbeddingGenerator<string, Embedding<float>> generator, string model, int? dimensions = null, int mostTexts = UsualMostTexts,
        decimal? price = null)
        : this(model, new TeacherOptions(), PriceOf(price), () => generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions ?? 1, 1, nameof(dimensions));
        ArgumentOutOfRangeException.ThrowIfLessThan(mostTexts, 1);
        (Dimensions, MostTexts) = (dimensions, mostTexts);
        var metadata = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        SentTo = metadata?.ProviderUri?.Authority ?? "where its generator sends them";
    }

    internal GeneratorEmbedder(
        string model, TeacherOptions options, Uri address, Func<IEmbeddingGenerator<string, Embedding<float>>> connect)
        : this(model, options, options.Price ?? options.Prices.Find(model, options.Url)?.Price, connect)
    {
        (SentTo, _ownsGenerator) = (address.Authority, true);
    }

    private GeneratorEmbedder(
        string model, TeacherOptions options, Price? price, Func<IEmbeddingGenerator<string, Embedding<float>>> connect)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(model);
        (Model, _options, Price, MostTexts) = (model, options, price, UsualMostTexts);
        _generator = new Lazy<IEmbeddingGenerator<string, Embedding<float>>>(connect);
        _time = ReplyTime.Of(options, isOwn: price is null or { IsFree: true } || (options.Url is { } url && Addresses.IsOwn(url)));
    }

    /// <inheritdoc/>
    public string Model { get; }

    /// <inheritdoc/>
    public int? Dimensions { get; }

    /// <inheritdoc/>
    public int MostTexts { get; }

    /// <inheritdoc/>
    public string SentTo { get; } = "";

    /// <inheritdoc/>
    public Price? Price { get; }

    /// <inheritdoc/>
    public long MostTokens(string text) => TokenCounter.Most(Sent(text), VocabularyMargin) + Marks;

    /// <inheritdoc/>
    public long ProbableTokens(string text) => TokenCounter.Count(Sent(text));

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The key is missing, or the provider embeds nothing.</exception>
    public void EnsureReady() => _ = _generator.Value;

    /// <inheritdoc/>
    public async Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        cancellationToken.ThrowIfCancellationRequested();
        var limit = _time.Limit;
        using var timeout = new CancellationTokenSource(limit, _options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var made = await _generator.Value.GenerateAsync(texts.Select(Sent), null, either.Token).ConfigureAwait(false);
            _time.Kept();
            var counted = made.Usage?.InputTokenCount ?? made.Usage?.TotalTokenCount;
            return new EmbeddingReply
            {
                Vectors = [.. made.Select(one => UnitLength(one.Vector.ToArray()))],
                Usage = new Usage(Math.Max(0, counted ?? MostTokensOf(texts)), 0, 0),
                UsageKnown = counted is not null || Price is { IsFree: true },
            };
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = FaultMap.Of(Model, e, timeout.IsCancellationRequested ? limit : null);
            if (failure.Fault.Kind == TeacherFaultKind.TimedOut)
            {
                _time.Missed(limit);
            }

            return Failed(texts, failure) with { Fault = WithoutTexts(texts, failure) with { Cause = e } };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ownsGenerator && _generator.IsValueCreated)
        {
            _generator.Value.Dispose();
        }
    }

    private EmbeddingReply Failed(IReadOnlyList<string> texts, CallFailedException failure) => failure.MayBeBilled
        ? new EmbeddingReply
        {
            Usage = new Usage(Math.Max(MostTokensOf(texts), failure.Counted?.Input ?? 0), 0, 0),
            UsageKnown = false,
        }
        : new EmbeddingReply();

    private static TeacherFault WithoutTexts(IReadOnlyList<string> texts, CallFailedException failure)
    {
        var (fault, words) = (failure.Fault, failure.Words);
        return words.Length > 0 && new PromptLeakCheck([.. texts], []).Leaks(words)
            ? fault with { Message = fault.Message.Replace(words, "(the provider's message is withheld, because it may quote a lead)", StringComparison.Ordinal) }
            : fault;
    }

    private long MostTokensOf(IReadOnlyList<string> texts) => texts.Sum(MostTokens);

    /// <summary>As much of a text as a model reads.</summary>
    private static string Sent(string text)
    {
        if (text.Length <= MostBytes / 3)
        {
            return text; // no character takes more than three bytes
        }

        var (length, room) = (0, MostBytes);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Utf8SequenceLength > room)
            {
                break;
            }

            (length, room) = (length + rune.Utf16SequenceLength, room - rune.Utf8SequenceLength);
        }

        return text[..length];
    }

    /// <summary>Half precision holds what lies near one; what is no number stays none, for whoever checks it.</summary>
    private static float[] UnitLength(float[] vector)
    {
        var length = Math.Sqrt(vector.Sum(value => (double)value * value));
        return length > 0 && double.IsFinite(length) ? Array.ConvertAll(vector, value => (float)(value / length)) : vector;
    }

    private static Price? PriceOf(decimal? dollars) => dollars is { } price ? new Price(price, price, 0) : null;
}
