using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite.Service;

/// <summary>The table of the jobs that were given to a server.</summary>
internal static class SubmittedJobTable
{
    public static ImmutableArray<SubmittedJob> List(SqliteConnection connection) =>
    [
        .. connection
            .Query<Row>(
                """
                SELECT job, input_name AS inputName, question, teacher, invocation, settings, wanted, retry, "by" AS givenBy, api_key AS givenKey, at, problem, curve
                FROM server_job ORDER BY at, job
                """)
            .Select(row => row.ToJob()),
    ];

    public static int Save(SqliteConnection connection, SubmittedJob job) => connection.Execute(
        """
        INSERT OR REPLACE INTO server_job (job, input_name, question, teacher, invocation, settings, wanted, retry, "by", api_key, at, problem, curve)
        VALUES (@Job, @InputName, @Question, @Teacher, @Invocation, @Settings, @Wanted, @Retry, @GivenBy, @GivenKey, @At, @Problem, @Curve)
        """,
        Row.Of(job));

    public static int Delete(SqliteConnection connection, JobId id) =>
        connection.Execute("DELETE FROM server_job WHERE job = @id", new { id = id.Value });

    private sealed record Row(
        string Job, string InputName, string Question, string Teacher, string Invocation, string Settings, long Wanted, long Retry,
        string GivenBy, string? GivenKey, string At,
        string? Problem, string Curve)
    {
        public static Row Of(SubmittedJob job) => new(
            job.Id.Value,
            job.InputName,
            job.QuestionName,
            job.Teacher,
            JsonSerializer.Serialize(job.Invocation, StoredJson.Default.ImmutableSortedDictionaryStringString),
            JsonSerializer.Serialize(job.Settings, StoredJson.Default.JobSettings),
            job.IsWanted ? 1 : 0,
            job.RetryFailed ? 1 : 0,
            job.By,
            job.Key,
            StoredValue.Of(job.At),
            job.Problem,
            JsonSerializer.Serialize(job.Curve, StoredJson.Default.ImmutableArrayCurvePoint));

        public SubmittedJob ToJob() => new()
        {
            Id = new JobId(Job),
            InputName = InputName,
            QuestionName = Question,
            Teacher = Teacher,
            Invocation = JsonSerializer.Deserialize(Invocation, StoredJson.Default.ImmutableSortedDictionaryStringString)!,
            Settings = StoredJson.SettingsOf(Settings),
            IsWanted = Wanted == 1,
            RetryFailed = Retry == 1,
            By = GivenBy,
            Key = GivenKey,
            At = StoredValue.ToMoment(At),
            Problem = Problem,
            Curve = JsonSerializer.Deserialize(Curve, StoredJson.Default.ImmutableArrayCurvePoint),
        };
    }
}
