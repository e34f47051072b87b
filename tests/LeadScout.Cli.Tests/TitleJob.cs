using LeadScout.StandIn;

namespace LeadScout.Cli.Tests;

/// <summary>The job over the title list in a folder of its own, against a stand-in server.</summary>
internal sealed class TitleJob : IDisposable
{
    private readonly StandInServer _server;

    public TitleJob(TitleList titles, StandInServer server)
    {
        _server = server;
        Folder.Write("titles.csv", titles.Csv);
        Folder.Write("group.yaml", titles.Question);
    }

    public Folder Folder { get; } = new();

    public byte[] Output => Folder.Read("titles.labelled.csv");

    public string[] Arguments =>
        ["classify", "titles.csv", "--question", "group.yaml", "--teacher", "openai:stand-in", "--teacher-url", _server.Url.ToString(), "--max-error", "0%", "--format", "json"];

    /// <summary>Starts the real executable.</summary>
    public LeadScoutProcess Start(params string[] more) => LeadScoutProcess.Start(Folder.Path, "test-key", [.. Arguments, .. more]);

    /// <summary>Runs it in the test's own process.</summary>
    public Task<Run> RunAsync(params string[] more) => FolderCommand.RunAsync(Folder, "test-key", [.. Arguments, .. more]);

    public void Dispose() => Folder.Dispose();
}
