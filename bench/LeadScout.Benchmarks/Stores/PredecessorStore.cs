using Microsoft.Data.Sqlite;

namespace LeadScout.Benchmarks.Stores;

/// <summary>
/// How LeadScout for Python kept and found answers: one table with indexes on the name and its sound codes, a connection for every lookup
/// and every store, the sound class asked only where the name itself is not known. Every exact hit also writes when the name was last used.
/// Re-enacted with the same driver as our own store, and with SQLite's defaults, as there.
/// </summary>
internal sealed class PredecessorStore
{
    private readonly string _connectionString;

    public PredecessorStore(string path)
    {
        _connectionString = $"Data Source={path};Pooling=False";
        Execute(
            """
            CREATE TABLE llm_classifications (
                id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, normalized_name TEXT NOT NULL, ethnicity TEXT NOT NULL, confidence REAL NOT NULL,
                llm_provider TEXT NOT NULL, processing_time_ms REAL, cost_usd REAL, phonetic_codes TEXT, linguistic_patterns TEXT,
                structural_features TEXT, classification_timestamp TEXT NOT NULL, session_id TEXT);
            CREATE INDEX by_name ON llm_classifications (normalized_name);
            CREATE INDEX by_sound ON llm_classifications (phonetic_codes);
            """);
    }

    /// <summary>Keeps one answer.</summary>
    public void Store(string name, string label, string sound) => Execute(
        """
        INSERT INTO llm_classifications (name, normalized_name, ethnicity, confidence, llm_provider, processing_time_ms, cost_usd, phonetic_codes, linguistic_patterns,
            structural_features, classification_timestamp, session_id)
        VALUES (@name, @normalized, @label, 0.9, 'bench', 1.0, 0.0001, @sound, '[]', '{}', '2025-01-01T00:00:00', 's')
        """,
        ("@name", name),
        ("@normalized", name.ToLowerInvariant().Trim()),
        ("@label", label),
        ("@sound", sound));

    /// <summary>The label of a name, or else of the most names that sound alike; null for none.</summary>
    /// <param name="name">The name.</param>
    /// <param name="sound">Its sound code.</param>
    /// <param name="readOnly">Leaves out what a hit writes: how fast its lookups could have been.</param>
    public string? Find(string name, string sound, bool readOnly)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        var normalised = name.ToLowerInvariant().Trim();
        var label = Scalar(
            connection,
            "SELECT ethnicity FROM llm_classifications WHERE normalized_name = @value ORDER BY confidence DESC LIMIT 1",
            normalised);
        if (label is not null && !readOnly)
        {
            Scalar(
                connection,
                "UPDATE llm_classifications SET classification_timestamp = '2025-01-02T00:00:00' WHERE normalized_name = @value",
                normalised);
        }

        return label
            ?? Scalar(connection, "SELECT ethnicity FROM llm_classifications WHERE phonetic_codes = @value GROUP BY ethnicity ORDER BY count(*) DESC LIMIT 1", sound);
    }

#pragma warning disable CA2100 // constants only
    private static string? Scalar(SqliteConnection connection, string sql, string value)
    {
        using var command = new SqliteCommand(sql, connection);
        command.Parameters.AddWithValue("@value", value);
        return (string?)command.ExecuteScalar();
    }

    private void Execute(string sql, params (string Name, string Value)[] values)
    {
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }
}
