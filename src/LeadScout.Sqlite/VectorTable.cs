using LeadScout.Stores;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The vectors of texts by model. A job reads and writes them by the thousand: two commands that are compiled once.</summary>
internal sealed class VectorTable(Database database)
{
    private readonly Lazy<SqliteCommand> _find = new(() => database.Prepare(
        "SELECT vector FROM vector JOIN vector_model ON id = model WHERE text_key = @key AND name = @model",
        ("@key", SqliteType.Blob),
        ("@model", SqliteType.Text)));

    private readonly Lazy<SqliteCommand> _keep = new(() => database.Prepare(
        "INSERT OR IGNORE INTO vector (text_key, model, at, vector) VALUES (@key, @model, @at, @vector)",
        ("@key", SqliteType.Blob),
        ("@model", SqliteType.Integer),
        ("@at", SqliteType.Text),
        ("@vector", SqliteType.Blob)));

    /// <summary>Which models have a vector for a text, the newest vector first.</summary>
    public static IReadOnlyList<string> Models(SqliteConnection connection, TextKey key) =>
    [
        .. connection.Rows(
            "SELECT name FROM vector JOIN vector_model ON id = model WHERE text_key = @key ORDER BY at DESC, vector.rowid DESC",
            row => row.Text(0),
            ("@key", StoredValue.Of(key))),
    ];

    /// <summary>In the order of the keys; empty where there is none.</summary>
    public IReadOnlyList<ReadOnlyMemory<Half>> Find(string model, IReadOnlyList<TextKey> keys)
    {
        var values = _find.Value.Parameters;
        values[1].Value = model;
        var found = new ReadOnlyMemory<Half>[keys.Count];
        for (var i = 0; i < found.Length; i++)
        {
            values[0].Value = StoredValue.Of(keys[i]);
            found[i] = _find.Value.ExecuteScalar() is byte[] bytes ? StoredValue.ToVector(bytes) : default;
        }

        return found;
    }

    /// <summary>Inside a transaction. In the order of the keys: each page of their index is written once.</summary>
    public int Keep(
        SqliteConnection connection, string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at)
    {
        connection.Run("INSERT OR IGNORE INTO vector_model (name) VALUES (@model)", ("@model", model));
        var values = _keep.Value.Parameters;
        values[1].Value = connection.Whole("SELECT id FROM vector_model WHERE name = @model", ("@model", model));
        values[2].Value = StoredValue.Of(at);
        foreach (var (key, vector) in vectors.OrderBy(vector => vector.Key.Hash.Upper).ThenBy(vector => vector.Key.Hash.Lower))
        {
            values[0].Value = StoredValue.Of(key);
            values[3].Value = StoredValue.Of(vector.Span);
            _keep.Value.ExecuteNonQuery();
        }

        return vectors.Count;
    }
}
