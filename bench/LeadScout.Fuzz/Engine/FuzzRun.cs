using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace LeadScout.Fuzz.Engine;

/// <summary>
/// Fuzzes one target: changes inputs that reached something new by chance, and keeps those that reach something new in turn. What is tried
/// in which order follows from the seed, and from nothing else. Not thread-safe.
/// </summary>
internal sealed class FuzzRun
{
    // Beyond any honest input's on a machine that does other things too; measured as the process's own work.
    private static readonly TimeSpan LongestCpu = TimeSpan.FromSeconds(20);

    private readonly FuzzTarget _target;
    private readonly string _folder;
    private readonly Random _random;
    private readonly Mutator _mutator;
    private readonly EdgeMap _map = new();
    private readonly List<byte[]> _kept = [];
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private readonly MemoryMappedFile _current;
    private readonly MemoryMappedViewAccessor _view;
    private long _begun; // of the input at hand, in the process's ticks of work; 0 between inputs

    /// <param name="target">What is fuzzed.</param>
    /// <param name="folder">Where findings and new inputs go.</param>
    /// <param name="seed">Of chance.</param>
    public FuzzRun(FuzzTarget target, string folder, int seed)
    {
        (_target, _folder, _random) = (target, folder, new Random(seed));
        _mutator = new Mutator(target, _random);
        Directory.CreateDirectory(folder);

        // Should the process die, this is what it died of.
        _current = MemoryMappedFile.CreateFromFile(Path.Join(folder, "current"), FileMode.Create, null, sizeof(int) + target.MostBytes);
        _view = _current.CreateViewAccessor();
    }

    /// <summary>Told of each finding.</summary>
    public Action<string> Say { get; init; } = Console.WriteLine;

    /// <summary>Inputs that were tried.</summary>
    public long Executions { get; private set; }

    /// <summary>Edges that were reached.</summary>
    public int Edges => _map.Edges;

    /// <summary>Inputs that reach something that no earlier one does.</summary>
    public int Kept => _kept.Count;

    /// <summary>Kinds of broken promises.</summary>
    public int Findings => _kinds.Count;

    /// <summary>Fuzzes for this much of the process's own work: a faster machine tries more.</summary>
    public void For(TimeSpan work)
    {
        var end = Environment.CpuUsage.TotalTime + work;
        While(() => Environment.CpuUsage.TotalTime < end);
    }

    /// <summary>Fuzzes with so many inputs, or a few more, besides those of the corpus: the same ones on every machine.</summary>
    public void Inputs(int count)
    {
        var all = Corpus.Of(_target).Count + count;
        While(() => Executions < all);
    }

    private void While(Func<bool> goesOn)
    {
        using var watch = new Timer(_ => StopIfHung(), null, 1000, 1000);
        foreach (var (_, bytes) in Corpus.Of(_target))
        {
            Try(bytes);
        }

        _kept.Add(_kept.Count == 0 ? [] : _kept[0]);
        while (goesOn())
        {
            for (var i = 0; i < 64; i++)
            {
                Try(_mutator.Of(Chosen(), Chosen()));
            }
        }

        _view.Write(0, 0);
        _view.Dispose();
        _current.Dispose();
    }

    // What was found last leads further more often.
    private byte[] Chosen() => _kept[_random.Next(2) == 0 ? _random.Next(_kept.Count) : _kept.Count - 1 - _random.Next(Math.Min(16, _kept.Count))];

    private void Try(byte[] input)
    {
        input = input.Length <= _target.MostBytes ? input : input[.._target.MostBytes];
        _view.WriteArray(sizeof(int), input, 0, input.Length);
        _view.Write(0, input.Length);
        EdgeMap.Clear();
        Volatile.Write(ref _begun, Environment.CpuUsage.TotalTime.Ticks + 1);
        var wrong = Verdict.On(_target, input);
        Volatile.Write(ref _begun, 0);
        Executions++;
        if (wrong is not null && _kinds.Add(Verdict.KindOf(wrong)))
        {
            Record(input, wrong);
        }

        if (_map.TakeNew() && wrong is null)
        {
            _kept.Add(input);
            File.WriteAllBytes(Path.Join(_folder, Corpus.NameOf(input)), input);
        }
    }

    private void Record(byte[] input, string wrong)
    {
        var path = Path.Join(_folder, "finding-" + Corpus.NameOf(input));
        File.WriteAllBytes(path, input);
        File.WriteAllText(path + ".txt", wrong);
        Say($"FOUND in {_target.Name}: {wrong.Split('\n')[0]}\n  {path}");
    }

    private void StopIfHung()
    {
        if (Volatile.Read(ref _begun) is > 0 and var begun && Environment.CpuUsage.TotalTime - TimeSpan.FromTicks(begun) > LongestCpu)
        {
            Process.GetCurrentProcess().Kill(); // what it hangs in lies in "current"
        }
    }
}
