namespace LeadScout.Files.Disk;

/// <summary>A file for its owner alone that is gone when it is closed, and with the process at the latest.</summary>
internal static class TemporaryFile
{
    /// <summary>Opens one to write and to read, unbuffered.</summary>
    public static FileStream Create()
    {
        var path = Path.Join(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
            BufferSize = 0,
        };
        if (OperatingSystem.IsWindows())
        {
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path); // from now on it is open and has no name: it can't outlive the process
        return file;
    }
}
