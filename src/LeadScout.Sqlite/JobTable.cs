using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Teaching.Calls;
using Microsoft.Data.Sqlite;

namespace LeadScout.Sqlite;

/// <summary>The tables of jobs and of the texts that they gave up.</summary>
internal static class JobTable
{
    private const string SelectSql = """
        SELECT id, input_name AS inputName, input_hash AS inputHash, output_name AS outputName, question_name AS questionName, question,
               teacher, settings, invocation, log_position AS logPosition, verdict_position AS verdictPosition, state,
               created_at AS createdAt, updated_at AS updatedAt, report
        FROM job
        """;

    private const string SaveSql = """
        INSERT OR REPLACE INTO job
            (id, input_name, input_hash, output_name, question_name, question, teacher, settings, invocation, log_position, verdict_position, state,
             created_at, updated_at, report)
        VALUES (@Id, @InputName, @InputHash, @OutputName, @QuestionName, @Question, @Teacher, @Settings, @Invocation, @LogPosition, @VerdictPosition, @State,
                @CreatedAt, @UpdatedAt, @Report)
        """;

    public static Job? Find(SqliteConnection connection, JobId id) =>
        connection.QuerySingleOrDefault<Row>($"{SelectSql} WHERE id = @id", new { id = id.Value })?.ToJob();

    public static ImmutableArray<Job> List(SqliteConnection connection) =>
        [.. connection.Query<Row>($"{SelectSql} ORDER BY created_at DESC, id").Select(row => row.ToJob())];

    public static int Save(SqliteConnection connection, Job job) => connection.Execute(SaveSql, Row.Of(job));

    public static int Delete(SqliteConnection connection, JobId id) =>
        connection.Execute(
            "DELETE FROM failed_text WHERE job = @id; DELETE FROM applied_pattern WHERE job = @id; DELETE FROM job WHERE id = @id", new { id = id.Value });

    /// <summary>Gives a text up, again if need be: the later reason counts.</summary>
    public static int GiveUp(SqliteConnection connection, string job, FailedText failed) => connection.Execute(
        "INSERT INTO failed_text (job, question, text_key, reason, teacher, fault_of) VALUES (@job, @question, @key, @Reason, @Teacher, @faultOf)",
        new { job, question = StoredValue.Of(failed.Question), key = StoredValue.Of(failed.Key), failed.Reason, failed.Teacher, faultOf = (int)failed.FaultOf });

    public static ImmutableArray<FailedText> Failures(SqliteConnection connection, JobId id) =>
    [
        .. connection
            .Query<(byte[] Question, byte[] Key, string Reason, string? Teacher, long FaultOf)>(
                "SELECT question, text_key, reason, teacher, fault_of FROM failed_text WHERE job = @id ORDER BY position", new { id = id.Value })
            .Select(
                row => new FailedText(StoredValue.ToQuestion(row.Question), StoredValue.ToTextKey(row.Key), row.Reason) { Teacher = row.Teacher, FaultOf = (FaultOf)row.FaultOf }),
    ];

    private sealed record Row(
        string Id, string InputName, string InputHash, string OutputName, string QuestionName, byte[] Question, string Teacher,
        string Settings,
        string Invocation, long LogPosition, long VerdictPosition, string State, string CreatedAt, string UpdatedAt, string? Report)
    {
        public static Row Of(Job job) => new(
            job.Id.Value,
            job.InputName,
            job.InputHash,
            job.OutputName,
            job.QuestionName,
            StoredValue.Of(job.Question),
            job.Teacher,
            JsonSerializer.Serialize(job.Settings, StoredJson.Default.JobSettings),
            JsonSerializer.Serialize(job.Invocation, StoredJson.Default.ImmutableSortedDictionaryStringString),
            job.LogPosition,
            job.VerdictPosition,
            job.State.ToString(),
            StoredValue.Of(job.CreatedAt),
            StoredValue.Of(job.UpdatedAt),
            job.Report is null ? null : JsonSerializer.Serialize(job.Report, StoredJson.Default.JobReport));

        public Job ToJob() => new()
        {
            Id = new JobId(Id),
            InputName = InputName,
            InputHash = InputHash,
            OutputName = OutputName,
            QuestionName = QuestionName,
            Question = StoredValue.ToQuestion(Question),
            Teacher = Teacher,
            Settings = StoredJson.SettingsOf(Settings),
            Invocation = JsonSerializer.Deserialize(Invocation, StoredJson.Default.ImmutableSortedDictionaryStringString)!,
            LogPosition = LogPosition,
            VerdictPosition = VerdictPosition,
            State = Enum.Parse<JobState>(State),
            CreatedAt = StoredValue.ToMoment(CreatedAt),
            UpdatedAt = StoredValue.ToMoment(UpdatedAt),
            Report = Report is null ? null : JsonSerializer.Deserialize(Report, StoredJson.Default.JobReport),
        };
    }
}
