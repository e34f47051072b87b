namespace LeadScout.Cli.Jobs;

/// <summary>
/// A temporary folder of the user's own for what comes and goes through standard streams. It is removed when the command ends, also by a
/// signal; that of a command that was killed is removed by the next one, which knows it by its lock, that nobody holds any more.
/// Thread-safe.
/// </summary>
internal sealed class SpoolFolder : IDisposable
{
    private const string Prefix = "leadscout-spool-";
    private const string LockName = "lock";

    // What is younger may be a folder whose owner is just about to lock it.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly FileStream _lock;
    private int _isRemoved;

    private SpoolFolder(string path, FileStream held)
    {
        (Path, _lock) = (path, held);
        AppDomain.CurrentDomain.ProcessExit += OnExit; // also when a second Ctrl-C ends the process at once
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Makes one, and removes those that nobody owns any more.</summary>
    public static SpoolFolder Create()
    {
        var path = Directory.CreateTempSubdirectory(Prefix).FullName;
        var folder = new SpoolFolder(
            path, new FileStream(System.IO.Path.Join(path, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None));
        folder.RemoveAbandoned();
        return folder;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Remove();
    }

    private void OnExit(object? sender, EventArgs e) => Remove();

    private void Remove()
    {
        if (Interlocked.Exchange(ref _isRemoved, 1) != 0)
        {
            return;
        }

        _lock.Dispose();
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Somebody has cleared the temporary files.
        }
    }

    private void RemoveAbandoned()
    {
        // Where locks are not kept, as on some network disks, nobody can tell whose a folder is.
        if (IsFree(_lock.Name) || System.IO.Path.GetDirectoryName(Path) is not { } all)
        {
            return;
        }

        var now = File.GetLastWriteTimeUtc(_lock.Name);
        foreach (
            var other in new DirectoryInfo(all).EnumerateDirectories(Prefix + "*").Where(other => other.LinkTarget is null && other.FullName != Path))
        {
            var held = System.IO.Path.Join(other.FullName, LockName);
            if (File.Exists(held) && now - File.GetLastWriteTimeUtc(held) > Grace && IsFree(held))
            {
                Clear(other);
            }
        }
    }

    private static bool IsFree(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // held, or somebody else's
        }
    }

    private static void Clear(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another command is removing it, too; whatever is left, the next one finds.
        }
    }
}
