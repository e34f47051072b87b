using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Stores;
using Npgsql;

namespace LeadScout.Postgres.Service;

/// <summary>The table of the jobs that were given to a server.</summary>
internal static class SubmittedJobTable
{
    private const string SelectSql = """
        SELECT job, input_name, question, teacher, invocation::text, settings::text, wanted, retry, "by", api_key, at, problem, curve::text
        FROM server_job
        """;

    public static async Task<ImmutableArray<SubmittedJob>> ListAsync(NpgsqlConnection connection) =>
        [.. await connection.RowsAsync($"{SelectSql} ORDER BY at, job", JobOf).ConfigureAwait(false)];

    public static async Task<ImmutableArray<SubmittedJob>> WantedAsync(NpgsqlConnection connection) =>
        [.. await connection.RowsAsync($"{SelectSql} WHERE wanted ORDER BY at, job", JobOf).ConfigureAwait(false)];

    public static async Task<SubmittedJob?> FindAsync(NpgsqlConnection connection, JobId id) =>
        (await connection.RowsAsync($"{SelectSql} WHERE job = @job", JobOf, ("job", id.Value)).ConfigureAwait(false)).SingleOrDefault();

    public static Task<int> SaveAsync(NpgsqlConnection connection, SubmittedJob job) => connection.RunAsync(
        """
        INSERT INTO server_job (job, input_name, question, teacher, invocation, settings, wanted, retry, "by", api_key, at, problem, curve)
        VALUES (@job, @inputName, @question, @teacher, @invocation::json, @settings::json, @wanted, @retry, @by, @key::text, @at, @problem::text,
                @curve::json)
        ON CONFLICT (job) DO UPDATE SET
            input_name = excluded.input_name, question = excluded.question, teacher = excluded.teacher, invocation = excluded.invocation,
            settings = excluded.settings, wanted = excluded.wanted, retry = excluded.retry, "by" = excluded."by", api_key = excluded.api_key,
            at = excluded.at, problem = excluded.problem, curve = excluded.curve
        """,
        ("job", job.Id.Value),
        ("inputName", job.InputName),
        ("question", job.QuestionName),
        ("teacher", job.Teacher),
        ("invocation", JsonSerializer.Serialize(job.Invocation, StoredJson.Default.ImmutableSortedDictionaryStringString)),
        ("settings", JsonSerializer.Serialize(job.Settings, StoredJson.Default.JobSettings)),
        ("wanted", job.IsWanted),
        ("retry", job.RetryFailed),
        ("by", job.By),
        ("key", job.Key),
        ("at", StoredValue.Of(job.At)),
        ("problem", job.Problem is { } problem ? StoredMessage.Of(problem) : null),
        ("curve", JsonSerializer.Serialize(job.Curve, StoredJson.Default.ImmutableArrayCurvePoint)));

    /// <summary>Keeps how a run has ended: nothing of what was ordered, which may have been ordered otherwise meanwhile.</summary>
    public static Task<int> EndAsync(NpgsqlConnection connection, SubmittedJob job) => connection.RunAsync(
        "UPDATE server_job SET wanted = wanted AND @wanted, retry = @retry, problem = @problem::text, curve = @curve::json WHERE job = @job",
        ("job", job.Id.Value),
        ("wanted", job.IsWanted),
        ("retry", job.RetryFailed),
        ("problem", job.Problem is { } problem ? StoredMessage.Of(problem) : null),
        ("curve", JsonSerializer.Serialize(job.Curve, StoredJson.Default.ImmutableArrayCurvePoint)));

    /// <summary>Forgets a job; an entry of the log of what was done says on which key its cost stays. Inside a transaction.</summary>
    public static async Task<int> DeleteAsync(NpgsqlConnection connection, JobId id, DateTimeOffset at)
    {
        await connection.RunAsync(
            """
            INSERT INTO activity (at, "by", api_key, action, about, cost_nanodollars)
            SELECT @at, "by", api_key, 'job-deleted', job, 0 FROM server_job
            WHERE job = @id AND api_key IS NOT NULL AND EXISTS (SELECT 1 FROM call WHERE call.job = server_job.job)
            """,
            ("id", id.Value),
            ("at", StoredValue.Of(at))).ConfigureAwait(false);
        return await connection.RunAsync("DELETE FROM server_job WHERE job = @id", ("id", id.Value)).ConfigureAwait(false);
    }

    private static SubmittedJob JobOf(NpgsqlDataReader row) => new()
    {
        Id = new JobId(row.Text(0)),
        InputName = row.Text(1),
        QuestionName = row.Text(2),
        Teacher = row.Text(3),
        Invocation = JsonSerializer.Deserialize(row.Text(4), StoredJson.Default.ImmutableSortedDictionaryStringString)!,
        Settings = StoredJson.SettingsOf(row.Text(5)),
        IsWanted = row.GetBoolean(6),
        RetryFailed = row.GetBoolean(7),
        By = row.Text(8),
        Key = row.TextOrNull(9),
        At = StoredValue.ToMoment(row.Text(10)),
        Problem = row.TextOrNull(11) is { } problem ? StoredMessage.Read(problem) : null,
        Curve = JsonSerializer.Deserialize(row.Text(12), StoredJson.Default.ImmutableArrayCurvePoint),
    };
}
