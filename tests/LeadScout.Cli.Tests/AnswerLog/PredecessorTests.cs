using System.Security.Cryptography;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;
using Xunit;

namespace LeadScout.Cli.Tests.AnswerLog;

/// <summary>Moving in from the predecessor: its table as it was, and what becomes of its rows.</summary>
public sealed class PredecessorTests
{
    private const string Schema = """
        CREATE TABLE llm_classifications (
            id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, normalized_name TEXT NOT NULL, ethnicity TEXT NOT NULL, confidence REAL, llm_provider TEXT,
            processing_time_ms REAL, cost_usd REAL, phonetic_codes TEXT, linguistic_patterns TEXT, structural_features TEXT,
            classification_timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP, session_id TEXT);
        """;

    private const string Question = """
        name: origin
        ask: Which language does this name come from?
        text: "{Name}"
        labels: [English, Xhosa, Español]
        """;

    private const string Rows = """
        ('Thandeka', 'thandeka', 'XHOSA', 0.9, 'claude', 12, 0.001, '{}', '{}', '{}', '2025-06-01 10:00:00', 's1'),
        ('thandeka ', 'thandeka', 'xhosa', 0.8, 'openai', 12, 0.001, '{}', '{}', '{}', '2025-06-02T10:00:00', 's1'),
        ('Pablo', 'pablo', ' espanol', 0.9, NULL, 12, 0.001, '{}', '{}', '{}', '2025-06-03 10:00:00.123', 's2'),
        ('Robin', 'robin', 'Anglo-Saxon', 0.9, 'claude', 12, 0.001, '{}', '{}', '{}', '2025-06-04 10:00:00+02:00', 's2'),
        ('Ming', 'ming', 'Martian', 0.9, 'claude', 12, 0.001, '{}', '{}', '{}', '2025-06-05 10:00:00', 's2'),
        ('Kim', 'kim', 'English', 0.9, 'claude', 12, 0.001, '{}', '{}', '{}', '2025-06-06 10:00:00', 's2'),
        ('KIM', 'kim', 'Xhosa', 0.9, 'claude', 12, 0.001, '{}', '{}', '{}', '2025-06-07 10:00:00', 's2'),
        (' ', '', 'English', 0.9, 'claude', 12, 0.001, '{}', '{}', '{}', '2025-06-08 10:00:00', 's2'),
        (x'00ff', '', 'English', 0.9, 'claude', 12, 0.001, '{}', '{}', '{}', '2025-06-08 10:00:00', 's2'),
        ('Alex', 'alex', 'English', 0.9, 'claude', 12, 0.001, '{}', '{}', '{}', 'some day', 's2')
        """;

    [Theory]
    [InlineData("DELETE")]
    [InlineData("WAL")]
    public async Task Its_rows_become_answers_and_what_is_left_is_said_by_reason(string journal)
    {
        using var trial = new AnswerTrial();
        var file = Write(trial, journal, Rows);
        var before = Hash(file);
        var names = Directory.GetFiles(trial.Folder.Path, "llm*").Length;

        var import = await trial.JsonAsync(Import(trial, file, "--map", "anglo-saxon=english"));

        Assert.Equal((3, 0), (import.GetProperty("added").GetInt32(), import.GetProperty("known").GetInt32()));
        Assert.Equal(
            ["empty name 1", "same name and label again 1", "same name with different labels 2", "unknown label 1", "unreadable row (name, label or time missing or not text) 2"],
            import.GetProperty("left").EnumerateObject().Select(left => $"{left.Name} {left.Value}"));
        Assert.Equal(
            "Martian 1",
            string.Join(", ", import.GetProperty("unknownLabels").EnumerateObject().Select(label => $"{label.Name} {label.Value}")));
        Assert.Equal(
            "Thandeka=Xhosa leadscout-py:claude 2025-06-01T10:00:00.0000000Z|Pablo=Español leadscout-py 2025-06-03T10:00:00.1230000Z|Robin=English leadscout-py:claude 2025-06-04T08:00:00.0000000Z",
            trial.Query<string>("""SELECT group_concat(text || '=' || label || ' ' || "by" || ' ' || at, '|') FROM answer WHERE source = 0"""));
        Assert.Equal((before, names), (Hash(file), Directory.GetFiles(trial.Folder.Path, "llm*").Length));
        Assert.Equal(3, (await trial.JsonAsync(Import(trial, file, "--map", "anglo-saxon=english"))).GetProperty("known").GetInt32());
    }

    [Fact]
    public async Task A_file_that_another_program_has_open_in_WAL_mode_is_read_with_what_stands_in_its_log()
    {
        using var trial = new AnswerTrial();
        var file = Write(trial, "WAL", Rows);
        using var python = new SqliteConnection($"Data Source={file};Pooling=False");
        python.Open();
        Execute(python, "INSERT INTO llm_classifications (name, normalized_name, ethnicity) VALUES ('Fresh', 'fresh', 'English')");

        Assert.Equal(3, (await trial.JsonAsync(Import(trial, file))).GetProperty("added").GetInt32());
        Assert.Equal("English", trial.Query<string>("SELECT label FROM answer WHERE text = 'Fresh'"));
    }

    [Fact]
    public async Task As_another_teachers_they_are_exact_answers_in_its_jobs_and_else_they_are_not()
    {
        using var trial = new AnswerTrial();
        var file = Write(trial, "DELETE", Rows);
        var own = await trial.RunAsync(Import(trial, file));
        Assert.Contains("--as-teacher", own.Error, StringComparison.Ordinal);
        Assert.Equal("undecided", (await ExplainAsync(trial, "openai:gpt-5-mini")).Source);
        Assert.Equal(("Xhosa", "exact"), await ExplainAsync(trial, "leadscout-py:claude"));

        await trial.JsonAsync(Import(trial, file, "--as-teacher", "openai:gpt-5-mini"));

        Assert.Equal(("Xhosa", "exact"), await ExplainAsync(trial, "openai:gpt-5-mini"));
    }

    [Fact]
    public async Task A_file_that_is_none_of_its_is_refused_and_left_alone()
    {
        using var trial = new AnswerTrial();
        var text = trial.Folder.Write("text.db", "this is no database, whatever its name says, and long enough to be one");
        Refusal.Check(await trial.RunAsync(Import(trial, text)), "not an SQLite database", "llm_learning.db");
        Refusal.Check(await trial.RunAsync(Import(trial, trial.Folder["none.db"])), "no file");
        Refusal.Check(
            await trial.RunAsync(Import(trial, WriteSql(trial, "other.db", "CREATE TABLE x (y)"))),
            "without the table llm_classifications");
        Refusal.Check(
            await trial.RunAsync(Import(trial, WriteSql(trial, "old.db", "CREATE TABLE llm_classifications (name, ethnicity)"))),
            "without the column llm_provider");
        const string Columns = "name, ethnicity, llm_provider, classification_timestamp";
        Refusal.Check(
            await trial.RunAsync(Import(trial, WriteSql(trial, "view.db", "CREATE VIEW llm_classifications AS SELECT 'a' name, 'English' ethnicity, 'c' llm_provider, '2025-06-01' classification_timestamp"))),
            "no numbers of SQLite's");
        Refusal.Check(
            await trial.RunAsync(Import(trial, WriteSql(trial, "own.db", $"CREATE TABLE llm_classifications (RowId, {Columns}); INSERT INTO llm_classifications VALUES (NULL, 'a', 'English', 'c', '2025-06-01')"))),
            "no numbers of SQLite's");
        Refusal.Check(await trial.RunAsync("answers", "import", text, "--from", "leadscout-py"), "--question");
        Refusal.Check(await trial.RunAsync("answers", "import", text, "--from", "excel"), "leadscout-py");
        var good = Write(trial, "DELETE", Rows);
        Refusal.Check(await trial.RunAsync(Import(trial, good, "--map", "Martian=Klingon")), "'Klingon'", "English, Xhosa");
        Refusal.Check(await trial.RunAsync(Import(trial, good, "--map", "Martian")), "OldLabel=NewLabel");
    }

    [Fact]
    public async Task A_damaged_file_is_refused_whole()
    {
        using var trial = new AnswerTrial();
        var many = string.Join(
            ",\n",
            Enumerable.Range(0, 2000).Select(i => $"('Name {i}', 'name {i}', 'English', 0.9, 'claude', 12, 0.001, '{{}}', '{{}}', '{{}}', '2025-06-01 10:00:00', 's1')"));
        var file = Write(trial, "DELETE", many);
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(8 * 4096, 3 * 4096).Fill(0x5A);
        File.WriteAllBytes(file, bytes);

        Refusal.Check(await trial.RunAsync(Import(trial, file)), "llm_learning.db'", ".recover");
        Assert.False(File.Exists(trial.Database));
    }

    private static string[] Import(AnswerTrial trial, string file, params string[] more) =>
        ["answers", "import", file, "--from", "leadscout-py", "--question", trial.Folder.Write("origin.yaml", Question), .. more];

    private static async Task<(string? Label, string? Source)> ExplainAsync(AnswerTrial trial, string teacher)
    {
        var said = await trial.JsonAsync("explain", "thandeka", "--question", trial.Folder["origin.yaml"], "--teacher", teacher);
        return (said.GetProperty("label").GetString(), said.GetProperty("source").GetString());
    }

    private static string Write(AnswerTrial trial, string journal, string rows) => WriteSql(
        trial,
        "llm_learning.db",
        $"""
        PRAGMA journal_mode = {journal};
        {Schema}
        INSERT INTO llm_classifications
            (name, normalized_name, ethnicity, confidence, llm_provider, processing_time_ms, cost_usd, phonetic_codes, linguistic_patterns, structural_features,
             classification_timestamp, session_id)
        VALUES {rows}
        """);

    private static string WriteSql(AnswerTrial trial, string name, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={trial.Folder[name]};Pooling=False");
        connection.Open();
        Execute(connection, sql);
        return trial.Folder[name];
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
