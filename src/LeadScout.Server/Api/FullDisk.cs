using Microsoft.Data.Sqlite;

namespace LeadScout.Server.Api;

/// <summary>A disk that has no room.</summary>
internal static class FullDisk
{
    private const int SqliteFull = 13;
    private const int NoSpaceOnLinux = 28;
    private const int FullOnWindows = unchecked((int)0x80070070);

    /// <summary>Whether that is why something failed.</summary>
    public static bool IsBehind(Exception? cause) => cause switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        IOException io => io.HResult is NoSpaceOnLinux or FullOnWindows,
        _ => false,
    };
}
