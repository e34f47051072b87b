using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>The table of what people call the questions.</summary>
internal static class QuestionTable
{
    /// <summary>Names a version that has no name yet. Inside a transaction.</summary>
    public static Task<int> NameAsync(NpgsqlConnection connection, QuestionVersion question, string name) => connection.RunAsync(
        "INSERT INTO question (version, name) VALUES (@version, @name) ON CONFLICT DO NOTHING",
        ("version", StoredValue.Of(question)),
        ("name", name));

    public static async Task<ImmutableDictionary<QuestionVersion, string>> NamesAsync(NpgsqlConnection connection) =>
        (await connection
            .RowsAsync("SELECT version, name FROM question", row => (Version: StoredValue.ToQuestion(row.Bytes(0)), Name: row.Text(1)))
            .ConfigureAwait(false))
        .ToImmutableDictionary(row => row.Version, row => row.Name);
}
