using LeadScout.Texts;

namespace LeadScout.Streaming;

/// <summary>Texts that are being embedded, and what came of it. Its vectors are to be read once it is home.</summary>
internal sealed class EmbeddingFlight
{
    private readonly Dictionary<TextKey, ReadOnlyMemory<Half>> _made = [];
    private int _isLate;

    /// <summary>What it brought.</summary>
    public IReadOnlyDictionary<TextKey, ReadOnlyMemory<Half>> Made => Bill.IsCompleted ? _made : Nothing;

    /// <summary>Ends when it is home, with what it cost; never fails.</summary>
    public Task<AskBill> Bill { get; set; } = Task.FromResult(default(AskBill));

    private static Dictionary<TextKey, ReadOnlyMemory<Half>> Nothing { get; } = [];

    /// <summary>Whether nobody has found it late before.</summary>
    public bool IsFirstToBeLate() => Interlocked.Exchange(ref _isLate, 1) == 0;

    public void Add(IEnumerable<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> made)
    {
        foreach (var (key, vector) in made)
        {
            _made[key] = vector;
        }
    }
}
