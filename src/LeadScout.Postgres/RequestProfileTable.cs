using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>The table of how teachers' servers want to be asked.</summary>
internal static class RequestProfileTable
{
    public static async Task<string?> FindAsync(NpgsqlConnection connection, string teacher, string url) => (string?)await connection
        .ValueAsync("SELECT profile FROM teacher_profile WHERE teacher = @teacher AND url = @url", ("teacher", teacher), ("url", url))
        .ConfigureAwait(false);

    /// <summary>Keeps a profile; null takes it away.</summary>
    public static Task<int> KeepAsync(NpgsqlConnection connection, string teacher, string url, string? profile, DateTimeOffset at) =>
        profile is null
            ? connection.RunAsync("DELETE FROM teacher_profile WHERE teacher = @teacher AND url = @url", ("teacher", teacher), ("url", url))
            : connection.RunAsync(
                """
                INSERT INTO teacher_profile (teacher, url, profile, at) VALUES (@teacher, @url, @profile, @at)
                ON CONFLICT (teacher, url) DO UPDATE SET profile = excluded.profile, at = excluded.at
                """,
                ("teacher", teacher),
                ("url", url),
                ("profile", profile),
                ("at", StoredValue.Of(at)));
}
