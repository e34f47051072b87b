namespace LeadScout.Files.Disk;

/// <summary>Where a path really leads, whether there is something or not.</summary>
internal static class RealPath
{
    private const int MostLinks = 40; // as on Linux

    /// <summary>
    /// The full path without a link in it: every link is followed, also one whose target is missing. What stands before <c>..</c> in the
    /// path itself is left out unread, as .NET does when it opens a path.
    /// </summary>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var done = Path.GetPathRoot(full)!;
        var left = new Stack<string>();
        Push(left, full[done.Length..]);
        for (var links = 0; left.TryPop(out var part);)
        {
            if (part == "..")
            {
                done = Path.GetDirectoryName(done) ?? done;
                continue;
            }

            var next = Path.Join(done, part);
            if (links >= MostLinks || new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }

            links++;
            var root = Path.GetPathRoot(target) ?? "";
            done = root.Length > 0 ? root : done;
            Push(left, target[root.Length..]);
        }

        return done;
    }

    private static void Push(Stack<string> left, string path)
    {
        foreach (
            var part in path.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar).Reverse().Where(part => part is not ("" or ".")))
        {
            left.Push(part);
        }
    }
}
