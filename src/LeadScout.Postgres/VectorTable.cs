using LeadScout.Stores;
using LeadScout.Texts;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>The vectors of texts by model.</summary>
internal static class VectorTable
{
    /// <summary>Which models have a vector for a text, the newest vector first.</summary>
    public static Task<List<string>> ModelsAsync(NpgsqlConnection connection, TextKey key) => connection.RowsAsync(
        "SELECT model FROM vector WHERE text_key = @key ORDER BY at DESC, place DESC", row => row.Text(0), ("key", StoredValue.Of(key)));

    /// <summary>In the order of the keys; empty where there is none.</summary>
    public static async Task<IReadOnlyList<ReadOnlyMemory<Half>>> FindAsync(NpgsqlConnection connection, string model, IReadOnlyList<TextKey> keys)
    {
        var found = new ReadOnlyMemory<Half>[keys.Count];
        foreach (var (place, vector) in await connection.RowsAsync(
            """
            SELECT wanted.place, vector FROM unnest(@keys) WITH ORDINALITY AS wanted (text_key, place) JOIN vector USING (text_key) WHERE model = @model
            """,
            row => (row.Whole(0), row.Bytes(1)),
            ("keys", keys.Select(StoredValue.Of).ToArray()),
            ("model", model)).ConfigureAwait(false))
        {
            found[place - 1] = StoredValue.ToVector(vector);
        }

        return found;
    }

    /// <summary>Keeps what is not there yet. Inside a transaction.</summary>
    public static async Task<int> KeepAsync(
        NpgsqlConnection connection, string model, IReadOnlyList<KeyValuePair<TextKey, ReadOnlyMemory<Half>>> vectors, DateTimeOffset at)
    {
        await connection.RunAsync(
            """
            INSERT INTO vector (text_key, model, at, vector)
            SELECT text_key, @model, @at, vector FROM unnest(@keys, @vectors) AS row (text_key, vector) ORDER BY text_key
            ON CONFLICT DO NOTHING
            """,
            ("model", model),
            ("at", StoredValue.Of(at)),
            ("keys", vectors.Select(vector => StoredValue.Of(vector.Key)).ToArray()),
            ("vectors", vectors.Select(vector => StoredValue.Of(vector.Value.Span)).ToArray())).ConfigureAwait(false);
        return vectors.Count;
    }
}
