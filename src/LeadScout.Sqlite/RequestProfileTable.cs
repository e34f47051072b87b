using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The table of how teachers' servers want to be asked.</summary>
internal static class RequestProfileTable
{
    public static string? Find(SqliteConnection connection, string teacher, string url) =>
        (string?)connection.Value(
            "SELECT profile FROM teacher_profile WHERE teacher = @teacher AND url = @url", ("@teacher", teacher), ("@url", url));

    /// <summary>Keeps a profile; null takes it away.</summary>
    public static int Keep(SqliteConnection connection, string teacher, string url, string? profile, DateTimeOffset at) => profile is null
        ? connection.Run("DELETE FROM teacher_profile WHERE teacher = @teacher AND url = @url", ("@teacher", teacher), ("@url", url))
        : connection.Run(
            "INSERT OR REPLACE INTO teacher_profile (teacher, url, profile, at) VALUES (@teacher, @url, @profile, @at)",
            ("@teacher", teacher),
            ("@url", url),
            ("@profile", profile),
            ("@at", StoredValue.Of(at)));
}
