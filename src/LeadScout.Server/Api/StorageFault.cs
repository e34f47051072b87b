using Microsoft.Data.Sqlite;

namespace LeadScout.Server.Api;

/// <summary>What a disk said no with.</summary>
internal static class StorageFault
{
    private const int SqliteFull = 13;
    private const int NoSpaceOnLinux = 28;
    private const int FullOnWindows = unchecked((int)0x80070070);

    /// <summary>Whether it is full.</summary>
    public static bool IsFull(Exception? cause) => cause switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteFull,
        IOException io => io.HResult is NoSpaceOnLinux or FullOnWindows,
        _ => false,
    };
}
