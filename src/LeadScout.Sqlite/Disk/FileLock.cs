using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LeadScout.Sqlite.Disk;

/// <summary>
/// An exclusive lock on an open file itself, far behind its content and behind the bytes that SQLite locks. It belongs to the handle, not
/// to the process
/// (F_OFD_SETLK): SQLite's own locks, which the system drops with any handle that the process closes, stay what they are. It ends with
/// the process.
/// Its length is the holder's process id, which is how others come to know it.
/// </summary>
internal static class FileLock
{
    private const long First = 1L << 62;
    private const int AgainLinux = 11;
    private const int AgainMac = 35;
    private const int AccessDenied = 13;
    private const int LockViolation = 33;

    private static bool IsMac => OperatingSystem.IsMacOS();

    /// <summary>Takes the lock; false when another handle has it.</summary>
    /// <exception cref="IOException">The file system has no locks, or can't give any.</exception>
    public static bool Take(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            return LockFile(file, 0, (uint)(First >> 32), 1, 0)
                || (Marshal.GetLastPInvokeError() == LockViolation ? false : throw Failure());
        }

        var wanted = new Range(isWrite: true, First, Environment.ProcessId);
        return Call(file, isSet: true, ref wanted) == 0
            || (Marshal.GetLastPInvokeError() is AgainLinux or AgainMac or AccessDenied ? false : throw Failure());
    }

    /// <summary>Gives it back.</summary>
    public static void Release(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = UnlockFile(file, 0, (uint)(First >> 32), 1, 0);
            return;
        }

        var all = new Range(isWrite: false, First, Environment.ProcessId);
        _ = Call(file, isSet: true, ref all);
    }

    /// <summary>Who else has the lock: its process id, 0 where it is not known; null when nobody has.</summary>
    public static int? Holder(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!LockFile(file, 0, (uint)(First >> 32), 1, 0))
            {
                return 0;
            }

            _ = UnlockFile(file, 0, (uint)(First >> 32), 1, 0);
            return null;
        }

        var asked = new Range(isWrite: true, First, 1);
        return Call(file, isSet: false, ref asked) == 0 && asked.IsLocked ? (int)Math.Min(int.MaxValue, asked.Length) : null;
    }

    private static IOException Failure() =>
        new($"Its file system gives no lock that keeps a second LeadScout away ({new Win32Exception(Marshal.GetLastPInvokeError()).Message}).");

    private static int Call(SafeFileHandle file, bool isSet, ref Range range)
    {
        if (!IsMac)
        {
            return Control(file, isSet ? 37 : 36, ref range.Linux);
        }

        var command = isSet ? 90 : 92;
        return RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ControlArm(file, command, 0, 0, 0, 0, 0, 0, ref range.Mac)
            : ControlMac(file, command, ref range.Mac);
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(SafeFileHandle file, int command, ref LinuxLock range);

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ControlMac(SafeFileHandle file, int command, ref MacLock range);

    // On Apple's chips what "..." stands for goes over the stack: the registers before it are filled.
    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ControlArm(
        SafeFileHandle file, int command, nint a, nint b, nint c, nint d, nint e, nint f, ref MacLock range);

    [DllImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool LockFile(SafeFileHandle file, uint offsetLow, uint offsetHigh, uint lengthLow, uint lengthHigh);

    [DllImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool UnlockFile(SafeFileHandle file, uint offsetLow, uint offsetHigh, uint lengthLow, uint lengthHigh);

    /// <summary>struct flock as either system lays it out.</summary>
    private struct Range(bool isWrite, long start, long length)
    {
        public LinuxLock Linux = new() { Type = isWrite ? (short)1 : (short)2, Start = start, Length = length };

        public MacLock Mac = new() { Type = isWrite ? (short)3 : (short)2, Start = start, Length = length };

        public readonly bool IsLocked => IsMac ? Mac.Type != 2 : Linux.Type != 2;

        public readonly long Length => IsMac ? Mac.Length : Linux.Length;
    }

    [StructLayout(LayoutKind.Explicit, Size = 32)]
    private struct LinuxLock
    {
        [FieldOffset(0)] public short Type;
        [FieldOffset(8)] public long Start;
        [FieldOffset(16)] public long Length;
    }

    [StructLayout(LayoutKind.Explicit, Size = 24)]
    private struct MacLock
    {
        [FieldOffset(0)] public long Start;
        [FieldOffset(8)] public long Length;
        [FieldOffset(20)] public short Type;
    }
}
