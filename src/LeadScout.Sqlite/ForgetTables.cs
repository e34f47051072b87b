using System.Diagnostics.CodeAnalysis;
using LeadScout.Answers;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>
/// Forgets answers in every table, a set at a time. Where the journal named a text that has no answer left, its key gives way to eight zero
/// bytes and eight random ones, the same in every place: the ledger counts as before, and nothing leads back to the text.
/// </summary>
internal static class ForgetTables
{
    private const string GoneSql = """
        CREATE TEMP TABLE gone (text_key BLOB PRIMARY KEY, number BLOB NOT NULL DEFAULT (CAST(zeroblob(8) || randomblob(8) AS BLOB)));
        CREATE TEMP TABLE gone_call (call INTEGER PRIMARY KEY);
        """;

    private const string ByAgeSql = """
        INSERT OR IGNORE INTO gone (text_key)
        SELECT text_key FROM answer WHERE at < @before AND (@question IS NULL OR question = @question);
        INSERT OR IGNORE INTO gone (text_key)
        SELECT text_key FROM call_text JOIN call ON id = call
        WHERE @question IS NULL AND at < @before AND substr(text_key, 1, 8) <> zeroblob(8) AND text_key NOT IN (SELECT text_key FROM answer);
        """;

    private const string DeleteSql = """
        DELETE FROM answer
        WHERE text_key IN (SELECT text_key FROM gone) AND (@question IS NULL OR question = @question) AND (@before IS NULL OR at < @before)
        RETURNING call
        """;

    // A text that another question still has answers to keeps its key in that question's calls, and in those that asked both.
    private const string JournalSql = """
        UPDATE call_text SET text_key = (SELECT number FROM gone WHERE gone.text_key = call_text.text_key)
        WHERE text_key IN (SELECT text_key FROM gone)
            AND ((call IN (SELECT call FROM gone_call)
                    AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.text_key = call_text.text_key AND answer.call = call_text.call))
                OR text_key NOT IN (SELECT text_key FROM answer))
        """;

    // What a provider said about a call may quote what it was asked about: what this version stores does not, what an earlier one stored
    // may.
    private const string FaultsSql = """
        UPDATE failed_text SET reason = 'the reason went with a text that was forgotten'
        WHERE reason IN (SELECT fault FROM call JOIN call_text ON call = id WHERE text_key IN (SELECT text_key FROM gone));
        UPDATE call SET fault = NULL
        WHERE fault IS NOT NULL AND id IN (SELECT call FROM call_text WHERE text_key IN (SELECT text_key FROM gone));
        UPDATE server_job SET problem = NULL
        WHERE problem IS NOT NULL AND job IN (SELECT job FROM call JOIN call_text ON call = id WHERE text_key IN (SELECT text_key FROM gone));
        """;

    private const string FailuresSql = """
        DELETE FROM failed_text
        WHERE text_key IN (SELECT text_key FROM gone)
            AND (text_key NOT IN (SELECT text_key FROM answer) OR question = @question)
        """;

    // What a text means says much of what it is: its vectors go with its last answer, or where it never had one.
    private const string VectorsSql = """
        DELETE FROM vector
        WHERE text_key NOT IN (SELECT text_key FROM answer)
            AND (text_key IN (SELECT text_key FROM gone) OR (@question IS NULL AND at < @before))
        """;

    /// <summary>Forgets. Inside a transaction.</summary>
    public static Forgotten Forget(SqliteConnection connection, Forgetting what)
    {
        (string, object?) question = ("@question", what.Question is { } version ? StoredValue.Of(version) : null);
        (string, object?) before = ("@before", what.Before is { } moment ? StoredValue.Of(moment) : null);
        connection.Run(GoneSql);
        InsertEach(connection, "INSERT INTO gone (text_key) VALUES (@value)", SqliteType.Blob, what.Keys.Select(StoredValue.Of));
        if (what.Before is not null)
        {
            connection.Run(ByAgeSql, question, before);
        }

        connection.Run(FaultsSql);
        var calls = connection.Rows(DeleteSql, row => row.WholeOrNull(0), question, before);
        InsertEach(connection, "INSERT OR IGNORE INTO gone_call VALUES (@value)", SqliteType.Integer, calls.OfType<long>());
        var forgotten = new Forgotten(calls.Count, connection.Run(JournalSql), connection.Run(FailuresSql, question))
        {
            Vectors = connection.Run(VectorsSql, question, before),
        };
        connection.Run("DROP TABLE gone; DROP TABLE gone_call");
        return forgotten;
    }

    [SuppressMessage("Security", "CA2100", Justification = "Callers pass constants.")]
    private static void InsertEach<T>(SqliteConnection connection, string sql, SqliteType type, IEnumerable<T> values)
    {
        using var insert = new SqliteCommand(sql, connection);
        var parameter = insert.Parameters.Add("@value", type);
        foreach (var value in values)
        {
            parameter.Value = value;
            insert.ExecuteNonQuery();
        }
    }
}
