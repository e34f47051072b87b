using System.Collections.Immutable;
using Dapper;
using LeadScout.Questions;
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
        connection.Execute(
            "INSERT OR IGNORE INTO question (version, name) VALUES (@version, @name)", new { version = StoredValue.Of(question), name });

    public static ImmutableDictionary<QuestionVersion, string> Names(SqliteConnection connection) => connection
        .Query<(byte[] Version, string Name)>("SELECT version, name FROM question")
        .ToImmutableDictionary(row => StoredValue.ToQuestion(row.Version), row => row.Name);
}
