using System.Buffers;
using LeadScout.Files;

namespace LeadScout.Server.Lists;

/// <summary>Names under which files may be kept.</summary>
internal static class ListName
{
    private const int Longest = 120;

    // What some system takes for a folder, a drive or a wildcard.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\:*?\"<>|");

    /// <summary>The name, if a file may be called so.</summary>
    /// <param name="name">The name.</param>
    /// <param name="isFormatNamed">Whether it is said apart from the name what the file is.</param>
    /// <exception cref="RefusedException">It has a path in it, or is no list's name.</exception>
    public static string Check(string name, bool isFormatNamed = false)
    {
        if (name.Length is 0 or > Longest || name[0] is '.' or ' ' || name.AsSpan().IndexOfAny(Forbidden) >= 0 || name.Any(char.IsControl)
            || name != name.Trim())
        {
            throw new RefusedException(
                "bad-file-name",
                400,
                $"A list can't be called so. Allowed: a file's name without a folder, 1 to {Longest} characters, not beginning with a dot.");
        }

        return isFormatNamed || LeadFiles.Endings.Contains(Path.GetExtension(name).ToLowerInvariant())
            ? name
            : throw new RefusedException("unknown-format", 415, $"The ending of '{name}' is not known. Allowed: {string.Join(", ", LeadFiles.Endings)}. Save the list as one of these, or say what it is with inputFormat.");
    }
}
