using System.Text.Json;

namespace LeadScout.Savings.SecondLists;

/// <summary>The runs of a table, a line each, kept in a file as they come: a bench that is stopped goes on where it was. Thread-safe.</summary>
internal sealed class SecondListRuns
{
    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly List<SecondListRun> _runs = [];

    /// <param name="file">The file; its runs are kept where it is to be added to.</param>
    /// <param name="add">Whether it is.</param>
    public SecondListRuns(string file, bool add)
    {
        _file = file;
        if (!add)
        {
            File.Delete(file);
        }
        else if (File.Exists(file))
        {
            _runs.AddRange(File.ReadLines(file).Select(line => JsonSerializer.Deserialize<SecondListRun>(line)!));
        }
    }

    /// <summary>All runs so far, by set, budget and seed.</summary>
    public IReadOnlyList<SecondListRun> Sorted =>
        [.. _runs.OrderBy(run => run.Set, StringComparer.Ordinal).ThenBy(run => run.MaxError).ThenBy(run => run.Seed)];

    /// <summary>Whether a run is there.</summary>
    public bool Has(string set, ulong seed, double maxError) =>
        _runs.Exists(run => run.Set == set && run.Seed == seed && run.MaxError == maxError);

    /// <summary>Takes a run in, and writes it to the file.</summary>
    public void Add(SecondListRun run)
    {
        lock (_gate)
        {
            _runs.Add(run);
            File.AppendAllText(_file, JsonSerializer.Serialize(run) + "\n");
        }
    }
}
