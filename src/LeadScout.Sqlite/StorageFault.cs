using LeadScout.Messages;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace LeadScout.Sqlite;

/// <summary>SQLite's errors that the user can do something about, in words.</summary>
internal static class StorageFault
{
    /// <summary>What happened and what to do, or null when the error is the program's own.</summary>
    public static UserMessage? Explain(string path, SqliteException e) => e.SqliteErrorCode switch
    {
        SQLITE_NOTADB => UserMessage.Of(
            $"{path} is not an SQLite database. It was left as it is. Use {Setting.Store} with another file."),
        SQLITE_CORRUPT => UserMessage.Of(
            $"{path} is damaged ({e.Message}). See what is wrong, and save what can be read: {UserAction.ExamineStore.On(path)}. "
            + $"Or restore it from a backup, or use {Setting.Store} with another file."),
        SQLITE_CANTOPEN or SQLITE_PERM or SQLITE_READONLY or SQLITE_AUTH => UserMessage.Of(
            $"May not open or write {path} or beside it ({e.Message}). Change the permissions, or use {Setting.Store} with another file."),
        SQLITE_FULL or SQLITE_IOERR when e.SqliteErrorCode == SQLITE_FULL || e.SqliteExtendedErrorCode == SQLITE_IOERR_SHMSIZE =>
            $"The disk of {path} is full: what was committed is safe. Free some space and run the same command again.",
        SQLITE_IOERR =>
            $"The disk of {path} failed ({e.Message}): what was committed before is safe. Mend the disk and run the same command again.",
        SQLITE_BUSY or SQLITE_LOCKED => UserMessage.Of(
            $"{path} is held by another program. Close it there, or use {Setting.Store} with another file."),
        _ => null,
    };
}
