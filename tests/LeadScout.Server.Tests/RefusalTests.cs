using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using LeadScout.StandIn;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>What is refused is refused with a code, is logged, and changes nothing.</summary>
public sealed class RefusalTests
{
    private const string Uploads = "/api/v1/lists?name=";

    [Theory]
    [InlineData("..%2F..%2Fescape.csv")]
    [InlineData("..%5Cescape.csv")]
    [InlineData("C%3Aescape.csv")]
    [InlineData(".hidden.csv")]
    [InlineData("line%0Abreak.csv")]
    public async Task A_path_in_a_lists_name(string name)
    {
        await using var trial = await ServerTrial.StartAsync();
        await RefusedAsync(trial, () => trial.PostBytesAsync(Uploads + name, Bytes("Job Title\nCFO\n")), 400, "bad-file-name");
        Assert.Empty(Directory.EnumerateFiles(trial.Folder.Path, "*escape*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_workbook_that_unpacks_too_large()
    {
        await using var trial = await ServerTrial.StartAsync();
        var bomb = Bomb.OfBytes(300L << 20);
        Assert.True(bomb.Length < 1 << 20);
        await RefusedAsync(trial, () => trial.PostBytesAsync(Uploads + "bomb.xlsx", bomb), 413, "list-unpacks-too-large");
    }

    [Fact]
    public async Task A_list_with_more_bytes_than_allowed_said_or_sent()
    {
        await using var trial = await ServerTrial.StartAsync(options => options with { Uploads = options.Uploads with { Bytes = 1000 } });
        var list = Bytes("Job Title\n" + new string('a', 2000));
        await RefusedAsync(trial, () => trial.PostBytesAsync(Uploads + "leads.csv", list), 413, "list-too-large");
        await RefusedAsync(
            trial, () => SendChunkedAsync(trial, Uploads + "leads.csv", list, "application/octet-stream"), 413, "list-too-large");
    }

    [Fact]
    public async Task A_list_that_says_it_has_ten_gigabytes()
    {
        await using var trial = await ServerTrial.StartAsync();
        var answer = await RawAsync(
            trial,
            $"POST {Uploads}leads.csv HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\nContent-Length: 10737418240\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("list-too-large", answer, StringComparison.Ordinal);
        await NothingChangedAsync(trial);
    }

    [Fact]
    public async Task A_header_without_end()
    {
        await using var trial = await ServerTrial.StartAsync();
        var answer = await RawAsync(trial, $"GET /api/v1/jobs HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: {new string('a', 100_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows", "list-too-large")]
    [InlineData("cells", "list-too-large")]
    [InlineData("columns", "list-too-large")]
    [InlineData("length", "list-too-large")]
    public async Task A_list_beyond_a_limit(string limit, string code)
    {
        await using var trial = await ServerTrial.StartAsync(options => options with
        {
            Uploads = limit switch
            {
                "rows" => options.Uploads with { Rows = 2 },
                "cells" => options.Uploads with { Cells = 5 },
                "columns" => options.Uploads with { Columns = 1 },
                _ => options.Uploads with { CellLength = 3 },
            },
        });
        await RefusedAsync(
            trial, () => trial.PostBytesAsync(Uploads + "leads.csv", Bytes("Job Title,Id\nChief,1\nCFO,2\nCEO,3\n")), 413, code);
    }

    [Theory]
    [InlineData("leads.exe", "unknown-format", 415)]
    [InlineData("leads.xlsx", "bad-input", 400)]
    public async Task What_is_no_list(string name, string code, int status)
    {
        await using var trial = await ServerTrial.StartAsync();
        await RefusedAsync(trial, () => trial.PostBytesAsync(Uploads + name, Bytes("MZ...")), status, code);
    }

    [Theory]
    [InlineData("classify", """{"question":"department","text":null}""", """{"question":null,"text":"a"}""", """{"text":"a","text":"b","question":"a"}""")]
    [InlineData("classify/many", """{"question":"department","texts":[null]}""", """{"question":"department","texts":null}""", """{"texts":["a"],"question":"a","question":"b"}""")]
    [InlineData("explain", """{"question":"department","text":null}""", """{"text":"a","text":"b","question":"a"}""")]
    [InlineData("answers/corrections", """{"question":"department","corrections":[null]}""", """{"question":"a","corrections":null}""", """{"question":"a","question":"b","corrections":[]}""")]
    [InlineData("answers/corrections/undo", """{"question":"department","text":null}""", """{"text":"a","text":"b","question":"a"}""")]
    [InlineData("answers/forget", """{"texts":null}""", """{"texts":[null]}""", """{"texts":["a"],"texts":["b"]}""")]
    [InlineData("patterns/retire", """{"question":"department","pattern":null}""", """{"question":"a","question":"b","pattern":"a"}""")]
    [InlineData("patterns/restore", """{"question":"department","pattern":null}""", """{"question":"a","question":"b","pattern":"a"}""")]
    [InlineData("patterns/price", """{"question":"department","pattern":null}""", """{"question":"a","question":"b","pattern":"a"}""")]
    [InlineData("questions", """{"yaml":null}""", """{"yaml":"a","yaml":"b"}""")]
    [InlineData("questions/check", """{"yaml":null}""", """{"yaml":"a","yaml":"b"}""")]
    [InlineData("settings/keys", """{"name":"a","scope":null}""", """{"name":"a","name":"b","scope":"read"}""")]
    [InlineData("jobs", """{"question":"department","list":null}""", """{"list":"x","questions":[null]}""", """{"list":"x","list":"y","question":"a"}""")]
    public async Task A_body_in_which_something_is_missing_null_or_said_twice(string address, params string[] bodies)
    {
        await using var trial = await ServerTrial.StartAsync();
        foreach (var body in bodies.Prepend("{}"))
        {
            await RefusedAsync(trial, () => SendAsync(trial, $"/api/v1/{address}", Bytes(body), "application/json"), 400, "bad-request");
        }
    }

    [Fact]
    public async Task Json_that_is_too_large_or_none()
    {
        await using var trial = await ServerTrial.StartAsync();
        var large = Bytes($"{{\"question\":\"department\",\"text\":\"{new string('a', 2 << 20)}\"}}");
        await RefusedAsync(trial, () => SendAsync(trial, "/api/v1/classify", large, "application/json"), 413, "request-too-large");
        await RefusedAsync(trial, () => SendChunkedAsync(trial, "/api/v1/classify", large, "application/json"), 413, "request-too-large");
        await RefusedAsync(trial, () => SendAsync(trial, "/api/v1/classify", Bytes("{"), "application/json"), 400, "bad-request");
        await RefusedAsync(trial, () => SendAsync(trial, "/api/v1/classify", Bytes("{}"), "text/plain"), 415, "unsupported-media-type");
        await RefusedAsync(
            trial, () => SendAsync(trial, "/api/v1/classify", Bytes(new string('[', 100_000)), "application/json"), 400, "bad-request");
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task What_another_site_sends(string header, string value)
    {
        await using var trial = await ServerTrial.StartAsync();
        await RefusedAsync(
            trial,
            () => trial.Client.SendAsync(Request(HttpMethod.Post, "/api/v1/answers/forget", header, value), ServerTrial.Gone),
            403,
            "cross-site");
    }

    [Theory]
    [InlineData("evil.example", "bad-host", 421)]
    [InlineData("169.254.169.254", "bad-host", 421)]
    public async Task A_name_that_is_not_this_servers(string host, string code, int status)
    {
        await using var trial = await ServerTrial.StartAsync();
        await RefusedAsync(
            trial, () => trial.Client.SendAsync(Request(HttpMethod.Get, "/api/v1/jobs", "Host", host), ServerTrial.Gone), status, code);
    }

    [Fact]
    public async Task A_proxy_where_whoever_is_on_the_machine_is_trusted()
    {
        await using var trial = await ServerTrial.StartAsync();
        await RefusedAsync(
            trial,
            () => trial.Client.SendAsync(Request(HttpMethod.Get, "/api/v1/jobs", "X-Forwarded-For", "10.0.0.1"), ServerTrial.Gone),
            403,
            "proxy-not-expected");
    }

    [Fact]
    public async Task A_recording_that_only_whoever_starts_the_server_may_name()
    {
        await using var trial = await ServerTrial.StartAsync();
        await RefusedAsync(
            trial,
            () => trial.Client.PostAsJsonAsync(
                "/api/v1/classify", new { question = "department", text = "x", teacher = "recorded:/etc/passwd" }, ServerTrial.Gone),
            403,
            "teacher-not-allowed");
    }

    [Fact]
    public async Task More_at_once_than_it_can_do_is_told_to_come_again()
    {
        await using var teacher = await StandInServer.StartAsync(new StandInOptions { Latency = TimeSpan.FromSeconds(1) });
        await using var trial = await ServerTrial.StartAsync(
            options => options with { RequestsAtOnce = 1, Teacher = "openai:stand-in", TeacherUrl = teacher.Url.ToString() });
        var all = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(i => trial.Client.PostAsJsonAsync("/api/v1/classify", new { question = "department", text = $"title {i}" }, ServerTrial.Gone)));

        Assert.Contains(all, response => response.StatusCode == HttpStatusCode.OK);
        var refused = all.First(response => response.StatusCode == HttpStatusCode.TooManyRequests);
        Assert.Equal("too-many-requests", (await ServerTrial.JsonAsync(refused, 429)).Text("code"));
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Fact]
    public async Task Html_in_cells_stays_text()
    {
        await using var trial = await ServerTrial.StartAsync();
        var list = await trial.UploadAsync("leads.csv", Bytes("Job Title\n<script>alert(1)</script>\n"));
        using var response = await trial.Client.GetAsync($"/api/v1/lists/{list}", ServerTrial.Gone);
        var body = await response.Content.ReadAsStringAsync(ServerTrial.Gone);

        Assert.DoesNotContain("<script", body, StringComparison.Ordinal);
        Assert.Equal("application/json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Contains(
            "script-src 'self';", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_that_a_spreadsheet_would_run()
    {
        await using var trial = await ServerTrial.StartAsync();
        const string Yaml = "name: kind\nask: What is it?\ntext: \"{Thing}\"\nlabels: [\"=HYPERLINK(1)\", Animal]\n";
        await RefusedAsync(
            trial, () => trial.Client.PostAsJsonAsync("/api/v1/questions", new { yaml = Yaml }, ServerTrial.Gone), 400, "bad-input");
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static HttpRequestMessage Request(HttpMethod method, string path, string header, string value)
    {
        var request =
            new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? JsonContent.Create(new { texts = new[] { "a" } }) : null };
        request.Headers.TryAddWithoutValidation(header, value);
        return request;
    }

    private static Task<HttpResponseMessage> SendAsync(ServerTrial trial, string path, byte[] body, string type) =>
        trial.Client.PostAsync(path, new ByteArrayContent(body) { Headers = { ContentType = new(type) } }, ServerTrial.Gone);

    private static Task<HttpResponseMessage> SendChunkedAsync(ServerTrial trial, string path, byte[] body, string type)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Post, path)
        { Content = new StreamContent(new MemoryStream(body)) { Headers = { ContentType = new(type) } } };
        request.Headers.TransferEncodingChunked = true;
        return trial.Client.SendAsync(request, ServerTrial.Gone);
    }

    private static async Task<string> RawAsync(ServerTrial trial, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, trial.Client.BaseAddress!.Port, ServerTrial.Gone);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), ServerTrial.Gone);
        var answer = new byte[4096];
        var read = 0;
        try
        {
            for (int more; read < answer.Length && (more = await stream.ReadAsync(answer.AsMemory(read), ServerTrial.Gone)) > 0;)
            {
                read += more;
            }
        }
        catch (IOException)
        {
            // It hangs up on whoever goes on sending.
        }

        return Encoding.ASCII.GetString(answer, 0, read);
    }

    private static async Task RefusedAsync(ServerTrial trial, Func<Task<HttpResponseMessage>> send, int status, string code)
    {
        using var log = new LogBook();
        trial.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        using var response = await send();
        var problem = await ServerTrial.JsonAsync(response, status);

        Assert.Equal(code, problem.Text("code"));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(
            log.Lines, line => line.Contains("refused", StringComparison.Ordinal) && line.Contains(code, StringComparison.Ordinal));
        await NothingChangedAsync(trial);
    }

    private static async Task NothingChangedAsync(ServerTrial trial)
    {
        foreach (var path in new[] { "/api/v1/lists", "/api/v1/jobs", "/api/v1/answers", "/api/v1/settings/audit-log" })
        {
            Assert.Equal(0, (await trial.GetAsync(path)).Number("total"));
        }

        Assert.Empty(Directory.Exists(trial.Folder["data/lists"]) ? Directory.EnumerateFileSystemEntries(trial.Folder["data/lists"]) : []);
        Assert.False(Directory.Exists(trial.Folder["data/questions"]) && Directory.EnumerateFiles(trial.Folder["data/questions"]).Any());
    }
}
