using BenchmarkDotNet.Attributes;
using LeadScout.Cascades;

namespace LeadScout.Benchmarks.Daily;

/// <summary>The student's decision about a text of about 30 characters that is in no list.</summary>
public class StudentDecision
{
    private Material _material = null!;
    private int _next;

    /// <summary>The set: 11 labels, 77 labels.</summary>
    [Params("companies_financedb", "banking77")]
    public string Set { get; set; } = "";

    /// <summary>Answers learnt.</summary>
    [Params(200, 1_000, 5_000)]
    public int Answers { get; set; }

    /// <summary>Reads the set, learns, and decides once, so that the student is built.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _material = Material.OfAsync(Set, Answers).GetAwaiter().GetResult();
        _ = Decide();
    }

    /// <summary>One decision.</summary>
    [Benchmark]
    public Decision? Decide() => _material.Knowledge.Decide(_material.Unseen[_next = (_next + 1) % _material.Unseen.Length]);
}
