using LeadScout.Jobs;

namespace LeadScout.Files;

/// <summary>
/// A file that appears whole or not at all: written under a temporary name beside the target, flushed to disk, then renamed over it. The temporary
/// name is always the same, so that what a crash leaves behind is overwritten by the next run. Not thread-safe.
/// </summary>
internal sealed class TargetFile : IDisposable
{
    private readonly string _target;
    private readonly string _temporary;
    private bool _complete;

    /// <param name="target">The final path.</param>
    /// <exception cref="BadInputException">It can't be written.</exception>
    public TargetFile(string target)
    {
        _target = target;
        _temporary = target + ".leadscout.tmp";
        try
        {
            Stream = new FileStream(_temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"The output '{target}' can't be written: {e.Message} Say another place with --out.", e);
        }
    }

    /// <summary>What is to be the file's content.</summary>
    public FileStream Stream { get; }

    /// <summary>Checks that a target can be written, and leaves nothing behind.</summary>
    /// <exception cref="BadInputException">It can't; the message says why and what to do.</exception>
    public static void Check(string target, string input)
    {
        var full = Path.GetFullPath(target);
        var ignoreCase = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (string.Equals(full, Path.GetFullPath(input), ignoreCase))
        {
            throw new BadInputException($"The output '{target}' is the input itself, which is never overwritten. Say another name with --out.");
        }

        if (Directory.Exists(full))
        {
            throw new BadInputException($"The output '{target}' is a directory. Say a file with --out, for instance '{Path.Join(target, LeadFiles.DefaultOutput(Path.GetFileName(input)))}'.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new BadInputException($"The output's directory '{Path.GetDirectoryName(full)}' does not exist. Make it, or say another place with --out.");
        }

        if (!string.Equals(Path.GetExtension(target), Path.GetExtension(input), StringComparison.OrdinalIgnoreCase))
        {
            throw new BadInputException(
                $"The output '{target}' must end in '{Path.GetExtension(input)}' like the input: the result keeps the list's format. Say another name with --out.");
        }

        using var trial = new TargetFile(full);
    }

    /// <summary>Puts everything on disk under the final name.</summary>
    public void Complete()
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporary, _target, overwrite: true);
        _complete = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_complete)
        {
            File.Delete(_temporary);
        }
    }
}
