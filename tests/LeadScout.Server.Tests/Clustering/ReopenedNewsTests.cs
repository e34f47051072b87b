using System.Collections.Immutable;
using System.Net;
using LeadScout.Answers;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Classifying;
using LeadScout.Server.Clustering;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using LeadScout.Sqlite;
using LeadScout.Stores;
using LeadScout.Texts;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LeadScout.Server.Tests.Clustering;

public sealed class ReopenedNewsTests : IDisposable
{
    private readonly Folder _folder = new();

    private static QuestionVersion Department { get; } = BuiltInQuestions.Load("department").Question.Version;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nobody_passes_for_having_heard_before_what_was_told_is_reopened()
    {
        var looks = 0L;
        using var workspace = WorkspaceOver((method, call) => method == nameof(IClusterStore.ReopenedAsync)
            ? Task.FromResult<(long, ImmutableArray<QuestionVersion>)>(looks++ == 1 ? (looks, [Department]) : (looks, []))
            : call());
        using var news = new ReopenedNews(workspace);
        await news.HearAsync(_ => Assert.Fail("All are known before the first look."), ServerTrial.Gone);
        var reopened = new List<QuestionVersion>();
        var other = Task.CompletedTask;

        await news.HearAsync(
            question =>
            {
                other = news.HearAsync(reopened.Add, ServerTrial.Gone);
                Assert.False(other.IsCompleted);
                reopened.Add(question);
            },
            ServerTrial.Gone);
        await other;

        Assert.Equal([Department], reopened);
    }

    [Fact]
    public async Task What_was_forgotten_is_not_said_here_even_if_other_nodes_cannot_be_told()
    {
        await using var trial = await ServerTrial.StartAsync();
        using var workspace = WorkspaceOver((method, call) => method switch
        {
            nameof(IClusterStore.ReopenedAsync) => Task.FromResult((1L, ImmutableArray<QuestionVersion>.Empty)),
            nameof(IClusterStore.TellReopenedAsync) => throw new IOException("The database is away."),
            _ => call(),
        });
        using var news = new ReopenedNews(workspace);
        var classifier = ActivatorUtilities.CreateInstance<Classifier>(trial.Services, news);
        await SourceAsync(classifier);
        await trial.Services.GetRequiredService<ServerWorkspace>().Store.ForgetAsync(Forgetting.Texts([TextKeys.Plain.Of("Boekhouder")]), ServerTrial.Gone);

        Assert.Throws<IOException>(() => classifier.Reopen(Department));

        Assert.Equal("teacher", await SourceAsync(classifier));
    }

    private ServerWorkspace WorkspaceOver(WatchedStore.Watch watch) => new(new ServerOptions
    {
        Url = new Uri("http://127.0.0.1:0"),
        DataFolder = _folder["data"],
        Environment = _ => null,
        Cluster = new ClusterOptions(IPAddress.Loopback),
        SharedStore = () => WatchedStore.Over<IClusterDatabase>(SqliteStore.Open(_folder["cluster.db"]), watch),
    });

    private static async Task<string?> SourceAsync(Classifier classifier) =>
        (await classifier.ClassifyAsync("department", null, null, "Boekhouder", new Caller("mira", null, Scope.Label), ServerTrial.Gone)).Source;

    /// <summary>A database of servers that are one service.</summary>
    internal interface IClusterDatabase : IDatabase, IClusterStore;
}
