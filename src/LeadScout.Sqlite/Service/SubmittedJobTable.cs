using System.Collections.Immutable;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Stores;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>The table of the jobs that were given to a server.</summary>
internal static class SubmittedJobTable
{
    public static ImmutableArray<SubmittedJob> List(SqliteConnection connection) =>
    [
        .. connection.Rows(
            """
            SELECT job, input_name, question, teacher, invocation, settings, wanted, retry, "by", api_key, at, problem, curve
            FROM server_job ORDER BY at, job
            """,
            row => new SubmittedJob
            {
                Id = new JobId(row.Text(0)),
                InputName = row.Text(1),
                QuestionName = row.Text(2),
                Teacher = row.Text(3),
                Invocation = JsonSerializer.Deserialize(row.Text(4), StoredJson.Default.ImmutableSortedDictionaryStringString)!,
                Settings = StoredJson.SettingsOf(row.Text(5)),
                IsWanted = row.Whole(6) == 1,
                RetryFailed = row.Whole(7) == 1,
                By = row.Text(8),
                Key = row.TextOrNull(9),
                At = StoredValue.ToMoment(row.Text(10)),
                Problem = row.TextOrNull(11) is { } problem ? StoredMessage.Read(problem) : null,
                Curve = JsonSerializer.Deserialize(row.Text(12), StoredJson.Default.ImmutableArrayCurvePoint),
            }),
    ];

    public static int Save(SqliteConnection connection, SubmittedJob job) => connection.Run(
        """
        INSERT OR REPLACE INTO server_job (job, input_name, question, teacher, invocation, settings, wanted, retry, "by", api_key, at, problem, curve)
        VALUES (@job, @inputName, @question, @teacher, @invocation, @settings, @wanted, @retry, @by, @key, @at, @problem, @curve)
        """,
        ("@job", job.Id.Value),
        ("@inputName", job.InputName),
        ("@question", job.QuestionName),
        ("@teacher", job.Teacher),
        ("@invocation", JsonSerializer.Serialize(job.Invocation, StoredJson.Default.ImmutableSortedDictionaryStringString)),
        ("@settings", JsonSerializer.Serialize(job.Settings, StoredJson.Default.JobSettings)),
        ("@wanted", job.IsWanted),
        ("@retry", job.RetryFailed),
        ("@by", job.By),
        ("@key", job.Key),
        ("@at", StoredValue.Of(job.At)),
        ("@problem", job.Problem is { } problem ? StoredMessage.Of(problem) : null),
        ("@curve", JsonSerializer.Serialize(job.Curve, StoredJson.Default.ImmutableArrayCurvePoint)));

    public static int Delete(SqliteConnection connection, JobId id, DateTimeOffset at)
    {
        connection.Run(
            """
            INSERT INTO deed (at, "by", api_key, action, about, cost_nanodollars)
            SELECT @at, "by", api_key, 'job-deleted', job, 0 FROM server_job
            WHERE job = @id AND api_key IS NOT NULL AND EXISTS (SELECT 1 FROM call WHERE call.job = server_job.job)
            """,
            ("@id", id.Value),
            ("@at", StoredValue.Of(at)));
        return connection.Run("DELETE FROM server_job WHERE job = @id", ("@id", id.Value));
    }
}
