using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LeadScout.Files.Disk;

/// <summary>
/// Puts on the disk what the system holds in memory, and says so when it can't: .NET's own flush passes over some failures.
/// </summary>
internal static class Durable
{
    // A file system may know no flushing of folders, or none at all; then there is nothing more to be had.
    private const int InvalidArgument = 22;

    /// <summary>Flushes an open file.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Sync(FileStream file)
    {
        file.Flush();
        if (!OperatingSystem.IsWindows() && !NativeFile.Sync(file.SafeFileHandle))
        {
            throw Failure();
        }

        if (!OperatingSystem.IsLinux())
        {
            file.Flush(flushToDisk: true); // macOS has a stronger one, Windows no other
        }
    }

    /// <summary>Gives a flushed file its name, which outlives a power cut; whatever had it before is replaced.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void Rename(string file, string name)
    {
        File.Move(file, name, overwrite: true);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(name))!);
    }

    /// <summary>Flushes a folder, so that a new name in it outlives a power cut, and one that was deleted does not come back.</summary>
    /// <exception cref="IOException">The disk did not take it.</exception>
    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // has no such thing, and needs none
        }

        using var folder = NativeFile.OpenFolder(path);
        if (!folder.IsInvalid && !NativeFile.Sync(folder) && Marshal.GetLastPInvokeError() != InvalidArgument)
        {
            throw Failure();
        }
    }

    private static IOException Failure() => new(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
}
