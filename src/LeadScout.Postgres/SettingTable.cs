using Npgsql;

namespace LeadScout.Postgres;

/// <summary>The table of the database's standing settings.</summary>
internal static class SettingTable
{
    public static async Task<string?> FindAsync(NpgsqlConnection connection, string name) =>
        (string?)await connection.ValueAsync("SELECT value FROM setting WHERE name = @name", ("name", name)).ConfigureAwait(false);

    /// <summary>Sets it; null takes it away.</summary>
    public static Task<int> SetAsync(NpgsqlConnection connection, string name, string? value) => value is null
        ? connection.RunAsync("DELETE FROM setting WHERE name = @name", ("name", name))
        : connection.RunAsync(
            "INSERT INTO setting (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            ("name", name),
            ("value", value));
}
