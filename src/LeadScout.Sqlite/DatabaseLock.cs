using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LeadScout.Jobs;
using Microsoft.Win32.SafeHandles;

namespace LeadScout.Sqlite;

/// <summary>
/// One writer to a database: an exclusive advisory lock on the file beside it, which holds the writer's process id as text.
/// The system drops the lock with the process, however it ends. The file stays: deleting it would let two writers lock two files.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _held;

    /// <exception cref="BadInputException">Another writer holds it.</exception>
    public DatabaseLock(string database)
    {
        string path = database + ".lock";
        try
        {
            // On Unix only None is exclusive, and other programs can read all the same; on Windows None would keep readers out.
            _held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None);
        }
        catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new BadInputException(
                $"{database} is in use by another leadscout ({Holder(path)}). Wait for it, or use --db with another file.", e);
        }

        _held.SetLength(0);
        _held.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        _held.Flush();
    }

    /// <summary>Whether a writer holds the lock of a database, by the system's word: a writer that was killed does not.</summary>
    public static bool IsHeld(string database)
    {
        string path = database + ".lock";
        if (!File.Exists(path) || new FileInfo(path).Length == 0)
        {
            return false; // whoever closes in order leaves it empty
        }

        try
        {
            using var free = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        if (_held.CanWrite)
        {
            _held.SetLength(0);
        }

        _held.Dispose();
    }

    private static string Holder(string path)
    {
        using var handle = OpenUnlocked(path);
        Span<byte> pid = stackalloc byte[20];
        string text = handle.IsInvalid ? "" : Encoding.ASCII.GetString(pid[..RandomAccess.Read(handle, pid, 0)]);
        return text.Length > 0 ? $"process {text}" : "its process is not known";
    }

    private static SafeFileHandle OpenUnlocked(string path) => OperatingSystem.IsWindows()
        ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)
        : new SafeFileHandle(OpenReadOnly(path, 0), ownsHandle: true);

    // .NET asks for a shared lock on whatever it opens, which the holder's lock denies: open(2) does not.
    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint OpenReadOnly([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
