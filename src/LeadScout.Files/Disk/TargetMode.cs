namespace LeadScout.Files.Disk;

/// <summary>
/// Who may read a result: whoever could read the file that it replaces, else whoever may read what it is made from. Whom the process's
/// own mask lets
/// read nothing gets nothing of a new file.
/// </summary>
internal static class TargetMode
{
    private const UnixFileMode OfGroup = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute;
    private const UnixFileMode OfOthers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    private const UnixFileMode OwnersPart = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Sets mode and owner of a file that was made for its owner alone.</summary>
    /// <param name="file">The new file.</param>
    /// <param name="replaced">What it is about to replace, or null.</param>
    /// <param name="like">What it is made from, or null.</param>
    public static void Apply(FileStream file, FileFacts? replaced, string? like)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var mode = OwnersPart | (
            replaced is not null ? Given(file, replaced) : like is not null && FileFacts.Of(like) is { Kind: FileKind.Regular } model ? Masked(model.Mode) : 0);
        File.SetUnixFileMode(file.SafeFileHandle, mode);
    }

    /// <summary>
    /// The mode of what is replaced, and its owner as far as the system lets us. A group that can't be kept keeps no rights.
    /// </summary>
    private static UnixFileMode Given(FileStream file, FileFacts replaced)
    {
        const uint AsItIs = uint.MaxValue;
        var isGiven = NativeFile.Give(file.SafeFileHandle, replaced.Owner, replaced.Group)
            || NativeFile.Give(file.SafeFileHandle, AsItIs, replaced.Group);
        return isGiven || NativeFile.Find(file.SafeFileHandle)?.Group == replaced.Group ? replaced.Mode : replaced.Mode & ~OfGroup;
    }

    private static UnixFileMode Masked(UnixFileMode mode)
    {
        var withheld = NativeFile.Withheld();
        mode &= withheld.HasFlag(UnixFileMode.GroupRead) ? ~OfGroup : mode;
        return mode & (withheld.HasFlag(UnixFileMode.OtherRead) ? ~OfOthers : mode);
    }
}
