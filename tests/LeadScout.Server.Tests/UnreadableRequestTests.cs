using System.Net;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>What can't be read is refused with its name and its value, and never taken for something else.</summary>
public sealed class UnreadableRequestTests
{
    [Fact]
    public async Task A_value_in_the_query_that_is_none_is_told_with_its_parameter()
    {
        await using var trial = await ServerTrial.StartAsync();
        foreach (var (path, name, value) in ((string, string, string)[])
            [("analytics/answers", "days", "abc"), ("jobs", "skip", "1e99"), ("lists/0123456789ab", "rows", "99999999999999999999"), ("questions", "take", "true")])
        {
            var detail = (await trial.GetAsync($"/api/v1/{path}?{name}={value}", 400)).Text("detail")!;
            Assert.Contains(name, detail, StringComparison.Ordinal);
            Assert.Contains(value, detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_number_without_a_value_is_not_taken_for_one_that_was_left_out()
    {
        await using var trial = await ServerTrial.StartAsync();
        foreach (var path in (string[])["jobs?skip=", "lists?take=", "settings/audit-log?skip="])
        {
            Assert.Equal("bad-request", (await trial.GetAsync("/api/v1/" + path, 400)).Text("code"));
        }

        Assert.Equal("bad-request", (await trial.PostAsync("/api/v1/settings/keys/0123456789ab/rotate?hours=", expected: 400)).Text("code"));
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/shared")]
    public async Task A_form_that_was_not_sent_is_the_clients_fault(string path)
    {
        await using var trial = await ServerTrial.StartAsync();
        using var refused = await trial.Client.PostAsync(new Uri(path, UriKind.Relative), null, ServerTrial.Gone);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("form", await refused.Content.ReadAsStringAsync(ServerTrial.Gone), StringComparison.Ordinal);
    }
}
