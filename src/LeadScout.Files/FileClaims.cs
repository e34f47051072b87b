using System.Text;
using LeadScout.Files.Disk;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Files;

/// <summary>
/// Which files a command uses as what. Two uses of one file, one of them writing, are refused, whatever the names that lead there: links,
/// other
/// spellings, mounts, handles, names that are not there yet. Not thread-safe.
/// </summary>
public sealed class FileClaims
{
    /// <summary>What SQLite keeps beside a database while it is in use.</summary>
    private static readonly string[] BesideDatabase = ["-wal", "-shm", "-journal"];

    private readonly List<Claim> _claims = [];

    /// <summary>Claims also what the process's own output streams were sent to, where those are files.</summary>
    public static FileClaims WithStreams()
    {
        var claims = new FileClaims();
        if (!OperatingSystem.IsWindows())
        {
            claims.AddStream(1, "standard output");
            claims.AddStream(2, "standard error");
        }

        return claims;
    }

    /// <summary>A file that is read.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="role">What it is to the command, as in "input".</param>
    /// <param name="naming">What the user names it with.</param>
    /// <exception cref="BadInputException">The command would overwrite it.</exception>
    public void Reads(string path, string role, UserMessage naming) => Add(new Claim(path, role, naming, Writes: false));

    /// <summary>A file that is written.</summary>
    /// <inheritdoc cref="Reads"/>
    /// <exception cref="BadInputException">The command uses it for something else as well.</exception>
    public void Writes(string path, string role, UserMessage naming) => Add(new Claim(path, role, naming, Writes: true));

    /// <summary>A result, and the temporary file that it is written to first.</summary>
    /// <exception cref="BadInputException">The command uses one of them for something else as well.</exception>
    public void WritesResult(string path)
    {
        Writes(path, "output", Setting.Output);
        Writes(TargetFile.TemporaryOf(path), "output's temporary file", Setting.Output);
    }

    /// <summary>A database, and what SQLite keeps beside it.</summary>
    /// <exception cref="BadInputException">The command uses one of them for something else as well.</exception>
    public void WritesDatabase(string path)
    {
        if (StoreAddress.IsShared(path))
        {
            return; // a server's, none of these files
        }

        Writes(path, "database", Setting.Store);
        var real = PathOf(path, "database", Setting.Store);
        foreach (var ending in BesideDatabase)
        {
            Writes(real + ending, "database's journal", Setting.Store);
        }
    }

    private static string PathOf(string path, string role, UserMessage naming)
    {
        try
        {
            return RealPath.Of(path);
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new BadInputException($"The {role} '{path}' can't be a file's name. Say another one with {naming}.", e);
        }
    }

    private void AddStream(int number, string role)
    {
        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(number, ownsHandle: false);
        if (NativeFile.Find(handle) is { Kind: FileKind.Regular, Identity: var identity })
        {
            _claims.Add(new Claim("", role, "a redirection", Writes: true) { Identity = identity, Role = role });
        }
    }

    private void Add(Claim claim)
    {
        var real = PathOf(claim.Path, claim.Role, claim.Naming);
        claim = claim with { Real = real, Identity = FileIdentity.Of(claim.Path) ?? FileIdentity.Of(real) };
        foreach (var other in _claims)
        {
            if ((claim.Writes || other.Writes) && AreOne(claim, other))
            {
                throw Refusal(claim, other);
            }
        }

        _claims.Add(claim);
    }

    private static BadInputException Refusal(Claim claim, Claim other)
    {
        // What can be named otherwise is named first: a stream is sent elsewhere, a file gets another name.
        var (writer, victim) = other.Writes && (!claim.Writes || other.IsStream) ? (other, claim) : (claim, other);
        return writer.IsStream ? new BadInputException(
            "file-used-twice",
            $"The {writer.Role} goes to '{victim.Path}', the {victim.Role} of the same command, which is never overwritten. Send it elsewhere.") : new BadInputException(
            "file-used-twice",
            $"The {writer.Role} '{writer.Path}' is the {victim.Role} itself, which is never overwritten. Say another name with {writer.Naming}."
                + $"{(writer.Path == victim.Path || victim.IsStream ? "" : $" ('{victim.Path}' and '{writer.Path}' are one file.)")}");
    }

    private static bool AreOne(Claim one, Claim two)
    {
        if (one.Identity is not null || two.Identity is not null)
        {
            return one.Identity == two.Identity;
        }

        return one.Real == two.Real || (FoldersAreOne(one.Real, two.Real) && NamesAreOne(one.Real, two.Real));
    }

    private static bool FoldersAreOne(string one, string two) =>
        FileIdentity.Of(Path.GetDirectoryName(one) ?? one) is { } folder && folder == FileIdentity.Of(Path.GetDirectoryName(two) ?? two);

    /// <summary>
    /// Whether two names that are not there yet would be one. What a file system takes for the same (case, accents put together, a dot at
    /// the end) only it
    /// knows, so that it is asked where they are alike: one is made, looked for under the other name, and taken away.
    /// </summary>
    private static bool NamesAreOne(string one, string two)
    {
        if (Path.GetFileName(one) == Path.GetFileName(two))
        {
            return true;
        }

        if (Folded(one) != Folded(two))
        {
            return false;
        }

        try
        {
            using (new FileStream(one, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
                var isOne = FileIdentity.Of(one) == FileIdentity.Of(two);
                File.Delete(one);
                return isOne;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // whoever is to write there will say why that is not possible
        }
    }

    private static string Folded(string path) =>
        Path.GetFileName(path).Normalize(NormalizationForm.FormKC).ToLowerInvariant().TrimEnd('.', ' ');

    private sealed record Claim(string Path, string Role, UserMessage Naming, bool Writes)
    {
        public string Real { get; init; } = "";

        public FileIdentity? Identity { get; init; }

        public bool IsStream => Path.Length == 0 && Identity is not null;
    }
}
