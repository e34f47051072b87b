namespace LeadScout.Savings.Regret;

/// <summary>The runs of a table, kept in a file as they come: a bench of hours that is stopped goes on where it was. Thread-safe.</summary>
internal sealed class RegretRuns
{
    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly List<RegretRun> _runs = [];

    /// <param name="file">The file; its runs are kept where it is to be added to.</param>
    /// <param name="add">Whether it is.</param>
    public RegretRuns(string file, bool add)
    {
        _file = file;
        if (add && File.Exists(file))
        {
            _runs.AddRange(RegretFile.Read(File.ReadAllText(file)));
        }
    }

    /// <summary>All runs so far, by list, budget and seed.</summary>
    public IReadOnlyList<RegretRun> Sorted
    {
        get
        {
            lock (_gate)
            {
                return
                [
                    .. _runs.OrderBy(run => run.Rows).ThenBy(run => run.Set, StringComparer.Ordinal).ThenBy(run => run.MaxError).ThenBy(run => run.Seed),
                ];
            }
        }
    }

    /// <summary>Whether a list's jobs are there, under every budget.</summary>
    public bool Has(string set, int rows, ulong seed)
    {
        lock (_gate)
        {
            return RegretRun.Budgets.All(budget => _runs.Exists(
                run => run.Set == set && run.Rows == rows && run.Seed == seed && run.MaxError == budget.MaxError));
        }
    }

    /// <summary>Takes a list's jobs in, and writes the file.</summary>
    public void Add(IEnumerable<RegretRun> runs)
    {
        lock (_gate)
        {
            _runs.AddRange(runs);
            var unfinished = _file + ".new";
            File.WriteAllText(unfinished, RegretFile.Write(Sorted));
            File.Move(unfinished, _file, overwrite: true);
        }
    }
}
