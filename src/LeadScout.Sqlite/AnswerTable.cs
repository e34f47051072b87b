using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The answer log's table. Its insert is the hot path: one compiled command, used again for every answer.</summary>
internal sealed class AnswerTable(Database database)
{
    private const int Page = 1000;

    private static readonly object OfTeacher = 0L;
    private static readonly object OfPerson = 1L;

    private const string Columns = """
        position, question, text_key, text, label, source, answer."by", job, call, answer.at, audit_student_label, audit_probability,
        imported_call, retraction."by", retraction.at, checksum
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
            (position, question, text_key, text, label, source, "by", job, call, at, audit_student_label, audit_probability, imported_call, checksum)
        VALUES
            (@position, @question, @textKey, @text, @label, @source, @by, @job, @call, @at, @auditStudentLabel, @auditProbability, @importedCall, @checksum)
        """,
        ("@position", SqliteType.Integer),
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
        ("@importedCall", SqliteType.Integer),
        ("@checksum", SqliteType.Integer)));

    private readonly Lazy<SqliteCommand> _find = new(() => database.Prepare(
        $"""
        SELECT {Columns}
        FROM answer LEFT JOIN retraction ON answer = position
        WHERE text_key = @textKey AND question = @question
        ORDER BY position
        """,
        ("@textKey", SqliteType.Blob),
        ("@question", SqliteType.Blob)));

    private (QuestionVersion Version, byte[]? Stored) _lastQuestion;
    private (DateTimeOffset Moment, string? Stored) _lastAt;
    private long _position;
    private long _rollbacks = -1;

    /// <summary>Appends one answer under this job and call. Inside a transaction.</summary>
    public void Insert(Answer answer, string? job, long? call)
    {
        if (_lastQuestion.Version != answer.Question || _lastQuestion.Stored is null)
        {
            _lastQuestion = (answer.Question, StoredValue.Of(answer.Question));
        }

        if (_lastAt.Moment != answer.At || _lastAt.Stored is null)
        {
            _lastAt = (answer.At, StoredValue.Of(answer.At));
        }

        Insert(AnswerRow.Of(NextPosition(), _lastQuestion.Stored, _lastAt.Stored, answer, job, call), answer.Retracted);
    }

    /// <summary>Appends a row under its own position. Inside a transaction.</summary>
    public void Insert(AnswerRow row, Retraction? retracted)
    {
        var insert = _insert.Value;
        var values = insert.Parameters;
        values[0].Value = row.Position;
        values[1].Value = row.Question;
        values[2].Value = row.TextKey;
        values[3].Value = row.Text;
        values[4].Value = row.Label;
        values[5].Value = row.Source == 0 ? OfTeacher : OfPerson;
        values[6].Value = row.By;
        values[7].Value = StoredValue.OrNull(row.Job);
        values[8].Value = StoredValue.OrNull(row.Call);
        values[9].Value = row.At;
        values[10].Value = StoredValue.OrNull(row.AuditStudentLabel);
        values[11].Value = StoredValue.OrNull(row.AuditProbability);
        values[12].Value = StoredValue.OrNull(row.ImportedCall);
        values[13].Value = row.Checksum();
        insert.ExecuteNonQuery();
        if (retracted is { } retraction)
        {
            Retract(database.Connection, row.Position, retraction);
        }
    }

    /// <summary>Never one that was given before, as AUTOINCREMENT has it; known beforehand, because the checksum covers it.</summary>
    private long NextPosition()
    {
        if (_rollbacks != database.Rollbacks)
        {
            _rollbacks = database.Rollbacks;
            _position = (long?)database.Connection.Value("SELECT seq FROM sqlite_sequence WHERE name = 'answer'") ?? 0;
        }

        return ++_position;
    }

    /// <summary>Takes a person's answer back. Inside a transaction.</summary>
    public static int Retract(SqliteConnection connection, long position, Retraction retraction) => connection.Run(
        """
        INSERT INTO retraction (answer, "by", at)
        SELECT position, @by, @at FROM answer
        WHERE position = @position AND source = 1 AND position NOT IN (SELECT answer FROM retraction)
        """,
        ("@position", position),
        ("@by", retraction.By),
        ("@at", StoredValue.Of(retraction.At)));

    /// <summary>Every entry about a text. Under the lock.</summary>
    public List<Answer> Find(QuestionVersion question, TextKey key)
    {
        var find = _find.Value;
        find.Parameters[0].Value = StoredValue.Of(key);
        find.Parameters[1].Value = StoredValue.Of(question);
        var tally = default(AnswerTally);
        return ReadRows(find, ref tally);
    }

    /// <summary>
    /// The next page of entries after one position and up to another, empty at the end. For a teacher's jobs only what counts there; all
    /// for null.
    /// </summary>
    public List<Answer> ReadPage(QuestionVersion? question, string? teacher, long after, long until, ref AnswerTally tally)
    {
        var read = tally;
        var page = database.Read(connection =>
        {
            using var command = new SqliteCommand(teacher is null ? ReadAllSql : ReadSql, connection);
            command.Parameters.AddWithValue("@question", question is { } one ? StoredValue.Of(one) : DBNull.Value);
            command.Parameters.AddWithValue("@after", after);
            command.Parameters.AddWithValue("@until", until);
            command.Parameters.AddWithValue("@page", Page);
            if (teacher is not null)
            {
                command.Parameters.AddWithValue("@teacher", teacher);
            }

            return ReadRows(command, ref read);
        });
        tally = read;
        return page;
    }

    /// <summary>
    /// What is missed after reading: whether the log, looked at once and as a whole, does not come to what it says it has.
    /// </summary>
    public bool IsShort(QuestionVersion? question, string? teacher) => database.Read(connection =>
    {
        connection.Run("BEGIN"); // one look, also beside another process that writes
        try
        {
            var (expected, read) = (AnswerTally.Expected(connection, question, teacher), default(AnswerTally));
            for (long after = 0; ReadPage(question, teacher, after, long.MaxValue, ref read) is { Count: > 0 } page;)
            {
                after = page[^1].Position;
            }

            return read != expected;
        }
        finally
        {
            connection.Run("COMMIT");
        }
    });

    /// <summary>The teachers with answers to a question, by name.</summary>
    public static ImmutableArray<string> Teachers(SqliteConnection connection, QuestionVersion question) =>
        [
        .. connection.Rows(
            """SELECT DISTINCT "by" FROM answer WHERE question = @question AND source = 0 ORDER BY 1""",
            row => row.Text(0),
            ("@question", StoredValue.Of(question))),
    ];

    /// <summary>Who gave how many answers.</summary>
    public static ImmutableArray<AnswerCount> Count(SqliteConnection connection) =>
    [
        .. connection.Rows(
            """
            SELECT question, source, answer."by", count(*) AS answers, count(DISTINCT text_key), count(retraction.at), min(answer.at), max(answer.at)
            FROM answer LEFT JOIN retraction ON answer = position
            GROUP BY question, source, answer."by"
            ORDER BY question, answers DESC, answer."by"
            """,
            row => new AnswerCount(
                StoredValue.ToQuestion(row.Bytes(0)),
                (AnswerSource)row.Whole(1),
                row.Text(2),
                row.Whole(3),
                row.Whole(4),
                row.Whole(5),
                StoredValue.ToMoment(row.Text(6)),
                StoredValue.ToMoment(row.Text(7)))),
    ];

    private List<Answer> ReadRows(SqliteCommand command, ref AnswerTally tally)
    {
        using var row = command.ExecuteReader();
        var answers = new List<Answer>();
        while (row.Read())
        {
            try
            {
                answers.Add(ToAnswer(row, ref tally));
            }
            catch (Exception e) when (
                e is InvalidOperationException or InvalidCastException or FormatException or ArgumentException or OverflowException)
            {
                throw database.Damaged($"answer {row.GetInt64(0)} holds what no answer can");
            }
        }

        return answers;
    }

    private Answer ToAnswer(SqliteDataReader row, ref AnswerTally tally)
    {
        var columns = new AnswerRow
        {
            Position = row.GetInt64(0),
            Question = row.GetFieldValue<byte[]>(1),
            TextKey = row.GetFieldValue<byte[]>(2),
            Text = row.GetString(3),
            Label = row.GetString(4),
            Source = row.GetInt32(5),
            By = row.GetString(6),
            Job = row.IsDBNull(7) ? null : row.GetString(7),
            Call = row.IsDBNull(8) ? null : row.GetInt64(8),
            At = row.GetString(9),
            AuditStudentLabel = row.IsDBNull(10) ? null : row.GetString(10),
            AuditProbability = row.IsDBNull(11) ? null : row.GetDouble(11),
            ImportedCall = row.IsDBNull(12) ? null : row.GetInt64(12),
        };
        long? checksum = row.IsDBNull(15) ? null : row.GetInt64(15);
        tally = tally.With(checksum);
        return checksum is null || checksum == columns.Checksum()
            ? columns.ToAnswer(row.IsDBNull(13) ? null : new Retraction(row.GetString(13), StoredValue.ToMoment(row.GetString(14))))
            : throw database.Damaged($"answer {columns.Position} is not what was written: its checksum differs");
    }
}
