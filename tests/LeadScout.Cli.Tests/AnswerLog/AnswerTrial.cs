using System.Text.Json;
using LeadScout.Questions;
using Microsoft.Data.Sqlite;

namespace LeadScout.Cli.Tests.AnswerLog;

/// <summary>A small list with a recorded LLM and a database, and the answers commands over it.</summary>
internal sealed class AnswerTrial : IDisposable
{
    public const string List = "Job Title\nCFO\nRecruiter\nVertriebsleiter\n";

    public Trial Trial { get; } = new();

    public Folder Folder => Trial.Folder;

    public string Database => Trial.Database;

    /// <summary>The environment that commands see.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Labels the list.</summary>
    public async Task<Run> ClassifyAsync(params string[] more)
    {
        Folder.Write("answers.tsv", Tests.Trial.Answers);
        return await RunAsync(
            ["classify", Folder.Write("leads.csv", List), "--question", "department", "--teacher", "recorded:" + Folder["answers.tsv"], "--max-error", "0%", .. more]);
    }

    /// <summary>What is known about a text.</summary>
    public async Task<(string? Label, string? Source)> ExplainAsync(string text, string? database = null)
    {
        var run = await RunAsync(
            "explain",
            text,
            "--question",
            "department",
            "--teacher",
            "recorded:answers.tsv",
            "--format",
            "json",
            "--db",
            database ?? Database);
        return (run.Text("label"), run.Text("source"));
    }

    /// <summary>Runs a command over the database, unless it names another.</summary>
    public Task<Run> RunAsync(params string[] args) =>
        CommandLine.RunAsync(name => Environment.GetValueOrDefault(name), args.Contains("--db") ? args : [.. args, "--db", Database]);

    /// <summary>Runs it, expects it to succeed, and gives its document.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args)
    {
        var run = await RunAsync([.. args, "--format", "json"]);
        Xunit.Assert.True(run.ExitCode == 0, run.Error);
        return run.Json;
    }

    /// <summary>One value out of the database.</summary>
    public T Query<T>(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    /// <summary>The bytes of the database and of everything beside it.</summary>
    public byte[] Bytes() => [.. Directory.GetFiles(Folder.Path, "trial.db*").SelectMany(File.ReadAllBytes)];

    public void Dispose() => Trial.Dispose();
}
