using System.Collections.Concurrent;
using System.Globalization;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;

namespace LeadScout.Server.Clustering;

/// <summary>
/// Which files of a data folder are copies, and of which version, so that a node that was away knows afterwards what of them was deleted. A
/// file with a line for
/// each change. Thread-safe.
/// </summary>
/// <param name="file">Where it is kept; made at the first copy.</param>
internal sealed class CopyIndex(string file)
{
    private readonly Lock _writing = new();
    private readonly Lazy<ConcurrentDictionary<string, long>> _versions = new(() => Read(file));

    /// <summary>Whether there is a copy of this version.</summary>
    public bool Has(SharedFile shared) => _versions.Value.TryGetValue(shared.Path, out var version) && version == shared.Version;

    /// <summary>The paths of copies that begin so.</summary>
    public string[] Below(string prefix) => [.. _versions.Value.Keys.Where(path => path.StartsWith(prefix, StringComparison.Ordinal))];

    /// <summary>There is a copy of this version now.</summary>
    public void Add(SharedFile shared)
    {
        if (!Has(shared))
        {
            _versions.Value[shared.Path] = shared.Version;
            Write(string.Create(CultureInfo.InvariantCulture, $"{shared.Version} {shared.Path}"));
        }
    }

    /// <summary>There is none any more.</summary>
    public void Remove(string path)
    {
        if (_versions.Value.TryRemove(path, out _))
        {
            Write($"0 {path}");
        }
    }

    // A copy too many in it costs a look, one too few is found again by its content: it need not reach the disk at once.
    private void Write(string line)
    {
        lock (_writing)
        {
            using var target = DataFolder.OpenClosed(file, FileMode.Append);
            using var writer = new StreamWriter(target);
            writer.Write(line + '\n');
        }
    }

    private static ConcurrentDictionary<string, long> Read(string file)
    {
        var versions = new ConcurrentDictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in File.Exists(file) ? File.ReadLines(file) : [])
        {
            if (line.Split(' ', 2) is [var number, var path] && long.TryParse(number, CultureInfo.InvariantCulture, out var version))
            {
                versions[path] = version;
            }
        }

        foreach (var (path, _) in versions.Where(copy => copy.Value == 0).ToArray())
        {
            versions.TryRemove(path, out _);
        }

        return versions;
    }
}
