using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LeadScout.Files.Disk;

/// <summary>
/// What the systems say of files beyond .NET: numbers, owners, flushing. Layouts are those of statx(2) on every Linux and of stat(2) on
/// 64-bit macOS.
/// </summary>
internal static class NativeFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int HandleItself = 0x1000; // AT_EMPTY_PATH
    private const uint Basics = 0x7ff; // STATX_BASIC_STATS
    private const int DontNeed = 4; // POSIX_FADV_DONTNEED
    private const int FileIdInfo = 18;
    private const uint BackupSemantics = 0x02000000; // opens folders, too

    /// <summary>What is at a path, links followed; null when nothing can be seen there.</summary>
    public static FileFacts? Find(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            return StatX(CurrentFolder, path, 0, Basics, out var linux) == 0 ? linux.ToFacts() : null;
        }

        if (OperatingSystem.IsMacOS())
        {
            return (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? StatX64(path, out var mac) : Stat(path, out mac)) == 0
                ? mac.ToFacts()
                : null;
        }

        using var handle = CreateFile(path, 0, FileShare.ReadWrite | FileShare.Delete, 0, FileMode.Open, BackupSemantics, 0);
        return handle.IsInvalid ? null : Find(handle);
    }

    /// <summary>What an open file is; null when the system can't say.</summary>
    public static FileFacts? Find(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            return StatX((int)file.DangerousGetHandle(), "", HandleItself, Basics, out var linux) == 0 ? linux.ToFacts() : null;
        }

        if (OperatingSystem.IsMacOS())
        {
            return (RuntimeInformation.ProcessArchitecture == Architecture.X64 ? FStatX64(file, out var mac) : FStat(file, out mac)) == 0
                ? mac.ToFacts()
                : null;
        }

        return GetFileInformationByHandleEx(file, FileIdInfo, out var windows, Marshal.SizeOf<WindowsId>())
            ? new FileFacts(new FileIdentity(windows.Volume, new UInt128(windows.High, windows.Low)), FileKind.Regular)
            : null;
    }

    /// <summary>fsync(2) of an open file or folder; false with an error code, as <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    public static bool Sync(SafeFileHandle file) => FSync(file) == 0;

    /// <summary>A folder, opened so that it can be flushed; invalid when it can't be.</summary>
    public static SafeFileHandle OpenFolder(string path) => new(Open(path, 0), ownsHandle: true);

    /// <summary>Asks Linux to forget its copy of the file in memory: what is read next comes from the disk.</summary>
    public static void DropCache(SafeFileHandle file)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(file, 0, 0, DontNeed);
        }
    }

    /// <summary>Gives a file to an owner and a group; false when that is not permitted.</summary>
    public static bool Give(SafeFileHandle file, uint owner, uint group) => FChown(file, owner, group) == 0;

    /// <summary>
    /// What the process withholds from files that it makes. Other threads that make a file meanwhile make it for its owner alone.
    /// </summary>
    public static UnixFileMode Withheld()
    {
        const uint OwnerAlone = 63; // 077
        var mask = UMask(OwnerAlone);
        _ = UMask(mask);
        return (UnixFileMode)mask;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out LinuxStat result);

    [DllImport("libc", EntryPoint = "stat", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out MacStat result);

    [DllImport("libc", EntryPoint = "stat$INODE64", BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int StatX64([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out MacStat result);

    [DllImport("libc", EntryPoint = "fstat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStat(SafeFileHandle file, out MacStat result);

    [DllImport("libc", EntryPoint = "fstat$INODE64")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FStatX64(SafeFileHandle file, out MacStat result);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FSync(SafeFileHandle file);

    [DllImport("libc", EntryPoint = "open", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "posix_fadvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(SafeFileHandle file, nint offset, nint length, int advice);

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int FChown(SafeFileHandle file, uint owner, uint group);

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint UMask(uint mask);

    [DllImport("kernel32.dll", EntryPoint = "CreateFileW", CharSet = CharSet.Unicode, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeFileHandle CreateFile(
        string path, uint access, FileShare share, nint security, FileMode mode, uint flags, nint template);

    [DllImport("kernel32.dll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetFileInformationByHandleEx(SafeFileHandle file, int kind, out WindowsId result, int size);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct LinuxStat
    {
        [FieldOffset(20)] private readonly uint _owner;
        [FieldOffset(24)] private readonly uint _group;
        [FieldOffset(28)] private readonly ushort _mode;
        [FieldOffset(32)] private readonly ulong _number;
        [FieldOffset(136)] private readonly uint _major;
        [FieldOffset(140)] private readonly uint _minor;

        public FileFacts ToFacts() =>
            new(
                new FileIdentity(((ulong)_major << 32) | _minor, _number),
                FileFacts.KindOf(_mode))
            { Mode = FileFacts.ModeOf(_mode), Owner = _owner, Group = _group };
    }

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct MacStat
    {
        [FieldOffset(0)] private readonly int _volume;
        [FieldOffset(4)] private readonly ushort _mode;
        [FieldOffset(8)] private readonly ulong _number;
        [FieldOffset(16)] private readonly uint _owner;
        [FieldOffset(20)] private readonly uint _group;

        public FileFacts ToFacts() =>
            new(
                new FileIdentity((ulong)_volume, _number),
                FileFacts.KindOf(_mode))
            { Mode = FileFacts.ModeOf(_mode), Owner = _owner, Group = _group };
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct WindowsId
    {
        public readonly ulong Volume;
        public readonly ulong Low;
        public readonly ulong High;
    }
}
