using System.Collections.Immutable;
using Dapper;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The answer log's table. Its insert is the hot path: one compiled command, used again for every answer.</summary>
internal sealed class AnswerTable(Database database)
{
    private const int Page = 1000;

    private const string Columns = """
        position, question, text_key, text, label, source, answer."by", job, call, answer.at, audit_student_label, audit_probability,
        imported_call, retraction."by", retraction.at
        """;

    public const string ReadSql = $"""
        SELECT {Columns}
        FROM answer LEFT JOIN retraction ON answer = position
        WHERE question = @question AND position > @after AND position <= @until AND (source = 1 OR answer."by" = @teacher)
            AND answer IS NULL
        ORDER BY position
        LIMIT @page
        """;

    public const string ReadAllSql = $"""
        SELECT {Columns}
        FROM answer LEFT JOIN retraction ON answer = position
        WHERE position > @after AND position <= @until AND (@question IS NULL OR question = @question)
        ORDER BY position
        LIMIT @page
        """;

    private readonly Lazy<SqliteCommand> _insert = new(() => database.Prepare(
        """
        INSERT INTO answer
            (question, text_key, text, label, source, "by", job, call, at, audit_student_label, audit_probability, imported_call)
        VALUES
            (@question, @textKey, @text, @label, @source, @by, @job, @call, @at, @auditStudentLabel, @auditProbability, @importedCall)
        """,
        ("@question", SqliteType.Blob),
        ("@textKey", SqliteType.Blob),
        ("@text", SqliteType.Text),
        ("@label", SqliteType.Text),
        ("@source", SqliteType.Integer),
        ("@by", SqliteType.Text),
        ("@job", SqliteType.Text),
        ("@call", SqliteType.Integer),
        ("@at", SqliteType.Text),
        ("@auditStudentLabel", SqliteType.Text),
        ("@auditProbability", SqliteType.Real),
        ("@importedCall", SqliteType.Integer)));

    private readonly Lazy<SqliteCommand> _find = new(() => database.Prepare(
        $"""
        SELECT {Columns}
        FROM answer LEFT JOIN retraction ON answer = position
        WHERE text_key = @textKey AND question = @question
        ORDER BY position
        """,
        ("@textKey", SqliteType.Blob),
        ("@question", SqliteType.Blob)));

    /// <summary>Appends one answer under this job and call. Inside a transaction.</summary>
    public void Insert(Answer answer, string? job, long? call)
    {
        var insert = _insert.Value;
        var values = insert.Parameters;
        values[0].Value = StoredValue.Of(answer.Question);
        values[1].Value = StoredValue.Of(answer.Key);
        values[2].Value = answer.Text;
        values[3].Value = answer.Label;
        values[4].Value = (int)answer.Source;
        values[5].Value = answer.By;
        values[6].Value = StoredValue.OrNull(job);
        values[7].Value = StoredValue.OrNull(call);
        values[8].Value = StoredValue.Of(answer.At);
        values[9].Value = StoredValue.OrNull(answer.Audit?.StudentLabel);
        values[10].Value = StoredValue.OrNull(answer.Audit?.Probability);
        values[11].Value = StoredValue.OrNull(answer.ImportedCall);
        insert.ExecuteNonQuery();
        if (answer.Retracted is { } retraction)
        {
            Retract(database.Connection, SQLitePCL.raw.sqlite3_last_insert_rowid(database.Connection.Handle), retraction);
        }
    }

    /// <summary>Takes a person's answer back. Inside a transaction.</summary>
    public static int Retract(SqliteConnection connection, long position, Retraction retraction) => connection.Execute(
        """
        INSERT INTO retraction (answer, "by", at)
        SELECT position, @By, @at FROM answer
        WHERE position = @position AND source = 1 AND position NOT IN (SELECT answer FROM retraction)
        """,
        new { position, retraction.By, at = StoredValue.Of(retraction.At) });

    /// <summary>Every entry about a text. Under the lock.</summary>
    public List<Answer> Find(QuestionVersion question, TextKey key)
    {
        var find = _find.Value;
        find.Parameters[0].Value = StoredValue.Of(key);
        find.Parameters[1].Value = StoredValue.Of(question);
        return ReadRows(find);
    }

    /// <summary>The next page of answers that count, after one position and up to another; empty at the end.</summary>
    public List<Answer> ReadPage(QuestionVersion question, string teacher, long after, long until) => database.Read(connection =>
    {
        using var command = new SqliteCommand(ReadSql, connection);
        command.Parameters.AddWithValue("@question", StoredValue.Of(question));
        command.Parameters.AddWithValue("@after", after);
        command.Parameters.AddWithValue("@until", until);
        command.Parameters.AddWithValue("@teacher", teacher);
        command.Parameters.AddWithValue("@page", Page);
        return ReadRows(command);
    });

    /// <summary>The next page of all entries, after one position and up to another; empty at the end.</summary>
    public List<Answer> ReadPage(QuestionVersion? question, long after, long until) => database.Read(connection =>
    {
        using var command = new SqliteCommand(ReadAllSql, connection);
        command.Parameters.AddWithValue("@question", question is { } one ? StoredValue.Of(one) : DBNull.Value);
        command.Parameters.AddWithValue("@after", after);
        command.Parameters.AddWithValue("@until", until);
        command.Parameters.AddWithValue("@page", Page);
        return ReadRows(command);
    });

    /// <summary>The teachers with answers to a question, by name.</summary>
    public static ImmutableArray<string> Teachers(SqliteConnection connection, QuestionVersion question) =>
        [.. connection.Query<string>("""SELECT DISTINCT "by" FROM answer WHERE question = @question AND source = 0 ORDER BY 1""", new { question = StoredValue.Of(question) })];

    /// <summary>Who gave how many answers.</summary>
    public static ImmutableArray<AnswerCount> Count(SqliteConnection connection) =>
    [
        .. connection
            .Query<(byte[] Question, long Source, string By, long Answers, long Texts, long TakenBack, string First, string Last)>(
                """
                SELECT question, source, answer."by", count(*) AS answers, count(DISTINCT text_key), count(retraction.at), min(answer.at), max(answer.at)
                FROM answer LEFT JOIN retraction ON answer = position
                GROUP BY question, source, answer."by"
                ORDER BY question, answers DESC, answer."by"
                """)
            .Select(row => new AnswerCount(
                StoredValue.ToQuestion(row.Question),
                (AnswerSource)row.Source,
                row.By,
                row.Answers,
                row.Texts,
                row.TakenBack,
                StoredValue.ToMoment(row.First),
                StoredValue.ToMoment(row.Last))),
    ];

    private static List<Answer> ReadRows(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var answers = new List<Answer>();
        while (row.Read())
        {
            answers.Add(ToAnswer(row));
        }

        return answers;
    }

    private static Answer ToAnswer(SqliteDataReader row) => new()
    {
        Position = row.GetInt64(0),
        Question = StoredValue.ToQuestion(row.GetFieldValue<byte[]>(1)),
        Key = StoredValue.ToTextKey(row.GetFieldValue<byte[]>(2)),
        Text = row.GetString(3),
        Label = row.GetString(4),
        Source = (AnswerSource)row.GetInt32(5),
        By = row.GetString(6),
        Job = row.IsDBNull(7) ? null : new JobId(row.GetString(7)),
        Call = row.IsDBNull(8) ? null : row.GetInt64(8),
        At = StoredValue.ToMoment(row.GetString(9)),
        Audit = row.IsDBNull(10) ? null : new AuditMark(row.GetString(10), row.GetDouble(11)),
        ImportedCall = row.IsDBNull(12) ? null : row.GetInt64(12),
        Retracted = row.IsDBNull(13) ? null : new Retraction(row.GetString(13), StoredValue.ToMoment(row.GetString(14))),
    };
}
