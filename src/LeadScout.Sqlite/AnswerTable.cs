using System.Collections.Immutable;
using Dapper;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The answer log's table. Its insert is the hot path: one compiled command, used again for every answer.</summary>
internal sealed class AnswerTable(Database database)
{
    private const int Page = 1000;

    public const string ReadSql = """
        SELECT position, question, text_key, text, label, source, "by", job, call, at, audit_student_label, audit_probability
        FROM answer
        WHERE question = @question AND position > @after AND position <= @until AND (source = 1 OR "by" = @teacher)
        ORDER BY position
        LIMIT @page
        """;

    private readonly Lazy<SqliteCommand> _insert = new(() => database.Prepare(
        """
        INSERT INTO answer (question, text_key, text, label, source, "by", job, call, at, audit_student_label, audit_probability)
        VALUES (@question, @textKey, @text, @label, @source, @by, @job, @call, @at, @auditStudentLabel, @auditProbability)
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
        ("@auditProbability", SqliteType.Real)));

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
        insert.ExecuteNonQuery();
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
        using var row = command.ExecuteReader();
        var answers = new List<Answer>();
        while (row.Read())
        {
            answers.Add(ToAnswer(row));
        }

        return answers;
    });

    /// <summary>The teachers with answers to a question, by name.</summary>
    public static ImmutableArray<string> Teachers(SqliteConnection connection, QuestionVersion question) =>
        [.. connection.Query<string>("""SELECT DISTINCT "by" FROM answer WHERE question = @question AND source = 0 ORDER BY 1""", new { question = StoredValue.Of(question) })];

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
    };
}
