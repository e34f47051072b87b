using System.Collections.Immutable;
using Dapper;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Spending;
using LeadScout.Texts;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Sqlite.Tests;

public sealed class SchemaTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string Leads => _directory.File("leads.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")]
    [InlineData("foreign_keys", "1")]
    [InlineData("secure_delete", "1")]
    [InlineData("busy_timeout", "10000")]
    [InlineData("application_id", "1279615332")]
    [InlineData("user_version", "11")]
    public void A_writer_has_its_connection_set(string pragma, string value)
    {
        using var database = Database.OpenWriter(Leads);
        Assert.Equal(value, database.Connection.ExecuteScalar<string>($"PRAGMA {pragma}"));
    }

    [Fact]
    public void The_last_migration_sets_the_version_that_the_program_knows()
    {
        string last = typeof(Schema).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Max()!;
        using var script = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream(last)!);
        Assert.EndsWith($"PRAGMA user_version = {Schema.Version};", script.ReadToEnd().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_migration_runs_once_and_is_journaled()
    {
        SqliteStore.Open(Leads).Dispose();
        SqliteStore.Open(Leads).Dispose();
        Assert.Equal(
            "LeadScout.Sqlite.Migrations.0001_initial.sql LeadScout.Sqlite.Migrations.0002_answers_in_peoples_hands.sql "
            + "LeadScout.Sqlite.Migrations.0003_verdicts_on_patterns.sql LeadScout.Sqlite.Migrations.0004_questions_and_teachers.sql "
            + "LeadScout.Sqlite.Migrations.0005_a_server_at_work.sql LeadScout.Sqlite.Migrations.0006_what_was_billed.sql LeadScout.Sqlite.Migrations.0007_how_teachers_are_asked.sql "
            + "LeadScout.Sqlite.Migrations.0008_what_thinking_takes.sql LeadScout.Sqlite.Migrations.0009_answers_that_can_be_checked.sql "
            + "LeadScout.Sqlite.Migrations.0010_vectors_of_texts.sql LeadScout.Sqlite.Migrations.0011_models_that_answered.sql",
            Query<string>("SELECT group_concat(ScriptName, ' ') FROM (SELECT ScriptName FROM schema_version ORDER BY ScriptName)"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_database_of_the_first_version_keeps_its_failures_and_calls_under_their_question_whether_it_is_opened_to_write_or_to_read(bool toRead)
    {
        using (var connection = new SqliteConnection($"Data Source={Leads};Pooling=False"))
        {
            connection.Execute(Script("0001_initial.sql"));
            connection.Execute(
                "CREATE TABLE schema_version (SchemaVersionID INTEGER CONSTRAINT pk PRIMARY KEY AUTOINCREMENT NOT NULL, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL)");
            connection.Execute(
                "INSERT INTO schema_version (ScriptName, Applied) VALUES ('LeadScout.Sqlite.Migrations.0001_initial.sql', '2026-01-01')");
            connection.Execute(
                "INSERT INTO job VALUES ('00000000000b', 'in', 'hash', 'out', 'department', x'000102030405060708090a0b0c0d0e0f', 'fake:t', '{}', '{}', 0, 'Done', '2026-01-01', '2026-01-01', NULL)");
            connection.Execute(
                "INSERT INTO call (job, batch, attempt, teacher, at, state) VALUES ('00000000000b', 0, 1, 'fake:t', '2026-01-01T00:00:00.0000000Z', 'Failed')");
            connection.Execute("INSERT INTO failed_text (job, text_key, reason) VALUES ('00000000000b', randomblob(16), 'nonsense')");
        }

        using var store = toRead ? SqliteStore.OpenRead(Leads) : SqliteStore.Open(Leads);

        var failed = Assert.Single(await store.FailuresAsync(Written.Job, Cancellation));
        Assert.Equal(("nonsense", null, "000102030405060708090a0b0c0d0e0f"), (failed.Reason, failed.Teacher, failed.Question.ToString()));
        Assert.Equal([failed.Question], Assert.Single(await store.CallsAsync(Written.Job, Cancellation)).Intent.Questions);
    }

    [Fact]
    public async Task Calls_of_an_older_database_get_a_class_by_what_was_known_of_them_and_reports_say_what_was_measured()
    {
        using (var connection = new SqliteConnection($"Data Source={Leads};Pooling=False"))
        {
            connection.Execute(
                "CREATE TABLE schema_version (SchemaVersionID INTEGER CONSTRAINT pk PRIMARY KEY AUTOINCREMENT NOT NULL, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL)");
            foreach (var name in OldScripts)
            {
                connection.Execute(Script(name));
                connection.Execute(
                    "INSERT INTO schema_version (ScriptName, Applied) VALUES (@name, '2026-01-01')",
                    new { name = "LeadScout.Sqlite.Migrations." + name });
            }

            var report = System.Text.Json.JsonSerializer.Serialize(OldReport, StoredJson.Default.JobReport);
            connection.Execute(
                """
                INSERT INTO job (id, input_name, input_hash, output_name, question_name, question, teacher, settings, invocation, log_position, created_at, updated_at, report)
                VALUES ('00000000000b', 'in', 'hash', 'out', 'department', zeroblob(16), 'fake:t', '{"Budget":[0.02,0.95],"RowsPerCall":20,"Concurrency":8}', '{}', 0,
                        '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z', @report)
                """,
                new { report });
            Insert("Answered", 10, known: true, 1);
            Insert("Answered", 10, known: false, 20);
            Insert("Lost", 0, known: false, 300);
            Insert("Failed", 0, known: true, 0);
            Insert("Open", 0, known: false, null);

            void Insert(string state, int tokens, bool known, long? cost) => connection.Execute(
                """
                INSERT INTO call (job, batch, attempt, teacher, at, state, input_tokens, usage_known, cost_nanodollars, ceiling_nanodollars)
                VALUES ('00000000000b', 0, 1, 'fake:t', '2026-01-01T00:00:00.0000000Z', @state, @tokens, @known, @cost, 4000)
                """,
                new { state, tokens, known, cost });
        }

        using var store = SqliteStore.Open(Leads);

        var calls = await store.CallsAsync(Written.Job, Cancellation);
        Assert.Equal(
            [Billing.Measured, Billing.PossiblyBilled, Billing.PossiblyBilled, Billing.NotBilled, Billing.PossiblyBilled],
            calls.Select(call => call.Billing));
        var migrated = (await store.FindAsync(Written.Job, Cancellation))!.Report!;
        Assert.Equal(
            (new Money(1), new Money(320), 2, 1),
            (migrated.Cost, migrated.PossiblyBilled, migrated.PossiblyBilledCalls, migrated.NotBilledCalls));
    }

    [Fact]
    public void A_migration_that_fails_leaves_the_file_without_a_schema()
    {
        using var connection = new SqliteConnection($"Data Source={Leads};Pooling=False");
        connection.Execute("CREATE TABLE job (name TEXT)");
        var error = Assert.Throws<InvalidOperationException>(() => Schema.Migrate(connection));
        Assert.Contains("0001_initial.sql failed: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("job", connection.QuerySingle<string>("SELECT name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"));
        Assert.Equal(0, connection.ExecuteScalar<long>("PRAGMA user_version"));
    }

    [Fact]
    public async Task A_database_of_the_first_version_keeps_its_jobs_with_their_states_and_takes_the_new_one()
    {
        using (var connection = new SqliteConnection($"Data Source={Leads};Pooling=False"))
        {
            connection.Execute(Script("0001_initial.sql"));
            connection.Execute(
                """
                INSERT INTO job VALUES ('00000000000b', 'in', 'hash', 'out', 'department', zeroblob(16), 'teacher',
                                        '{"Budget":[0.02,0.95],"RowsPerCall":20,"Concurrency":8}', '{}', 7, 'OutOfMoney', '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z', NULL);
                CREATE TABLE schema_version (SchemaVersionID INTEGER PRIMARY KEY, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);
                INSERT INTO schema_version VALUES (1, 'LeadScout.Sqlite.Migrations.0001_initial.sql', '2026-01-01');
                """);
        }

        using var store = SqliteStore.Open(Leads);
        var job = (await store.FindAsync(Written.Job, Cancellation))!;
        Assert.Equal((JobState.OutOfMoney, 7, 0), (job.State, job.LogPosition, job.VerdictPosition));
        await store.SaveAsync(job with { State = JobState.Reopened }, Cancellation);
        Assert.Equal(JobState.Reopened, (await store.FindAsync(Written.Job, Cancellation))!.State);
    }

    [Fact]
    public async Task Nobody_can_change_a_verdict()
    {
        using (var store = SqliteStore.Open(Leads))
        {
            var verdict =
                new PatternVerdict { Question = new QuestionVersion(new Hash128(0, 1)), Pattern = "word:a", Retired = true, By = "mira", At = DateTimeOffset.UnixEpoch };
            await store.AppendAsync(verdict, Cancellation);
        }

        var error = Assert.Throws<SqliteException>(() => Query<string>("UPDATE pattern_verdict SET retired = 0 RETURNING pattern"));
        Assert.Contains("append-only", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_can_change_an_answer_but_a_text_can_be_forgotten()
    {
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync([Written.Answer("a"), Written.Answer("b")], Cancellation);
        }

        var error = Assert.Throws<SqliteException>(() => Query<string>("UPDATE answer SET label = 'Other' RETURNING label"));
        Assert.Contains("append-only", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Query<long>("DELETE FROM answer WHERE text = 'b' RETURNING position"));
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync([Written.Answer("c")], Cancellation);
            Assert.Equal(3, await store.LogPositionAsync(Cancellation));
        }
    }

    [Fact]
    public async Task Reading_by_question_uses_the_index_and_needs_no_sorting()
    {
        using (var store = SqliteStore.Open(Leads))
        {
            await store.AppendAsync([Written.Answer("a")], Cancellation);
        }

        using var connection = new SqliteConnection($"Data Source={Leads};Pooling=False");
        var plan = connection.Query(
            "EXPLAIN QUERY PLAN " + AnswerTable.ReadSql, new { question = new byte[16], after = 0, until = 1, teacher = "", page = 1 });
        Assert.Collection(
            plan.Select(row => (string)row.detail),
            answers => Assert.StartsWith("SEARCH answer USING INDEX answer_by_question", answers, StringComparison.Ordinal),
            takenBack => Assert.StartsWith("SEARCH retraction USING INTEGER PRIMARY KEY", takenBack, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_database_of_the_first_version_is_brought_up_to_date_with_all_it_holds()
    {
        using (var connection = new SqliteConnection($"Data Source={Leads};Pooling=False"))
        {
            connection.Execute(Script("0001_initial.sql"));
            connection.Execute(
                """
                CREATE TABLE schema_version (SchemaVersionID INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ScriptName TEXT NOT NULL, Applied DATETIME NOT NULL);
                INSERT INTO schema_version (ScriptName, Applied) VALUES ('LeadScout.Sqlite.Migrations.0001_initial.sql', '2026-01-01');
                INSERT INTO answer (question, text_key, text, label, source, "by", at)
                VALUES (zeroblob(16), zeroblob(16), 'CFO', 'Finance', 1, 'mira', '2026-01-01T00:00:00.0000000Z');
                INSERT INTO job VALUES ('00000000000b', 'a', 'h', 'o', 'department', zeroblob(16), 't', '{}', '{}', 0, 'Done', '2026-01-01T00:00:00.0000000Z', '2026-01-01T00:00:00.0000000Z', NULL);
                """);
        }

        using var store = SqliteStore.Open(Leads);
        Assert.Equal("CFO", Assert.Single(await store.ReadAllAsync(null, Cancellation).ToListAsync(Cancellation)).Text);
        Assert.Equal("department", (await store.QuestionNamesAsync(Cancellation))[new(default(Hash128))]);
    }

    [Fact]
    public async Task A_question_keeps_the_name_that_its_first_job_gave_it()
    {
        using var store = SqliteStore.Open(Leads);
        await store.SaveAsync(Written.SavedJob("department"), Cancellation);
        await store.SaveAsync(Written.SavedJob("dept"), Cancellation);
        await store.NameQuestionAsync(new(new Hash128(0, 1)), "another", Cancellation);
        Assert.Equal("department", Assert.Single(await store.QuestionNamesAsync(Cancellation)).Value);
    }

    [Fact]
    public async Task The_purse_and_the_ledger_can_be_read_with_any_sqlite_shell()
    {
        using (var store = SqliteStore.Open(Leads))
        {
            await store.CommitAsync(
                Written.End(await store.BeginAsync(Written.Intent(0.5m, "a"), Cancellation), 0.25m, Written.Answer("a")));
            await store.CommitAsync(Written.End(await store.BeginAsync(Written.Intent(null, "a"), Cancellation), null));
            await store.BeginAsync(Written.Intent(0.125m, "b"), Cancellation);
            await store.SettleAsync(Written.Job, Cancellation);
            await store.BeginAsync(Written.Intent(2, "c", "d"), Cancellation);
        }

        Assert.Equal((4, 2.0, 0.25, 0.125, 0.0, 1, 1), Query<(long, double, double, double, double, long, long)>(
            "SELECT calls, reserved_usd, spent_usd, possibly_billed_usd, released_usd, lost_calls, calls_of_unknown_price FROM purse WHERE job = '00000000000b'"));
        Assert.Equal(
            ("Open", 2, 2.0, null),
            Query<(string, long, double?, double?)>("SELECT state, texts, ceiling_usd, cost_usd FROM ledger WHERE call = 4"));
        Assert.Equal(
            ("Lost", "PossiblyBilled", 0.125),
            Query<(string, string, double?)>("SELECT state, billing, cost_usd FROM ledger WHERE call = 3"));
    }

    public void Dispose() => _directory.Dispose();

    private static string[] OldScripts { get; } =
        ["0001_initial.sql", "0002_answers_in_peoples_hands.sql", "0003_verdicts_on_patterns.sql", "0004_questions_and_teachers.sql", "0005_a_server_at_work.sql"];

    private static JobReport OldReport { get; } = new()
    {
        Rows = 3,
        DistinctTexts = 3,
        UndecidedRows = ImmutableSortedDictionary<UndecidedReason, long>.Empty,
        RowsBySource = ImmutableSortedDictionary<DecisionSource, long>.Empty,
        AskedTexts = 3,
        Calls = 4,
        LostCalls = 1,
        UncountedCalls = 1,
        Usage = new Usage(10, 0, 0),
        Cost = new Money(1 + 20 + 300), // all in one, as it was
        RowByRowCost = null,
        Certificate = new Certificate { Budget = new ErrorBudget(0.02, 0.95), UpperBound = 0, Audits = 0, AuditErrors = 0 },
        Elapsed = TimeSpan.Zero,
    };

    private static string Script(string name)
    {
        using var script = new StreamReader(typeof(Schema).Assembly.GetManifestResourceStream($"LeadScout.Sqlite.Migrations.{name}")!);
        return script.ReadToEnd();
    }

    private T Query<T>(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Leads};Pooling=False");
        return connection.QuerySingle<T>(sql);
    }
}
