using System.Diagnostics;

namespace LeadScout.Nodes.Faults;

/// <summary>A disk that is small enough to be filled: memory, mounted as a folder, where this process may.</summary>
internal static class SmallDisk
{
    private const string FillerName = "filler";

    /// <summary>Mounts one, at a folder of its own that others may go through: the database's server is another user's.</summary>
    /// <returns>A folder in it; null where it can't be mounted.</returns>
    public static string? Mount()
    {
        var at = Directory.CreateTempSubdirectory("leadscout-disk-");
        if (Environment.IsPrivilegedProcess && Run("mount", "-t", "tmpfs", "-o", "size=256m,mode=755", "tmpfs", at.FullName) == 0)
        {
            return Directory.CreateDirectory(Path.Join(at.FullName, "pg")).FullName;
        }

        at.Delete();
        return null;
    }

    /// <summary>Takes it away with all that is on it.</summary>
    public static void Unmount(string folder)
    {
        var at = Path.GetDirectoryName(folder)!;
        _ = Run("umount", "-l", at);
        Directory.Delete(at);
    }

    /// <summary>Leaves no room on it.</summary>
    public static void Fill(string folder)
    {
        using var filler = new FileStream(Path.Join(folder, "..", FillerName), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var block = new byte[1 << 16];
        try
        {
            while (block.Length > 0)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // That is what was wanted.
        }
    }

    /// <summary>Makes room again.</summary>
    public static void Empty(string folder) => File.Delete(Path.Join(folder, "..", FillerName));

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
