using LeadScout.Files.Disk;
using LeadScout.Files.Doors;
using LeadScout.Questions;

namespace LeadScout.Cli.Agents;

/// <summary>
/// The only folder that an agent may name files in. Links, <c>..</c> and absolute paths are followed to where they really lead, and what is
/// handed on is that place.
/// </summary>
internal sealed class AllowedFolder
{
    private readonly string _root;
    private readonly string _within; // what every path in it begins with

    /// <exception cref="BadInputException">There is no such folder.</exception>
    public AllowedFolder(string path)
    {
        _root = Directory.Exists(path)
            ? RealPath.Of(path)
            : throw new BadInputException($"There is no folder '{path}'. Name with --folder the one whose files agents may read, and write beside.");
        _within = Path.EndsInDirectorySeparator(_root) ? _root : _root + Path.DirectorySeparatorChar;
    }

    /// <summary>A file to read.</summary>
    /// <exception cref="BadInputException">It is not there, or not in the folder.</exception>
    public string Existing(string named)
    {
        var real = Inside(named);
        return File.Exists(real) ? real : throw new BadInputException($"There is no file '{named}' in the folder.");
    }

    /// <summary>A file to write; its folder has to be there.</summary>
    /// <param name="named">As the agent names it.</param>
    /// <param name="mayReplace">Whether a file that is there may be replaced.</param>
    /// <exception cref="BadInputException">It is not in the folder, or there is one already.</exception>
    public string ForWriting(string named, bool mayReplace)
    {
        var real = Inside(named);
        if (!Directory.Exists(Path.GetDirectoryName(real)))
        {
            throw new BadInputException($"'{named}' would lie in a folder that is not there.");
        }

        if (Directory.Exists(real) || (File.Exists(real) && !mayReplace))
        {
            throw new BadInputException(
                $"'{named}' is there already, and nothing is overwritten unasked. Say another 'output', or 'overwrite' if a person wants it replaced.");
        }

        return real;
    }

    /// <summary>Whether a place, as it really is, lies in the folder.</summary>
    public bool Holds(string path) => RealPath.Of(path).StartsWith(_within, Comparison);

    private static StringComparison Comparison => OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    private string Inside(string named)
    {
        if (LeadDoors.IsAddress(named))
        {
            throw new BadInputException($"'{named}' is no file. Only files of the folder can be named here.");
        }

        try
        {
            var real = RealPath.Of(Path.GetFullPath(named, _root));
            return real.StartsWith(_within, Comparison)
                ? real
                : throw new BadInputException($"'{named}' leads out of the folder that this session may use.");
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new BadInputException($"'{named}' can't be a file's name here.", e);
        }
    }
}
