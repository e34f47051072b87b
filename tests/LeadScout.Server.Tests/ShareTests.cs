using System.Net.Http.Headers;
using System.Net.Http.Json;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class ShareTests
{
    [Fact]
    public async Task A_link_carries_a_key_that_reads_and_writes_nothing_and_ends_when_the_key_is_revoked()
    {
        await using var server = await ServerTrial.StartAsync();
        var job = (await server.SampleJobAsync()).GetProperty("job").GetString()!;

        var shared = await server.PostAsync($"/api/v1/jobs/{job}/share", new { days = 7 });
        var url = new Uri(shared.GetProperty("url").GetString()!);
        var key = url.Fragment[1..];

        Assert.Equal("read", shared.GetProperty("key").GetProperty("scope").GetString());
        Assert.Contains(Uri.EscapeDataString($"/jobs/{job}"), url.Query, StringComparison.Ordinal);
        Assert.DoesNotContain(key, url.GetLeftPart(UriPartial.Query), StringComparison.Ordinal);
        Assert.Equal(200, await StatusAsync(server, HttpMethod.Get, $"/api/v1/jobs/{job}/rows", key));
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Post, "/api/v1/jobs/sample"), (HttpMethod.Post, $"/api/v1/jobs/{job}/pause"), (HttpMethod.Post, $"/api/v1/jobs/{job}/resume"),
            (HttpMethod.Post, $"/api/v1/jobs/{job}/share"), (HttpMethod.Post, $"/api/v1/jobs/{job}/settle"), (HttpMethod.Delete, $"/api/v1/jobs/{job}"),
            (HttpMethod.Post, "/api/v1/lists?name=a.csv"), (HttpMethod.Post, "/api/v1/answers/corrections"), (HttpMethod.Post, "/api/v1/answers/corrections/undo"),
            (HttpMethod.Post, "/api/v1/questions"), (HttpMethod.Post, "/api/v1/patterns/retire"), (HttpMethod.Post, "/api/v1/classify"), (HttpMethod.Post, "/api/v1/settings/keys"),
        })
        {
            Assert.Equal(403, await StatusAsync(server, method, path, key));
        }

        using var ended = await server.Client.DeleteAsync($"/api/v1/settings/keys/{shared.GetProperty("key").GetProperty("id").GetString()}", ServerTrial.Gone);
        Assert.Equal(401, await StatusAsync(server, HttpMethod.Get, $"/api/v1/jobs/{job}/rows", key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(366)]
    public async Task A_link_is_good_for_a_day_to_a_year(int days)
    {
        await using var server = await ServerTrial.StartAsync();
        var job = (await server.SampleJobAsync()).GetProperty("job").GetString()!;

        Assert.Equal("bad-input", (await server.PostAsync($"/api/v1/jobs/{job}/share", new { days }, 400)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Only_a_key_that_reads_opens_the_page_of_a_link()
    {
        await using var server = await ServerTrial.StartAsync();
        var made = await server.PostAsync("/api/v1/settings/keys", new { name = "wide", scope = "label" });
        using var locked = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Client.BaseAddress };
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("key", made.EnumerateObject().First(property => property.Value.ValueKind == System.Text.Json.JsonValueKind.String).Value.GetString()!)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/shared") { Content = form };
        request.Headers.Add("X-Api-Key", "none");
        using var answer = await locked.SendAsync(request, ServerTrial.Gone);

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    private static HttpContent? ContentOf(HttpMethod method, string path)
    {
        if (method == HttpMethod.Get)
        {
            return null;
        }

        if (!path.StartsWith("/api/v1/lists", StringComparison.Ordinal))
        {
            return JsonContent.Create(new { });
        }

        var list = new ByteArrayContent("Title\nSales\n"u8.ToArray());
        list.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return list;
    }

    private static async Task<int> StatusAsync(ServerTrial server, HttpMethod method, string path, string key)
    {
        using var request = new HttpRequestMessage(method, path) { Content = ContentOf(method, path) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await server.Client.SendAsync(request, ServerTrial.Gone);
        return (int)answer.StatusCode;
    }
}
