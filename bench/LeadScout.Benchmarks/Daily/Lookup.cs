using BenchmarkDotNet.Attributes;
using LeadScout.Texts;

namespace LeadScout.Benchmarks.Daily;

/// <summary>An exact lookup in process, against the least that any lookup takes: the dictionary alone, given the key.</summary>
public class Lookup
{
    private readonly Dictionary<UInt128, int> _byKey = [];
    private Material _material = null!;
    private string[] _texts = null!;
    private UInt128[] _keys = null!;
    private int _next;

    /// <summary>Answers known.</summary>
    [Params(30_000)]
    public int Answers { get; set; }

    /// <summary>Reads the set.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _material = Material.OfAsync("companies_financedb", Answers).GetAwaiter().GetResult();
        _texts = _material.Answered;
        _keys = [.. _texts.Select(text => TextKey.Of(text).Hash).Select(hash => new UInt128(hash.Upper, hash.Lower))];
        foreach (var key in _keys)
        {
            _byKey.TryAdd(key, 1);
        }

        for (var filler = (UInt128)1; _byKey.Count < Answers; filler++)
        {
            _byKey.TryAdd((filler * 0x9E3779B97F4A7C15) ^ (filler << 77), 0);
        }
    }

    /// <summary>The dictionary alone.</summary>
    [Benchmark(Baseline = true)]
    public int DictionaryOfKeys() => _byKey.TryGetValue(_keys[Next()], out var label) ? label : -1;

    /// <summary>Normalised, hashed, found, decided.</summary>
    [Benchmark]
    public int ExactLookup() => _material.Knowledge.Find(_texts[Next()])!.Value.Label;

    /// <summary>Normalised and hashed.</summary>
    [Benchmark]
    public TextKey NormaliseAndHash() => TextKey.Of(_texts[Next()]);

    private int Next() => _next = (_next + 1) % _texts.Length;
}
