using System.Text;
using LeadScout.Files.Disk;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Server.Workspaces;

/// <summary>The folder of a server's own files, closed to other users of the machine: lists hold personal data.</summary>
internal static class DataFolder
{
    /// <summary>Where the keys lie that sign the dashboard's cookies.</summary>
    public const string CookieKeys = "cookie-keys";

    /// <summary>Makes the folder if it is missing; its full path.</summary>
    /// <exception cref="BadInputException">It can't be made.</exception>
    public static string Make(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            var folder = MakeClosed(full).FullName;
            MakeClosed(Path.Join(folder, CookieKeys)); // a folder that is there may not be one to write in
            KeepNames(folder, Path.GetDirectoryName(folder) ?? folder);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The data folder '{path}' can't be made: {e.Message} Name another one with {Setting.DataFolder}.", e);
        }
    }

    /// <summary>Refuses a database where lists, results and questions come and go: deleting a job would delete it.</summary>
    /// <exception cref="BadInputException">It lies there.</exception>
    public static void RefuseInside(string folder, string database)
    {
        var inside = Path.GetRelativePath(folder, database).Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        if (inside[0] is "lists" or "results" or "questions" or "sample" or "webhooks" or CookieKeys)
        {
            throw new BadInputException(
                $"The database '{database}' would lie where the {inside[0]} of the data folder come and go. Name another place with {Setting.Store}.");
        }
    }

    /// <summary>
    /// Makes a folder, for its owner alone, inside one that there is: the data folder itself may be one that was there before, and open.
    /// </summary>
    public static DirectoryInfo MakeClosed(string path) =>
        OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    /// <summary>Opens a file in it anew, for its owner alone from the first byte on.</summary>
    /// <exception cref="IOException">With <paramref name="mode"/> saying so, where there is one already.</exception>
    public static FileStream OpenClosed(string path, FileMode mode)
    {
        var options =
            new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    /// <summary>Writes a file in it, for its owner alone, and puts it on the disk; its name is there with <see cref="KeepNames"/>.</summary>
    public static async Task WriteClosedAsync(string path, string text, CancellationToken cancellation)
    {
        await using var file = OpenClosed(path, FileMode.Create);
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellation);
        Durable.Sync(file);
    }

    /// <summary>Puts the names of what lies in these folders on the disk: a file whose name is not there may be gone when the power fails, and one that was deleted be there again.</summary>
    public static void KeepNames(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
        {
            Durable.SyncFolder(folder);
        }
    }
}
