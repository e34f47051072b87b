using System.Globalization;
using System.Security.Cryptography;
using LeadScout.Answers;
using LeadScout.Files.Disk;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;

namespace LeadScout.Server.Clustering;

/// <summary>
/// The files of a data folder that all nodes need. They lie in the database; a node's data folder has copies of those that it has needed.
/// What
/// is deleted on one node goes from the others' folders within a minute. Does nothing where there are no other nodes, or where the
/// folder itself is shared. Thread-safe.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="store">Where the files are kept; null for nowhere else.</param>
internal sealed class SharedFiles(string folder, IClusterStore? store)
{
    private static readonly string[] Shared = ["lists/", "questions/", "results/", "sample/", DataFolder.CookieKeys + "/"];

    private readonly CopyIndex _copies = new(Path.Join(folder, ".shared-files"));
    private int _fetches;
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Whether nothing has to be done.</summary>
    public bool IsNone => store is null;

    /// <summary>
    /// At the start: what was deleted while this node was away goes, and what a server without others has left here is shared: files that are
    /// nowhere else, and those that were changed here since they were the newest copy. Over any other the shared one has the last word.
    /// </summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        if (store is null)
        {
            return;
        }

        await SweepAsync(cancellation);
        foreach (var prefix in Shared)
        {
            var there = (await store.FilesAsync(prefix, cancellation)).ToDictionary(file => file.Path, StringComparer.Ordinal);
            foreach (var path in Here(prefix).Where(path => !there.TryGetValue(path, out var file) || _copies.Has(file)))
            {
                await InTurnAsync(path, () => PublishAsync(path, there.GetValueOrDefault(path), null, cancellation), cancellation);
            }
        }
    }

    /// <summary>
    /// Shares the files below a path, or one file, as they are here. Files that are being written (their names begin with a dot and end in
    /// <c>.tmp</c>) are left out.
    /// </summary>
    /// <param name="prefix">The path.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="run">The job whose run here has written them; null for what no run writes.</param>
    /// <exception cref="LeadScout.Jobs.JobHeldException">Another node has taken the job over.</exception>
    public async Task PublishAsync(string prefix, CancellationToken cancellation, JobId? run = null)
    {
        if (store is null)
        {
            return;
        }

        var here = Here(prefix).ToArray();
        try
        {
            var known = (await store.FilesAsync(prefix, cancellation)).ToDictionary(file => file.Path, StringComparer.Ordinal);
            foreach (var path in here)
            {
                await InTurnAsync(path, () => PublishAsync(path, known.GetValueOrDefault(path), run, cancellation), cancellation);
            }
        }
        catch
        {
            // What could not be shared is no copy: the next look brings back what the others have.
            Array.ForEach(here, _copies.Remove);
            throw;
        }
    }

    /// <summary>Brings the files below a path, or one file, up to date.</summary>
    /// <param name="prefix">The path.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="name">Only files of this name; null for all.</param>
    public async Task FetchAsync(string prefix, CancellationToken cancellation, string? name = null)
    {
        if (store is null)
        {
            return;
        }

        var before = _copies.Below(prefix); // what is shared after this is no copy of what has gone
        var there = (await store.FilesAsync(prefix, cancellation)).Where(file => name is null || Path.GetFileName(file.Path) == name).ToArray();
        foreach (var file in there.Where(file => !_copies.Has(file) || !File.Exists(PathOf(file.Path))))
        {
            await InTurnAsync(file.Path, () => FetchAsync(file, cancellation), cancellation);
        }

        if (name is null)
        {
            Drop(before.Except(there.Select(file => file.Path), StringComparer.Ordinal));
        }
    }

    /// <inheritdoc cref="FetchAsync(string, CancellationToken, string?)"/>
    public void Fetch(string prefix, string? name = null) => FetchAsync(prefix, CancellationToken.None, name).GetAwaiter().GetResult();

    /// <inheritdoc cref="PublishAsync(string, CancellationToken, JobId?)"/>
    public void Publish(string prefix) => PublishAsync(prefix, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Deletes the files below a path, or one file, for all.</summary>
    public async Task DeleteAsync(string prefix, CancellationToken cancellation)
    {
        if (store is not null)
        {
            await store.DeleteFilesAsync(prefix, cancellation);
            Drop(_copies.Below(prefix));
        }
    }

    /// <summary>Lets copies go whose files are deleted.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        if (store is null || _copies.Below("") is not { Length: > 0 } copies)
        {
            return;
        }

        Drop(await store.MissingFilesAsync(copies, cancellation));
    }

    private async Task PublishAsync(string path, SharedFile? known, JobId? run, CancellationToken cancellation)
    {
        if (known is null || !await IsSameAsync(known, cancellation))
        {
            known = await store!.PutFileAsync(path, PathOf(path), run, cancellation);
        }

        _copies.Add(known);
    }

    private async Task FetchAsync(SharedFile file, CancellationToken cancellation)
    {
        if (!await IsSameAsync(file, cancellation))
        {
            var place = PathOf(file.Path);
            DataFolder.MakeClosed(Path.GetDirectoryName(place)!);
            var incoming = string.Create(CultureInfo.InvariantCulture, $"{place}.{Environment.ProcessId}-{Interlocked.Increment(ref _fetches)}.tmp");
            try
            {
                bool isThere;
                await using (var target = DataFolder.OpenClosed(incoming, FileMode.CreateNew))
                {
                    isThere = await store!.GetFileAsync(file, target, cancellation);
                    Durable.Sync(target);
                }

                if (!isThere)
                {
                    return; // replaced or deleted just now: whoever asks next sees that
                }

                Durable.Rename(incoming, place); // before the index says so: it is believed
            }
            finally
            {
                File.Delete(incoming);
            }
        }

        _copies.Add(file);
    }

    private async Task<bool> IsSameAsync(SharedFile file, CancellationToken cancellation)
    {
        if (new FileInfo(PathOf(file.Path)) is not { Exists: true } here || here.Length != file.Bytes)
        {
            return false;
        }

        await using var content = here.OpenRead();
        return (await SHA256.HashDataAsync(content, cancellation)).AsSpan().SequenceEqual(file.Hash.AsSpan());
    }

    private void Drop(IEnumerable<string> gone)
    {
        foreach (var path in gone)
        {
            _copies.Remove(path);
            File.Delete(PathOf(path));
            if (Path.GetDirectoryName(PathOf(path)) is { } parent && path.Count(c => c == '/') > 1 && Directory.Exists(parent)
                && !Directory.EnumerateFileSystemEntries(parent).Any())
            {
                Directory.Delete(parent);
            }
        }
    }

    private IEnumerable<string> Here(string prefix)
    {
        var top = PathOf(prefix);
        if (File.Exists(top))
        {
            return [prefix];
        }

        return !Directory.Exists(top) ? [] : Directory.EnumerateFiles(top, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
            .Select(file => Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(path => !path.EndsWith(".tmp", StringComparison.Ordinal) && !path.Contains("/incoming-", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);
    }

    private string PathOf(string path) => Path.Join(folder, path);

    private async Task InTurnAsync(string path, Func<Task> work, CancellationToken cancellation)
    {
        var turn = _turns[(uint)path.GetHashCode(StringComparison.Ordinal) % _turns.Length];
        await turn.WaitAsync(cancellation);
        try
        {
            await work();
        }
        finally
        {
            turn.Release();
        }
    }
}
