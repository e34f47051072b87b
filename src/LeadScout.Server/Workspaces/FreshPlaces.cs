using LeadScout.Server.Hosting;
using LeadScout.Sqlite;

namespace LeadScout.Server.Workspaces;

/// <summary>
/// Where a start makes a database and folders that were not there. A server that was refused leaves nothing of them behind, unless somebody
/// else has put something there meanwhile. Not thread-safe.
/// </summary>
internal sealed class FreshPlaces : IDisposable
{
    private readonly string? _database;
    private readonly string[] _cookieKeys;
    private readonly string[] _folders;
    private bool _isKept;
    private bool _isOurs;

    /// <summary>What is not there before a start.</summary>
    public FreshPlaces(ServerOptions options)
    {
        string[] folders = [.. new[] { options.DataFolder, options.ListFolder }.OfType<string>().Select(Path.GetFullPath)];
        _cookieKeys = [.. folders.Select(folder => Path.Join(folder, DataFolder.CookieKeys)).Where(folder => !Directory.Exists(folder))];
        _database = options.SharedStore is null && Path.GetFullPath(options.Database) is var file && !File.Exists(file) ? file : null;
        _folders = [.. folders.Concat(_cookieKeys).SelectMany(Missing).Distinct().OrderByDescending(folder => folder.Length)];
    }

    /// <summary>The database is open, and this process's alone: until then it may have been made by another one.</summary>
    public void Opened() => _isOurs = true;

    /// <summary>The server has started: what it made stays.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Takes away what the start made, unless the server has started.</summary>
    public void Dispose()
    {
        if (_isKept)
        {
            return;
        }

        _isKept = true;
        if (_isOurs)
        {
            Try(() => _ = _database is null || SqliteStore.TryDelete(_database));
            Array.ForEach([.. _cookieKeys.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "key-*.xml"))], file => Try(() => File.Delete(file)));
        }

        Array.ForEach(_folders, folder => Try(() => Directory.Delete(folder))); // one with something in it stays
    }

    private static IEnumerable<string> Missing(string folder)
    {
        for (string? at = folder; at is not null && !Directory.Exists(at) && !File.Exists(at); at = Path.GetDirectoryName(at))
        {
            yield return at;
        }
    }

    private static void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Why the server was refused is what the user has to know.
        }
    }
}
