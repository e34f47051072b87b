namespace LeadScout.Cli.Tests;

/// <summary>A small list with a recorded LLM, run inside the test's process.</summary>
internal sealed class Trial : IDisposable
{
    public const string Answers = "text\tlabel\nVertriebsleiter\tSales\nCFO\tFinance\nRecruiter\tHR\n";

    public Folder Folder { get; } = new();

    public string Database => Folder["trial.db"];

    /// <summary>Classifies a list of this content.</summary>
    public Task<Run> ClassifyAsync(string list, params string[] more) =>
        ClassifyFileAsync(Folder.Write("leads.csv", list), "department", more);

    /// <summary>Classifies the list at a path.</summary>
    public Task<Run> ClassifyFileAsync(string path, string question, params string[] more) => CommandLine.RunAsync(
        ["classify", path, "--question", question, "--teacher", "recorded:" + Folder.Write("answers.tsv", Answers), "--max-error", "0%", "--db", Database, .. more]);

    public void Dispose() => Folder.Dispose();
}
