using System.Text.RegularExpressions;

namespace LeadScout.Docs.Tests.Shell;

/// <summary>What stands in documents for something of the reader's own.</summary>
internal static class Placeholders
{
    /// <summary>A shared store's address, its name in the first group.</summary>
    public static Regex SharedStore { get; } = new(@"postgres://leads@db\.example/(\w+)", RegexOptions.CultureInvariant);

    /// <summary>A block with what was meant: the newest job for an id, the stand-in for a server on the reader's machine, this machine for one of several.</summary>
    public static string Filled(string block) => block
        .Replace("> 3f9a.", "> job.", StringComparison.Ordinal).Replace(" 3f9a.", " job.", StringComparison.Ordinal)
        .Replace("3f9a", "${JOB:-$(newest)}", StringComparison.Ordinal)
        .Replace(" ID", " ${JOB:-$(newest)}", StringComparison.Ordinal)
        .Replace(" --url http://10.0.0.5:5080 --node-address 10.0.0.5", "", StringComparison.Ordinal)
        .Replace("http://127.0.0.1:11434/v1", "$STAND_IN", StringComparison.Ordinal);
}
