using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The tables of jobs and of the texts that they gave up.</summary>
internal static class JobTable
{
    private const string SelectSql = """
        SELECT id, input_name, input_hash, output_name, question_name, question, teacher, settings, invocation, log_position,
               verdict_position, state, created_at, updated_at, report
        FROM job
        """;

    // A report may hold thousands of labels, patterns and models: the database takes out what a line shows.
    private const string LinesSql = """
        SELECT id, state, input_name, question_name, updated_at, report ->> '$.Rows', report ->> '$.AskedTexts', report ->> '$.Cost'
        FROM job
        ORDER BY created_at DESC, id
        """;

    private const string SaveSql = """
        INSERT OR REPLACE INTO job
            (id, input_name, input_hash, output_name, question_name, question, teacher, settings, invocation, log_position, verdict_position, state,
             created_at, updated_at, report)
        VALUES (@id, @inputName, @inputHash, @outputName, @questionName, @question, @teacher, @settings, @invocation, @logPosition, @verdictPosition,
                @state, @createdAt, @updatedAt, @report)
        """;

    public static Job? Find(SqliteConnection connection, JobId id) =>
        connection.Rows($"{SelectSql} WHERE id = @id", JobOf, ("@id", id.Value)).SingleOrDefault();

    public static ImmutableArray<Job> List(SqliteConnection connection) =>
        [.. connection.Rows($"{SelectSql} ORDER BY created_at DESC, id", JobOf)];

    public static ImmutableArray<JobLine> Lines(SqliteConnection connection) => [.. connection.Rows(LinesSql, LineOf)];

    public static int Save(SqliteConnection connection, Job job) => connection.Run(
        SaveSql,
        ("@id", job.Id.Value),
        ("@inputName", job.InputName),
        ("@inputHash", job.InputHash),
        ("@outputName", job.OutputName),
        ("@questionName", job.QuestionName),
        ("@question", StoredValue.Of(job.Question)),
        ("@teacher", job.Teacher),
        ("@settings", JsonSerializer.Serialize(job.Settings, StoredJson.Default.JobSettings)),
        ("@invocation", JsonSerializer.Serialize(job.Invocation, StoredJson.Default.ImmutableSortedDictionaryStringString)),
        ("@logPosition", job.LogPosition),
        ("@verdictPosition", job.VerdictPosition),
        ("@state", job.State.ToString()),
        ("@createdAt", StoredValue.Of(job.CreatedAt)),
        ("@updatedAt", StoredValue.Of(job.UpdatedAt)),
        ("@report", job.Report is null ? null : JsonSerializer.Serialize(job.Report, StoredJson.Default.JobReport)));

    public static int Delete(SqliteConnection connection, JobId id) => connection.Run(
        "DELETE FROM failed_text WHERE job = @id; DELETE FROM applied_pattern WHERE job = @id; DELETE FROM job WHERE id = @id",
        ("@id", id.Value));

    /// <summary>Gives a text up, again if need be: the later reason counts.</summary>
    public static int GiveUp(SqliteConnection connection, string job, FailedText failed) => connection.Run(
        "INSERT INTO failed_text (job, question, text_key, reason, teacher, fault_of) VALUES (@job, @question, @key, @reason, @teacher, @faultOf)",
        ("@job", job),
        ("@question", StoredValue.Of(failed.Question)),
        ("@key", StoredValue.Of(failed.Key)),
        ("@reason", failed.Reason),
        ("@teacher", failed.Teacher),
        ("@faultOf", (int)failed.FaultOf));

    public static ImmutableArray<FailedText> Failures(SqliteConnection connection, JobId id) =>
    [
        .. connection.Rows(
            "SELECT question, text_key, reason, teacher, fault_of FROM failed_text WHERE job = @id ORDER BY position",
            row => new FailedText(StoredValue.ToQuestion(row.Bytes(0)), StoredValue.ToTextKey(row.Bytes(1)), row.Text(2))
            {
                Teacher = row.TextOrNull(3),
                FaultOf = (FaultOf)row.Whole(4),
            },
            ("@id", id.Value)),
    ];

    private static JobLine LineOf(SqliteDataReader row) => new(
        new JobId(row.Text(0)),
        Enum.Parse<JobState>(row.Text(1)),
        row.Text(2),
        row.Text(3),
        StoredValue.ToMoment(row.Text(4)),
        row.WholeOrNull(5),
        (int?)row.WholeOrNull(6),
        row.WholeOrNull(7) is { } cost ? new Money(cost) : null);

    private static Job JobOf(SqliteDataReader row) => new()
    {
        Id = new JobId(row.Text(0)),
        InputName = row.Text(1),
        InputHash = row.Text(2),
        OutputName = row.Text(3),
        QuestionName = row.Text(4),
        Question = StoredValue.ToQuestion(row.Bytes(5)),
        Teacher = row.Text(6),
        Settings = StoredJson.SettingsOf(row.Text(7)),
        Invocation = JsonSerializer.Deserialize(row.Text(8), StoredJson.Default.ImmutableSortedDictionaryStringString)!,
        LogPosition = row.Whole(9),
        VerdictPosition = row.Whole(10),
        State = Enum.Parse<JobState>(row.Text(11)),
        CreatedAt = StoredValue.ToMoment(row.Text(12)),
        UpdatedAt = StoredValue.ToMoment(row.Text(13)),
        Report = row.TextOrNull(14) is { } report ? JsonSerializer.Deserialize(report, StoredJson.Default.JobReport) : null,
    };
}
