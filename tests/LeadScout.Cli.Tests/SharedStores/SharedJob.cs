using LeadScout.StandIn;

namespace LeadScout.Cli.Tests.SharedStores;

/// <summary>A learning job over the title list, with the database named by whoever runs it.</summary>
internal sealed class SharedJob : IDisposable
{
    private readonly StandInServer _teacher;

    public SharedJob(StandInServer teacher)
    {
        _teacher = teacher;
        Folder.Write("titles.csv", TitleList.Invented.Csv);
        Folder.Write("group.yaml", TitleList.Invented.Question);
    }

    public Folder Folder { get; } = new();

    public string MaxError { get; init; } = "5%";

    public byte[] Output => Folder.Read("out.csv");

    public string[] Asked => [.. _teacher.Calls.Select(call => string.Join("|", call.Items)).Order(StringComparer.Ordinal)];

    /// <summary>Runs it inside this process, perhaps with another LLM of the same name.</summary>
    public Task<Run> RunAsync(string database, StandInServer? teacher = null) =>
        CommandLine.RunAsync(name => name == "OPENAI_API_KEY" ? "test-key" : null, ArgumentsFor(database, teacher ?? _teacher));

    /// <summary>Starts it as a process of its own.</summary>
    public LeadScoutProcess Start(string database) => LeadScoutProcess.Start(Folder.Path, "test-key", ArgumentsFor(database, _teacher));

    public void Dispose() => Folder.Dispose();

    private string[] ArgumentsFor(string database, StandInServer teacher) =>
    [
        "classify", Folder["titles.csv"], "--question", Folder["group.yaml"], "--teacher", "openai:stand-in", "--teacher-url", $"{teacher.Url}",
        "--max-error", MaxError, "--out", Folder["out.csv"], "--store", database, "--format", "json",
    ];
}
