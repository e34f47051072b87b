using System.Text;
using LeadScout.Cli.Tests.Traces;
using Xunit;

namespace LeadScout.Cli.Tests;

/// <summary>What a disk is certain to hold when a server says that it has something, by the system calls of a real one.</summary>
public sealed class ServerSyncTests(ServerSyncTests.ServeRun serve) : IClassFixture<ServerSyncTests.ServeRun>
{
    private const string Created = "HTTP/1.1 201";
    private const string Accepted = "HTTP/1.1 202";
    private const string Deleted = "HTTP/1.1 204";
    private const string Data = "leadscout-data/";

    [Fact]
    public void A_question_is_on_the_disk_when_the_server_has_it()
    {
        var run = serve.Traced();

        Assert.Equal(TitleList.Invented.Question, Encoding.UTF8.GetString(run.BeforeSending(Created).Certain()[Data + "questions/group.yaml"]));
    }

    [Fact]
    public void A_list_is_on_the_disk_when_the_server_has_it()
    {
        var run = serve.Traced();

        var certain = run.BeforeSending(Created, which: 1).Certain();

        var list = Assert.Single(certain, file => file.Key.EndsWith("/more.csv", StringComparison.Ordinal));
        Assert.Equal(ServeRun.MoreRows, Encoding.UTF8.GetString(list.Value));
        Assert.NotEmpty(certain[list.Key.Replace("more.csv", ".list.json", StringComparison.Ordinal)]);
    }

    [Fact]
    public void A_job_is_taken_only_when_its_list_and_its_copy_of_the_question_are_on_the_disk()
    {
        var run = serve.Traced();

        var certain = run.BeforeSending(Accepted).Certain();

        Assert.Empty(run.Before(0).Certain());
        Assert.Contains(certain, file => file.Key.StartsWith(Data + "lists/", StringComparison.Ordinal) && file.Key.EndsWith("/titles.csv", StringComparison.Ordinal) && file.Value.Length > 3_000);
        Assert.Contains(certain, file => file.Key.EndsWith(".list.json", StringComparison.Ordinal) && file.Value.Length > 0);
        Assert.Equal(TitleList.Invented.Question, Encoding.UTF8.GetString(certain[$"{Data}results/{run.Done.Job}/question.yaml"]));
    }

    [Fact]
    public void The_keys_that_sign_cookies_are_on_the_disk_before_the_server_takes_anything()
    {
        var certain = serve.Traced().BeforeSending(Created).Certain();

        Assert.Contains(certain, file => file.Key.StartsWith(Data + "cookie-keys/key-", StringComparison.Ordinal) && file.Value.Length > 0);
    }

    [Fact]
    public void A_webhook_is_called_only_when_its_message_is_on_the_disk()
    {
        var certain = serve.Traced().BeforeSending($"POST {TracedRun.Hook} ").Certain();

        var message = Assert.Single(certain, file => file.Key.StartsWith(Data + "webhooks/", StringComparison.Ordinal));
        Assert.Contains("job.stopped", Encoding.UTF8.GetString(message.Value), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_server_says_is_deleted_does_not_come_back()
    {
        var run = serve.Traced();

        Assert.DoesNotContain(run.BeforeSending(Deleted).Certain().Keys, name => name.EndsWith("/more.csv", StringComparison.Ordinal));
        Assert.DoesNotContain(Data + "questions/group.yaml", run.BeforeSending(Deleted, which: 1).Certain().Keys);
        Assert.DoesNotContain(run.BeforeSending(Deleted, which: 2).Certain().Keys, name => name.StartsWith(Data + "results/", StringComparison.Ordinal));
        Assert.Contains(run.BeforeSending(Deleted).Certain().Keys, name => name.StartsWith(Data + "results/", StringComparison.Ordinal));
    }

    /// <summary>One run, looked at by many tests.</summary>
    public sealed class ServeRun : IAsyncLifetime
    {
        internal const string MoreRows = "Job Title\nCFO\nRecruiter\n";

        private TracedRun? _run;

        public async ValueTask InitializeAsync() => _run = OperatingSystem.IsLinux() ? await TracedRun.ServeAsync(AfterwardsAsync) : null;

        internal TracedRun Traced()
        {
            Assert.SkipWhen(_run is null, "strace is Linux's.");
            Assert.True(_run.Done.IsDone, _run.Done.Said);
            return _run;
        }

        public ValueTask DisposeAsync() => _run?.DisposeAsync() ?? default;

        private static async Task AfterwardsAsync(HttpClient client, string job)
        {
            using var more = new ByteArrayContent(Encoding.UTF8.GetBytes(MoreRows));
            using var taken = await client.PostAsync("lists?name=more.csv", more);
            foreach (var gone in new[] { "lists/" + taken.Headers.Location!.ToString().Split('/')[^1], "questions/group", "jobs/" + job })
            {
                using var deleted = await client.DeleteAsync(gone);
                deleted.EnsureSuccessStatusCode();
            }
        }
    }
}
