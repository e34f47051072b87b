using System.Net;
using LeadScout.Server.Access;
using LeadScout.Sqlite;
using LeadScout.Stores;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>What browsers, monitors and scripts meet before they see a page.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task A_page_answers_HEAD_like_GET_without_a_body()
    {
        await using var trial = await ServerTrial.StartAsync();
        foreach (var path in (string[])["/", "/health/ready", "/openapi/v1.json"])
        {
            using var head = await trial.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), ServerTrial.Gone);
            using var get = await trial.Client.GetAsync(path, ServerTrial.Gone);
            Assert.Equal((get.StatusCode, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
            Assert.Equal("", await head.Content.ReadAsStringAsync(ServerTrial.Gone));
        }

        using var none = await trial.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/no-such-page-here"), ServerTrial.Gone);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task A_cookie_of_another_server_locks_nobody_out_of_one_without_keys()
    {
        await using var trial = await ServerTrial.StartAsync();
        foreach (var path in (string[])["/", "/api/v1/jobs"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Cookie", "leadscout=CfDJ8of-another-server" } } };
            using var response = await trial.Client.SendAsync(request, ServerTrial.Gone);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task A_cookie_of_another_server_opens_nothing_where_keys_are_needed()
    {
        var folder = new Folder();
        using (var store = SqliteStore.Open(folder["leadscout.db"]))
        {
            new KeyRing(store.Service, TimeProvider.System).Add("test", Scope.Read, null, null, null);
        }

        await using var trial = await ServerTrial.StartAsync(options => options with { RequireKey = true }, folder);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/jobs") { Headers = { { "Cookie", "leadscout=CfDJ8of-another-server" } } };
        using var response = await trial.Client.SendAsync(request, ServerTrial.Gone);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_one_line_with_a_way_on()
    {
        await using var trial = await ServerTrial.StartAsync();
        using var folder = new Folder();
        var run = await LeadScoutProcess.RunAsync(folder.Path, null, "serve", "--url", trial.Client.BaseAddress!.ToString());

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("another program has that port", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path)); // what it made it has taken away again
    }
}
