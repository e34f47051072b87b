using System.Collections.Immutable;
using LeadScout.Questions;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The table of what people call the questions.</summary>
internal static class QuestionTable
{
    /// <summary>Whether a version has a name.</summary>
    public static bool HasName(SqliteConnection connection, QuestionVersion question) =>
        connection.Value("SELECT 1 FROM question WHERE version = @version", ("@version", StoredValue.Of(question))) is not null;

    /// <summary>Names a version that has no name yet.</summary>
    public static int Name(SqliteConnection connection, QuestionVersion question, string name) =>
        connection.Run(
            "INSERT OR IGNORE INTO question (version, name) VALUES (@version, @name)",
            ("@version", StoredValue.Of(question)),
            ("@name", name));

    public static ImmutableDictionary<QuestionVersion, string> Names(SqliteConnection connection) => connection
        .Rows("SELECT version, name FROM question", row => (Version: StoredValue.ToQuestion(row.Bytes(0)), Name: row.Text(1)))
        .ToImmutableDictionary(row => row.Version, row => row.Name);
}
