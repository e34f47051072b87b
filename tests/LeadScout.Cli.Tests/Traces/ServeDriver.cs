using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>By <c>leadscout serve</c>: the job is given to it over its API, again after each start, as a careful client does.</summary>
internal sealed class ServeDriver(DriverOptions options, Uri teacher) : IJobDriver
{
    private const string Greeting = "LeadScout is at ";
    private const string AfterAddress = ". ";
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public Folder Folder { get; } = new();

    /// <summary>Whom the server tells that the job has ended; null for nobody.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>What a client does when the job is done.</summary>
    public Func<HttpClient, string, Task>? Afterwards { get; init; }

    public async Task<Attempt> TryAsync(string[] wrapper, Action<Process>? begun, CancellationToken patience)
    {
        using var process = ChildProcess.Start(
            Folder,
            wrapper,
            ["serve", "--url", "http://127.0.0.1:0", "--teacher", "openai:stand-in", "--teacher-url", teacher.ToString(), "--price-in", "1", "--price-out", "2",
            .. Webhook is null ? Array.Empty<string>() : ["--webhook", Webhook.ToString()]]);
        begun?.Invoke(process);
        await using var registered = patience.Register(process.Kill);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var line = await GreetingAsync(process);
        if (!line.StartsWith(Greeting, StringComparison.Ordinal) || !line.EndsWith(AfterAddress, StringComparison.Ordinal))
        {
            await process.EndAsync(patience);
            return new Attempt(false, $"exit code {process.ExitCode}: {line} {await error}");
        }

        var more = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        using var client = new HttpClient
        {
            BaseAddress = new Uri(new Uri(line[Greeting.Length..^AfterAddress.Length]), "/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Attempt attempt;
        try
        {
            attempt = await WorkAsync(client, patience);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            attempt = new Attempt(false, e.Message);
        }

        var exit = await process.StopAsync(patience);
        await Task.WhenAll(more, error); // who traces it has ended, too, when these have
        return exit == 0 || !attempt.IsDone ? attempt : new Attempt(false, $"exit code {exit}: {await error}");
    }

    public void Dispose() => Folder.Dispose();

    /// <summary>
    /// What the server says up to its address, if it says it. Where its output fails it may say less, and serve all the same: whoever hears
    /// nothing for long ends it.
    /// </summary>
    private static async Task<string> GreetingAsync(Process process)
    {
        using var silence = new CancellationTokenSource(Silence);
        await using var registered = silence.Token.Register(process.Kill);
        var (said, next) = (new StringBuilder(), new char[1]);
        while (!said.ToString().EndsWith(AfterAddress, StringComparison.Ordinal) && await process.StandardOutput.ReadAsync(next, CancellationToken.None) > 0 && next[0] != '\n')
        {
            said.Append(next[0]);
        }

        return said.ToString();
    }

    private async Task<Attempt> WorkAsync(HttpClient client, CancellationToken patience)
    {
        var titles = TitleList.Invented;
        using var question = new StringContent(JsonSerializer.Serialize(new { yaml = titles.Question }), Encoding.UTF8, "application/json");
        await ReadAsync(client.PostAsync("questions", question, patience));
        using var list = new ByteArrayContent(Encoding.UTF8.GetBytes(titles.FirstRows(options.Rows))) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var upload = string.Create(
            CultureInfo.InvariantCulture,
            $"jobs/upload?name=titles.csv&question=group&maxError={options.MaxErrorPercent / 100.0}&rowsPerCall={options.RowsPerCall}&concurrency={options.Concurrency}");
        var job = (await ReadAsync(client.PostAsync(Webhook is null ? upload : $"{upload}&webhook={Webhook}", list, patience))).GetProperty("job").GetString()!;

        // The stream ends when the job stands still.
        await client.GetStringAsync($"jobs/{job}/events", patience);
        var state = await ReadAsync(client.GetAsync($"jobs/{job}", patience));
        if (state.GetProperty("state").GetString() != "done")
        {
            return new Attempt(false, state.GetRawText());
        }

        var output = await client.GetByteArrayAsync($"jobs/{job}/result", patience);
        await (Afterwards?.Invoke(client, job) ?? Task.CompletedTask);
        return new Attempt(true, "") { Job = job, Report = state.GetProperty("report"), Output = output };
    }

    private static async Task<JsonElement> ReadAsync(Task<HttpResponseMessage> asked)
    {
        using var response = await asked;
        var body = await response.Content.ReadAsStringAsync(CancellationToken.None);
        return response.IsSuccessStatusCode
            ? JsonDocument.Parse(body).RootElement.Clone()
            : throw new HttpRequestException($"{(int)response.StatusCode}: {body}");
    }
}
