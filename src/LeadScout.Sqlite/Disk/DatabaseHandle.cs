using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LeadScout.Sqlite.Disk;

/// <summary>
/// Opens a database's file without a lock of .NET's own, which on some network file systems would stand against SQLite's.
/// </summary>
internal static class DatabaseHandle
{
    /// <exception cref="IOException">It can't be opened.</exception>
    public static SafeFileHandle Open(string path, bool toWrite)
    {
        if (OperatingSystem.IsWindows())
        {
            return File.OpenHandle(
                path, FileMode.Open, toWrite ? FileAccess.ReadWrite : FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }

        const int ReadWrite = 2;
        var closeOnExecute = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;
        var handle = new SafeFileHandle(Open(path, closeOnExecute | (toWrite ? ReadWrite : 0)), ownsHandle: true);
        return handle.IsInvalid ? throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message + ".") : handle;
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}
