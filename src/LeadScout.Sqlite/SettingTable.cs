using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The table of the database's standing settings.</summary>
internal static class SettingTable
{
    public static string? Find(SqliteConnection connection, string name) =>
        (string?)connection.Value("SELECT value FROM setting WHERE name = @name", ("@name", name));

    /// <summary>Sets it; null takes it away.</summary>
    public static int Set(SqliteConnection connection, string name, string? value) => value is null
        ? connection.Run("DELETE FROM setting WHERE name = @name", ("@name", name))
        : connection.Run("INSERT OR REPLACE INTO setting (name, value) VALUES (@name, @value)", ("@name", name), ("@value", value));
}
