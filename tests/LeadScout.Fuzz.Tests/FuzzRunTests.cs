using LeadScout.Fuzz.Engine;
using Xunit;

namespace LeadScout.Fuzz.Tests;

/// <summary>The fuzzer itself: it sees what is wrong, and tries the same inputs again.</summary>
public sealed class FuzzRunTests
{
    private static readonly byte[] Input = "{\"a\":[1,22,333]}"u8.ToArray();

    [Fact]
    public void The_same_seed_makes_the_same_inputs_within_their_bound_and_another_makes_others()
    {
        var target = new FuzzTarget("any", "", _ => { }) { Words = ["null", "\"b\":"], MostBytes = 100 };

        var first = Made(target, 1);

        Assert.Equal(first, Made(target, 1));
        Assert.NotEqual(first, Made(target, 2));
        Assert.All(first, input => Assert.True(input.Length <= 2 * 100));
        Assert.True(first.Distinct().Count() > 400, "Most inputs are alike.");
    }

    [Fact]
    public void What_is_thrown_a_broken_promise_and_too_much_memory_are_findings_and_a_kept_promise_is_none()
    {
        Assert.Null(Verdict.On(new FuzzTarget("good", "", _ => { }), Input));
        Assert.StartsWith("FormatException: no", Verdict.On(new FuzzTarget("throws", "", _ => throw new FormatException("no")), Input), StringComparison.Ordinal);
        Assert.Equal("not so", Verdict.On(new FuzzTarget("breaks", "", _ => throw new BrokenPromiseException("not so")), Input));
        Assert.Contains("bytes of memory", Verdict.On(new FuzzTarget("eats", "", _ => GC.KeepAlive(new byte[3 << 20])) { MostAllocated = 1 << 20 }, Input), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_is_found_and_its_input_is_kept_once_for_each_kind()
    {
        var folder = Directory.CreateTempSubdirectory("leadscout-fuzz-test-");
        var target = new FuzzTarget("csv", "", bytes => Promised(!bytes.Contains((byte)';')));
        var run = new FuzzRun(target, folder.FullName, seed: 1) { Say = _ => { } };

        run.For(TimeSpan.Zero); // the corpus of that name, which has such an input

        Assert.Equal(1, run.Findings);
        Assert.Single(folder.GetFiles("finding-*.txt"));
        Assert.Contains((byte)';', File.ReadAllBytes(folder.GetFiles("finding-*").Single(file => file.Extension.Length == 0).FullName));
        folder.Delete(recursive: true);
    }

    private static string[] Made(FuzzTarget target, int seed)
    {
        var mutator = new Mutator(target, new Random(seed));
        return [.. Enumerable.Range(0, 500).Select(_ => Convert.ToHexString(mutator.Of(Input, Input)))];
    }

    private static void Promised(bool holds) => Targets.Promise.Holds(holds, "A semicolon was not understood.");
}
