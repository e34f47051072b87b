namespace LeadScout.Fuzz.Targets;

/// <summary>
/// The folder in which readers of files find theirs. One for the process and thread, emptied by whoever uses it next; where memory can be a
/// folder it is.
/// </summary>
internal static class Scratch
{
    [ThreadStatic]
    private static string? _folder;

    private static string Folder => _folder ??= Directory.CreateDirectory(
        Path.Join(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"leadscout-fuzz-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}")).FullName;

    /// <summary>A file's path, whether or not it is there.</summary>
    public static string At(string name) => Path.Join(Folder, name);

    /// <summary>Puts bytes into a file.</summary>
    public static string Put(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    /// <summary>Removes the folder of this thread.</summary>
    public static void Delete()
    {
        if (_folder is { } folder)
        {
            Directory.Delete(folder, recursive: true);
            _folder = null;
        }
    }
}
