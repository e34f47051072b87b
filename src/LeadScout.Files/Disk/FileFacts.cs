namespace LeadScout.Files.Disk;

/// <summary>A file's number on its volume: the same whatever name, link, mount or open handle leads to it.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Number">The file, on that volume: an inode, or Windows' file id.</param>
internal readonly record struct FileIdentity(ulong Volume, UInt128 Number)
{
    /// <summary>Of what is at a path, links followed; null when nothing can be seen there.</summary>
    public static FileIdentity? Of(string path) => FileFacts.Of(path)?.Identity;
}

/// <summary>What something in the file system is.</summary>
internal enum FileKind
{
    /// <summary>A device, a pipe, a socket.</summary>
    Other = 0,

    Regular,

    Folder,
}

/// <summary>What there is to know of a file without reading it.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Kind">What it is.</param>
internal sealed record FileFacts(FileIdentity Identity, FileKind Kind)
{
    /// <summary>Who may do what with it; nobody anything on Windows.</summary>
    public UnixFileMode Mode { get; init; }

    public uint Owner { get; init; }

    public uint Group { get; init; }

    /// <summary>Of what is at a path, links followed; null when nothing can be seen there.</summary>
    public static FileFacts? Of(string path) => NativeFile.Find(path);

    public static FileKind KindOf(ushort mode) =>
        (mode & 0xF000) switch { 0x8000 => FileKind.Regular, 0x4000 => FileKind.Folder, _ => FileKind.Other };

    public static UnixFileMode ModeOf(ushort mode) => (UnixFileMode)(mode & 0x1FF);
}
