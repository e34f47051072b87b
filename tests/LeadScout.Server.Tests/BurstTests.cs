using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Two hundred clients at a server that has just begun: none is cut off, each is told how it stands, and what was taken is done.</summary>
public sealed class BurstTests : IDisposable
{
    private const int Clients = 200;
    private readonly Folder _folder = new();

    [Fact]
    public async Task Two_hundred_jobs_created_at_once_at_a_cold_server_are_each_taken_or_told_to_wait()
    {
        using var server = await ServeProcess.StartAsync(_folder[""], "--teacher", "recorded:" + Samples.Answers);
        using var burst = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = server.Client.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };

        var answers = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => CreateAsync(burst, client))); // a connection that is reset throws

        Assert.All(answers, answer => Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.Created, HttpStatusCode.Accepted, HttpStatusCode.TooManyRequests]));
        Assert.All(answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests), answer => Assert.True(answer.WaitsFor >= TimeSpan.FromSeconds(1)));
        var taken = answers.Where(answer => answer.Status != HttpStatusCode.TooManyRequests).Select(answer => answer.Job!).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(taken);
        Assert.Equal(taken.Count, await CountAsync(server.Client));
        foreach (var job in taken)
        {
            using var events = await server.Client.GetAsync($"/api/v1/jobs/{job}/events", ServerTrial.Gone);
            Assert.Contains("\"state\":\"done\"", (await events.Content.ReadAsStringAsync(ServerTrial.Gone)).Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Fifty_people_who_upload_the_same_list_at_once_get_the_same_list()
    {
        using var server = await ServeProcess.StartAsync(_folder[""], "--teacher", "recorded:" + Samples.Answers);
        using var burst = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 50 }) { BaseAddress = server.Client.BaseAddress, Timeout = Timeout.InfiniteTimeSpan };

        var lists = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var list = new ByteArrayContent("Job Title\nCFO\nVertriebsleiter\n"u8.ToArray());
            list.Headers.ContentType = new("application/octet-stream");
            using var answer = await burst.PostAsync("/api/v1/lists?name=same.csv", list, ServerTrial.Gone);
            return (await ServerTrial.JsonAsync(answer, 201)).Text("id");
        }));

        Assert.Single(lists.Distinct());
        Assert.Equal(2, Directory.GetFiles(_folder[$"leadscout-data/lists/{lists[0]}"]).Length);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(HttpStatusCode Status, TimeSpan? WaitsFor, string? Job)> CreateAsync(HttpClient client, int number)
    {
        using var list = new ByteArrayContent(Encoding.UTF8.GetBytes($"Id,Job Title\n{number},CFO\n{number + 1},Vertriebsleiter\n"));
        list.Headers.ContentType = new("application/octet-stream");
        using var answer = await client.PostAsync($"/api/v1/jobs/upload?name=list-{number}.csv&question=department", list, ServerTrial.Gone);
        var body = await answer.Content.ReadAsStringAsync(ServerTrial.Gone);
        return (
            answer.StatusCode,
            answer.Headers.RetryAfter?.Delta,
            answer.IsSuccessStatusCode ? JsonDocument.Parse(body).RootElement.GetProperty("job").GetString() : null);
    }

    private static async Task<int> CountAsync(HttpClient client)
    {
        using var jobs = JsonDocument.Parse(await client.GetStringAsync("/api/v1/jobs?take=500", ServerTrial.Gone));
        return jobs.RootElement.GetProperty("items").GetArrayLength();
    }
}
