using LeadScout.StandIn;
using Xunit;

[assembly: AssemblyFixture(typeof(LeadScout.Cluster.Tests.ServiceFixture))]

namespace LeadScout.Cluster.Tests;

/// <summary>A PostgreSQL server of the tests' own, and what a job comes to on one process with a file that nobody disturbs.</summary>
public sealed class ServiceFixture : IAsyncLifetime
{
    private readonly Folder _folder = new();

    /// <summary>The server.</summary>
    public PrivateServer Server { get; private set; } = null!;

    /// <summary>The folder with the add-on that was built beside these tests.</summary>
    public string AddOns => _folder["addons"];

    /// <summary>The result of one process.</summary>
    public byte[] Output { get; private set; } = [];

    /// <summary>What it asked, call by call, in an order that does not depend on time.</summary>
    public string[] Asked { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(AddOns);
        var built = Path.GetFullPath(Path.Join(AppContext.BaseDirectory, "..", "..", "LeadScout.Cluster", new DirectoryInfo(AppContext.BaseDirectory).Name));
        Directory.CreateSymbolicLink(Path.Join(AddOns, "cluster"), built);
        Server = await PrivateServer.StartAsync();
        await using var teacher = await StandInServer.StartAsync(new StandInOptions { Answers = TitleList.Invented.Answers });
        _folder.Write("titles.csv", TitleList.Invented.Csv);
        _folder.Write("group.yaml", TitleList.Invented.Question);
        var run = await LeadScoutProcess.RunAsync(
            _folder.Path,
            "test-key",
            ["classify", "titles.csv", "--question", "group.yaml", "--teacher", "openai:stand-in", "--teacher-url", teacher.Url.ToString(), "--max-error", "5%", "--out", "out.csv"]);
        Assert.True(run.ExitCode == 0, run.Error);
        (Output, Asked) = (_folder.Read("out.csv"), [.. teacher.Calls.Select(call => string.Join("|", call.Items)).Order(StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
