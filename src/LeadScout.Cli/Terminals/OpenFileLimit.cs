using System.Globalization;
using System.Runtime.InteropServices;

namespace LeadScout.Cli.Terminals;

/// <summary>
/// The system's limit on open files. The runtime keeps every library open and ends in the middle when it can't open one more, so that a
/// limit that is too
/// low is named before anything begins. The runtime has raised it already as far as the user may.
/// </summary>
internal static class OpenFileLimit
{
    private const ulong Needed = 256;
    private const ulong NeededToServe = 1024; // clients, too

    /// <summary>What to say when it is too low; null when it is not.</summary>
    public static string? Refusal(string[] args)
    {
        if (OperatingSystem.IsWindows() || GetLimit(OperatingSystem.IsMacOS() ? 8 : 7, out var limit) != 0)
        {
            return null;
        }

        var needed = args is ["serve", ..] ? NeededToServe : Needed;
        return limit.Now >= needed ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"At most {limit.Now} files may be open at once here, and LeadScout needs {needed}. Nothing was done. Raise the limit, as with: ulimit -n {needed}");
    }

    [DllImport("libc", EntryPoint = "getrlimit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetLimit(int resource, out Limit limit);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit
    {
        public readonly ulong Now;
        public readonly ulong Most;
    }
}
