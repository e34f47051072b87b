using LeadScout.Jobs;

namespace LeadScout.Server.Workplaces;

/// <summary>The folder of a server's own files, closed to other users of the machine: lists hold personal data.</summary>
internal static class DataFolder
{
    /// <summary>Makes the folder if it is missing; its full path.</summary>
    /// <exception cref="BadInputException">It can't be made.</exception>
    public static string Make(string path)
    {
        var full = Path.GetFullPath(path);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(full);
            }
            else
            {
                Directory.CreateDirectory(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return full;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The data folder '{path}' can't be made: {e.Message} Name another one with --data.", e);
        }
    }
}
