using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LeadScout.Cli.Tests.Traces;

/// <summary>By <c>leadscout serve</c>: the job is given to it over its API, and its end is told to a webhook.</summary>
internal sealed class ServeDriver(TitleList titles, Uri teacher, Uri webhook, Func<HttpClient, string, Task> afterwards) : IJobDriver
{
    private const string Greeting = "LeadScout is at ";

    public Folder Folder { get; } = new();

    public async Task<Attempt> TryAsync(params string[] wrapper)
    {
        using var process = ChildProcess.Start(
            Folder,
            wrapper,
            ["serve", "--url", "http://127.0.0.1:0", "--teacher", "openai:stand-in", "--teacher-url", teacher.ToString(), "--price-in", "1", "--price-out", "2",
            "--webhook", webhook.ToString()]);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var line = await process.StandardOutput.ReadLineAsync(CancellationToken.None) ?? "";
        if (!line.StartsWith(Greeting, StringComparison.Ordinal))
        {
            await process.WaitForExitAsync(CancellationToken.None);
            return new Attempt(false, $"exit code {process.ExitCode}: {line} {await error}");
        }

        var more = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        using var client = new HttpClient
        {
            BaseAddress = new Uri(new Uri(line[Greeting.Length..line.IndexOf(". ", StringComparison.Ordinal)]), "/api/v1/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        Attempt attempt;
        try
        {
            attempt = await WorkAsync(client);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
        {
            attempt = new Attempt(false, e.Message);
        }

        var exit = await process.StopAsync();
        await Task.WhenAll(more, error); // who traces it has ended, too, when these have
        return exit == 0 || !attempt.IsDone ? attempt : new Attempt(false, $"exit code {exit}: {await error}");
    }

    public void Dispose() => Folder.Dispose();

    private async Task<Attempt> WorkAsync(HttpClient client)
    {
        using var question = new StringContent(JsonSerializer.Serialize(new { yaml = titles.Question }), Encoding.UTF8, "application/json");
        await ReadAsync(client.PostAsync("questions", question));
        using var list = new ByteArrayContent(Encoding.UTF8.GetBytes(titles.Csv)) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        var job = (await ReadAsync(client.PostAsync($"jobs/upload?name=titles.csv&question=group&maxError=0&webhook={webhook}", list))).GetProperty("job").GetString()!;

        // The stream ends when the job stands still.
        await client.GetStringAsync($"jobs/{job}/events");
        var state = await ReadAsync(client.GetAsync($"jobs/{job}"));
        if (state.GetProperty("state").GetString() != "done")
        {
            return new Attempt(false, state.GetRawText());
        }

        var output = await client.GetByteArrayAsync($"jobs/{job}/result");
        await afterwards(client, job);
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
