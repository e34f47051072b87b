using LeadScout.Hints;
using LeadScout.Messages;
using LeadScout.Questions;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.Tokenizers;

namespace LeadScout.Embeddings;

/// <summary>
/// Embeds texts on this machine's processor with an ONNX encoder of the BERT family: the mean of what it makes of each word piece. Nothing
/// leaves the machine. Texts of one length are encoded together, without padding, so a vector does not depend on its batch. Thread-safe.
/// </summary>
public sealed class LocalEmbedder : IEmbedder
{
    // What sentence encoders of this family are trained on; the rest of a longer text is not read.
    private const int MostPieces = 256;
    private const int PiecesAtOnce = 4096; // bounds what one run of the network takes in memory
    private readonly InferenceSession _session;
    private readonly BertTokenizer _tokenizer;

    private LocalEmbedder(InferenceSession session, BertTokenizer tokenizer, string revision)
    {
        (_session, _tokenizer) = (session, tokenizer);
        Model = $"local:{revision}";
        Dimensions = Encode([tokenizer.EncodeToIds("length", MostPieces, true, out _, out _)])[0].Length;
    }

    /// <inheritdoc/>
    public string Model { get; }

    /// <inheritdoc/>
    public int? Dimensions { get; }

    /// <inheritdoc/>
    public int MostTexts => 512;

    /// <summary>Loads an encoder.</summary>
    /// <param name="folder">A folder with <c>model.onnx</c> and <c>vocab.txt</c>; null for the model that comes with the add-on.</param>
    /// <param name="cores">Cores that it may use, at least 1; the vectors are the same.</param>
    /// <exception cref="BadInputException">The files are not there, or are no encoder of word pieces.</exception>
    public static LocalEmbedder Open(string? folder, int cores)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        var files = ModelFiles.Read(folder);
        try
        {
            using var options = new SessionOptions { IntraOpNumThreads = cores, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            return new LocalEmbedder(new InferenceSession(files.Model, options), WordPieces.Read(files.Vocabulary), files.Revision);
        }
        catch (Exception e) when (e is OnnxRuntimeException or ArgumentException or InvalidOperationException or IOException)
        {
            throw new BadInputException(
                $"{Setting.Embeddings.To("local")}: '{folder}' holds no encoder that can be used: {e.Message} "
                + "It must take input_ids and attention_mask, and give a vector for each word piece or each text.", e);
        }
    }

    /// <inheritdoc/>
    public Task<EmbeddingReply> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return Task.Run(() => new EmbeddingReply { Vectors = Embed(texts, cancellationToken) }, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private float[][] Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var vectors = new float[texts.Count][];
        var pieces = texts.Select(text => _tokenizer.EncodeToIds(text, MostPieces, true, out _, out _)).ToArray();
        foreach (var alike in Enumerable.Range(0, pieces.Length).GroupBy(text => pieces[text].Count))
        {
            foreach (var together in alike.Chunk(Math.Max(1, PiecesAtOnce / alike.Key)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var encoded = Encode(Array.ConvertAll(together, text => pieces[text]));
                for (var i = 0; i < together.Length; i++)
                {
                    vectors[together[i]] = encoded[i];
                }
            }
        }

        return vectors;
    }

    /// <summary>Runs the network over texts of the same number of pieces.</summary>
    private float[][] Encode(IReadOnlyList<int>[] texts)
    {
        long[] shape = [texts.Length, texts[0].Count];
        var ids = texts.SelectMany(pieces => pieces).Select(id => (long)id).ToArray();
        using var pieces = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(1L, ids.Length).ToArray(), shape);
        using var types = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        var inputs = _session.InputNames.ToDictionary(name => name, name => name switch
        {
            "input_ids" => pieces,
            "attention_mask" => mask,
            "token_type_ids" => types,
            _ => throw new InvalidOperationException($"It wants '{name}', which is not known."),
        });
        using var run = new RunOptions();
        using var outputs = _session.Run(run, inputs, [_session.OutputNames[0]]);
        return Pooling.Mean(outputs[0].GetTensorDataAsSpan<float>(), outputs[0].GetTensorTypeAndShape().Shape, texts.Length);
    }
}
