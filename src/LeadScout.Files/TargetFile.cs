using LeadScout.Files.Disk;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Files;

/// <summary>
/// A file that appears whole or not at all: written under a temporary name beside the target, flushed to disk, read back, then renamed
/// over it. The
/// temporary name is always the same, so that what a crash leaves behind is cleared away by the next run. A target that is a link is
/// followed: the link
/// stays, and the file that it leads to is replaced. Not thread-safe.
/// </summary>
internal sealed class TargetFile : IDisposable
{
    private const string TemporaryEnding = ".leadscout.tmp";
    private const int BufferSize = 64 * 1024;

    private readonly string _named;
    private readonly string _target;
    private readonly string _temporary;
    private readonly string? _like;
    private readonly FileStream _file;
    private readonly VerifiedStream _verified;
    private readonly BufferedStream _buffered;
    private bool _complete;

    /// <param name="target">The final path.</param>
    /// <param name="like">The file whose mode a new target takes: what it is made from. Null for the owner alone.</param>
    /// <param name="packing">How the content is packed; null for not at all.</param>
    /// <exception cref="BadInputException">It can't be written.</exception>
    public TargetFile(string target, string? like = null, Packing? packing = null)
    {
        (_named, _like) = (target, like);
        try
        {
            _target = RealPath.Of(target);
            _temporary = _target + TemporaryEnding;
            RefuseOtherThanFile(_named, _target);
            _file = Begin(_temporary);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"The output '{target}' can't be written: {e.Message} Say another place with {Setting.Output}.", e);
        }

        _verified = new VerifiedStream(_file, Unwritten);
        _buffered = new BufferedStream(_verified, BufferSize);
        Stream = (packing ?? Packing.None).Packed(_buffered);
    }

    /// <summary>What is to be the file's content. Throws <see cref="BadInputException"/> when the disk does not take it.</summary>
    public Stream Stream { get; }

    /// <summary>Where the content of a target lies until it is complete.</summary>
    public static string TemporaryOf(string target) => RealPath.Of(target) + TemporaryEnding;

    /// <summary>Checks that a target can be written, and leaves nothing behind.</summary>
    /// <exception cref="BadInputException">It can't; the message says why and what to do.</exception>
    public static void Check(string target, string input)
    {
        var claims = new FileClaims();
        claims.Reads(input, "input", "the list");
        claims.WritesResult(target);
        var full = Path.GetFullPath(target);
        if (Directory.Exists(full))
        {
            throw new BadInputException(
                $"The output '{target}' is a directory. Say a file with {Setting.Output}, for instance '{Path.Join(target, LeadFiles.DefaultOutput(Path.GetFileName(input)))}'.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(full)))
        {
            throw new BadInputException(
                $"The output's directory '{Path.GetDirectoryName(full)}' does not exist. Make it, or say another place with {Setting.Output}.");
        }

        if (!target.EndsWith(LeadFiles.EndingOf(input), StringComparison.OrdinalIgnoreCase))
        {
            throw new BadInputException(
                $"The output '{target}' must end in '{LeadFiles.EndingOf(input)}' like the input: the result keeps the list's format. Say another name with {Setting.Output}.");
        }

        using var trial = new TargetFile(target, input);
    }

    /// <summary>Puts everything on disk under the final name. On return it is there, whole: it was read back from the disk.</summary>
    /// <exception cref="BadInputException">The disk did not take it; what was there before is untouched.</exception>
    public void Complete()
    {
        try
        {
            if (Stream != _buffered)
            {
                Stream.Dispose(); // writes the end of what is packed
            }

            _buffered.Flush();
            TargetMode.Apply(_file, FileFacts.Of(_target), _like);
            Durable.Sync(_file);
            _verified.Verify();
            var written = NativeFile.Find(_file.SafeFileHandle)?.Identity;
            _buffered.Dispose();
            _file.Dispose();
            Rename();
            _complete = true;
            Durable.SyncFolder(Path.GetDirectoryName(_target)!);
            if (FileIdentity.Of(_target) != written)
            {
                throw new IOException("Another file was put in its place meanwhile.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritten(e);
        }
    }

    private BadInputException Unwritten(Exception cause) => new(
        $"The output '{_named}' could not be written to the disk: {cause.Message.TrimEnd('.')}. {(_complete ? "Don't rely on it." : "What was there before is untouched.")} "
        + $"Make room or mend the disk and run the same command again, or say another place with {Setting.Output}.",
        cause);

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        if (!_complete)
        {
            File.Delete(_temporary);
        }
    }

    private static void RefuseOtherThanFile(string named, string target)
    {
        if (FileFacts.Of(target)?.Kind == FileKind.Other || FileFacts.Of(named) is { Kind: FileKind.Other })
        {
            throw new BadInputException(
                $"The output '{named}' is a device or a pipe, which can't be written whole or not at all. Say a file with {Setting.Output}, and send that on when it is done.");
        }
    }

    /// <summary>
    /// Never through what lies under the temporary name already: it might be a link to somebody's file, or have another name.
    /// </summary>
    private static FileStream Begin(string temporary)
    {
        if (new FileInfo(temporary) is { LinkTarget: null, Exists: true })
        {
            // Fails while another run writes to it.
            using var left = new FileStream(temporary, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }

        File.Delete(temporary);
        var options =
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(temporary, options);
    }

    private void Rename()
    {
        if (OperatingSystem.IsWindows() && File.Exists(_target))
        {
            File.Replace(_temporary, _target, null); // keeps who may read it
        }
        else
        {
            File.Move(_temporary, _target, overwrite: true);
        }
    }
}
