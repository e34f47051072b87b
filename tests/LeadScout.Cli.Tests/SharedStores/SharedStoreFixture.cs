using LeadScout.Postgres.Tests;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cli.Tests.SharedStores;

/// <summary>A PostgreSQL server of the tests' own, and what a job comes to that nobody disturbs and that keeps a file.</summary>
public sealed class SharedStoreFixture : IAsyncLifetime
{
    /// <summary>The server.</summary>
    public PrivateServer Server { get; private set; } = null!;

    /// <summary>The result over a file.</summary>
    public byte[] Output { get; private set; } = [];

    /// <summary>What was asked over a file, call by call, in an order that does not depend on time.</summary>
    public string[] Asked { get; private set; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Server = await PrivateServer.StartAsync();
        await using var teacher = await StandInServer.StartAsync(new StandInOptions { Answers = TitleList.Invented.Answers });
        using var job = new SharedJob(teacher);
        var run = await job.RunAsync(job.Folder["file.db"]);
        Assert.True(run.ExitCode == 0, run.Error);
        (Output, Asked) = (job.Output, job.Asked);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
