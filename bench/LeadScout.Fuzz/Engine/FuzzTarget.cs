using System.Collections.Immutable;

namespace LeadScout.Fuzz.Engine;

/// <summary>A reader that is fed what nobody thought of.</summary>
/// <param name="Name">Short; the corpus lies in a folder of this name.</param>
/// <param name="Promise">What must hold whatever the bytes are, in words.</param>
/// <param name="Try">Feeds it one input. Returns where the reader did what it promises, a refusal included; whatever it throws is a
/// finding.</param>
internal sealed record FuzzTarget(string Name, string Promise, Action<byte[]> Try)
{
    /// <summary>Words of the format, which chance alone would not find.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>Bytes of an input, at most.</summary>
    public int MostBytes { get; init; } = 2048;

    /// <summary>Bytes that one input may allocate: a bound of work, whatever the machine is doing.</summary>
    public long MostAllocated { get; init; } = 64L << 20;
}
