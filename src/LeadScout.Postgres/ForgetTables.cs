using LeadScout.Answers;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>
/// Forgets answers in every table, a set at a time. Where the journal named a text that has no answer left, its key gives way to eight zero
/// bytes and eight random ones, the same in every place: the ledger counts as before, and nothing leads back to the text.
/// </summary>
internal static class ForgetTables
{
    private const string GoneSql = """
        CREATE TEMP TABLE gone (
            text_key bytea PRIMARY KEY,
            number   bytea NOT NULL DEFAULT '\x0000000000000000'::bytea || substring(uuid_send(gen_random_uuid()) FROM 9 FOR 8)) ON COMMIT DROP;
        CREATE TEMP TABLE gone_call (call bigint PRIMARY KEY) ON COMMIT DROP
        """;

    private const string ByAgeSql = """
        INSERT INTO gone (text_key)
        SELECT text_key FROM answer WHERE at < @before AND (@question::bytea IS NULL OR question = @question::bytea)
        ON CONFLICT DO NOTHING;
        INSERT INTO gone (text_key)
        SELECT text_key FROM call_text JOIN call ON id = call
        WHERE @question::bytea IS NULL AND at < @before AND substring(text_key FROM 1 FOR 8) <> '\x0000000000000000'::bytea
            AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.text_key = call_text.text_key)
        ON CONFLICT DO NOTHING
        """;

    private const string DeleteSql = """
        WITH deleted AS (
            DELETE FROM answer
            WHERE text_key IN (SELECT text_key FROM gone) AND (@question::bytea IS NULL OR question = @question::bytea)
                AND (@before::text IS NULL OR at < @before::text)
            RETURNING call),
        calls AS (INSERT INTO gone_call SELECT DISTINCT call FROM deleted WHERE call IS NOT NULL)
        SELECT count(*) FROM deleted
        """;

    // A text that another question still has answers to keeps its key in that question's calls, and in those that asked both.
    private const string JournalSql = """
        UPDATE call_text SET text_key = gone.number
        FROM gone
        WHERE gone.text_key = call_text.text_key
            AND ((call IN (SELECT call FROM gone_call)
                    AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.text_key = call_text.text_key AND answer.call = call_text.call))
                OR NOT EXISTS (SELECT 1 FROM answer WHERE answer.text_key = call_text.text_key))
        """;

    // What a provider said about a call may quote what it was asked about.
    private const string FaultsSql = """
        UPDATE failed_text SET reason = 'the reason went with a text that was forgotten'
        WHERE reason IN (SELECT fault FROM call JOIN call_text ON call = id WHERE text_key IN (SELECT text_key FROM gone));
        UPDATE call SET fault = NULL
        WHERE fault IS NOT NULL AND id IN (SELECT call FROM call_text WHERE text_key IN (SELECT text_key FROM gone));
        UPDATE server_job SET problem = NULL
        WHERE problem IS NOT NULL AND job IN (SELECT job FROM call JOIN call_text ON call = id WHERE text_key IN (SELECT text_key FROM gone))
        """;

    private const string FailuresSql = """
        DELETE FROM failed_text
        WHERE text_key IN (SELECT text_key FROM gone)
            AND (NOT EXISTS (SELECT 1 FROM answer WHERE answer.text_key = failed_text.text_key) OR question = @question::bytea)
        """;

    private const string VectorsSql = """
        DELETE FROM vector
        WHERE NOT EXISTS (SELECT 1 FROM answer WHERE answer.text_key = vector.text_key)
            AND (text_key IN (SELECT text_key FROM gone) OR (@question::bytea IS NULL AND at < @before::text))
        """;

    /// <summary>Forgets. Inside a transaction.</summary>
    public static async Task<Forgotten> ForgetAsync(NpgsqlConnection connection, Forgetting what)
    {
        (string, object?) question = ("question", what.Question is { } version ? StoredValue.Of(version) : null);
        (string, object?) before = ("before", what.Before is { } moment ? StoredValue.Of(moment) : null);
        await AnswerTable.ReviseAsync(connection).ConfigureAwait(false);
        await connection.RunAsync(GoneSql).ConfigureAwait(false);
        await connection.RunAsync(
            "INSERT INTO gone (text_key) SELECT DISTINCT unnest(@keys)", ("keys", what.Keys.Select(StoredValue.Of).ToArray())).ConfigureAwait(false);
        if (what.Before is not null)
        {
            await connection.RunAsync(ByAgeSql, question, before).ConfigureAwait(false);
        }

        await connection.RunAsync(FaultsSql).ConfigureAwait(false);
        var answers = await connection.WholeAsync(DeleteSql, question, before).ConfigureAwait(false);
        return new Forgotten(
            answers,
            await connection.RunAsync(JournalSql).ConfigureAwait(false),
            await connection.RunAsync(FailuresSql, question).ConfigureAwait(false))
        {
            Vectors = await connection.RunAsync(VectorsSql, question, before).ConfigureAwait(false),
        };
    }
}
