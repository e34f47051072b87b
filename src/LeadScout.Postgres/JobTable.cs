using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using Npgsql;

namespace LeadScout.Postgres;

/// <summary>The tables of jobs and of the texts that they gave up.</summary>
internal static class JobTable
{
    // A job at work without anybody at work on it was killed.
    private const string StateSql = $"""
        CASE WHEN state = 'Running' AND NOT EXISTS (SELECT 1 FROM job_lease WHERE job_lease.job = id AND {LeaseTable.IsAlive})
             THEN 'Interrupted' ELSE state END
        """;

    private const string SelectSql = $"""
        SELECT id, input_name, input_hash, output_name, question_name, question, teacher, settings::text, invocation::text, log_position, verdict_position,
               {StateSql},
               created_at, updated_at, report::text
        FROM job
        """;

    // A report may hold thousands of labels, patterns and models: the database takes out what a line shows.
    private const string LinesSql = $"""
        SELECT id, {StateSql}, input_name, question_name, updated_at,
               (report ->> 'Rows')::bigint, (report ->> 'AskedTexts')::bigint, (report ->> 'Cost')::bigint
        FROM job
        ORDER BY created_at DESC, id
        """;

    private const string SaveSql = """
        INSERT INTO job
            (id, input_name, input_hash, output_name, question_name, question, teacher, settings, invocation, log_position, verdict_position, state,
             created_at, updated_at, report)
        VALUES (@id, @inputName, @inputHash, @outputName, @questionName, @question, @teacher, @settings::json, @invocation::json, @logPosition,
                @verdictPosition, @state, @createdAt, @updatedAt, @report::json)
        ON CONFLICT (id) DO UPDATE SET
            input_name = excluded.input_name, input_hash = excluded.input_hash, output_name = excluded.output_name,
            question_name = excluded.question_name, question = excluded.question, teacher = excluded.teacher, settings = excluded.settings,
            invocation = excluded.invocation, log_position = excluded.log_position, verdict_position = excluded.verdict_position,
            state = excluded.state, created_at = excluded.created_at, updated_at = excluded.updated_at, report = excluded.report
        """;

    public static async Task<Job?> FindAsync(NpgsqlConnection connection, JobId id) =>
        (await connection.RowsAsync($"{SelectSql} WHERE id = @id", JobOf, ("id", id.Value)).ConfigureAwait(false)).SingleOrDefault();

    public static async Task<ImmutableArray<Job>> ListAsync(NpgsqlConnection connection) =>
        [.. await connection.RowsAsync($"{SelectSql} ORDER BY created_at DESC, id", JobOf).ConfigureAwait(false)];

    public static async Task<ImmutableArray<JobLine>> LinesAsync(NpgsqlConnection connection) =>
        [.. await connection.RowsAsync(LinesSql, LineOf).ConfigureAwait(false)];

    /// <summary>Keeps a job, and lets it name its question; one with several has the names of all, which are no question's. Inside a transaction.</summary>
    public static async Task<int> SaveAsync(NpgsqlConnection connection, Job job)
    {
        if (!job.QuestionName.Contains(", ", StringComparison.Ordinal))
        {
            await QuestionTable.NameAsync(connection, job.Question, job.QuestionName).ConfigureAwait(false);
        }

        return await connection.RunAsync(
            SaveSql,
            ("id", job.Id.Value),
            ("inputName", job.InputName),
            ("inputHash", job.InputHash),
            ("outputName", job.OutputName),
            ("questionName", job.QuestionName),
            ("question", StoredValue.Of(job.Question)),
            ("teacher", job.Teacher),
            ("settings", JsonSerializer.Serialize(job.Settings, StoredJson.Default.JobSettings)),
            ("invocation", JsonSerializer.Serialize(job.Invocation, StoredJson.Default.ImmutableSortedDictionaryStringString)),
            ("logPosition", job.LogPosition),
            ("verdictPosition", job.VerdictPosition),
            ("state", job.State.ToString()),
            ("createdAt", StoredValue.Of(job.CreatedAt)),
            ("updatedAt", StoredValue.Of(job.UpdatedAt)),
            ("report", job.Report is null ? null : JsonSerializer.Serialize(job.Report, StoredJson.Default.JobReport))).ConfigureAwait(false);
    }

    public static Task<int> DeleteAsync(NpgsqlConnection connection, JobId id) => connection.RunAsync(
        "DELETE FROM failed_text WHERE job = @id; DELETE FROM applied_pattern WHERE job = @id; DELETE FROM job WHERE id = @id",
        ("id", id.Value));

    /// <summary>Gives texts up, again if need be: the later reason counts, and stands at its later place. Inside a transaction.</summary>
    public static async Task GiveUpAsync(NpgsqlConnection connection, string job, ImmutableArray<FailedText> failures)
    {
        foreach (var failed in failures)
        {
            await connection.RunAsync(
                """
                DELETE FROM failed_text WHERE job = @job AND question = @question AND text_key = @key;
                INSERT INTO failed_text (job, question, text_key, reason, teacher, fault_of)
                VALUES (@job, @question, @key, @reason, @teacher::text, @faultOf)
                """,
                ("job", job),
                ("question", StoredValue.Of(failed.Question)),
                ("key", StoredValue.Of(failed.Key)),
                ("reason", failed.Reason),
                ("teacher", failed.Teacher),
                ("faultOf", (short)failed.FaultOf)).ConfigureAwait(false);
        }
    }

    public static async Task<ImmutableArray<FailedText>> FailuresAsync(NpgsqlConnection connection, JobId id) =>
    [
        .. await connection.RowsAsync(
            "SELECT question, text_key, reason, teacher, fault_of FROM failed_text WHERE job = @id ORDER BY position",
            row => new FailedText(StoredValue.ToQuestion(row.Bytes(0)), StoredValue.ToTextKey(row.Bytes(1)), row.Text(2))
            {
                Teacher = row.TextOrNull(3),
                FaultOf = (FaultOf)row.GetInt16(4),
            },
            ("id", id.Value)).ConfigureAwait(false),
    ];

    private static JobLine LineOf(NpgsqlDataReader row) => new(
        new JobId(row.Text(0)),
        Enum.Parse<JobState>(row.Text(1)),
        row.Text(2),
        row.Text(3),
        StoredValue.ToMoment(row.Text(4)),
        row.WholeOrNull(5),
        (int?)row.WholeOrNull(6),
        row.WholeOrNull(7) is { } cost ? new Money(cost) : null);

    private static Job JobOf(NpgsqlDataReader row) => new()
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
