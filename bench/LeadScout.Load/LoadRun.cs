using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadScout.StandIn;

namespace LeadScout.Load;

/// <summary>
/// One run. A request is due at its moment whether or not those before it were answered, and its latency counts from then.
/// </summary>
internal sealed class LoadRun(int seconds, int rate, int rows)
{
    private const int WarmTexts = 500;

    public async Task<LoadResult> RunAsync(CancellationToken interrupt)
    {
        var folder = Directory.CreateTempSubdirectory("leadscout-load-");
        try
        {
            await using var teacher = await StandInServer.StartAsync(new StandInOptions { Latency = TimeSpan.FromMilliseconds(50) });
            using var server = await ServedProcess.StartAsync(folder.FullName, teacher.Url, interrupt);
            var bodies = await WarmAsync(server.Client, interrupt);
            var job = rows == 0 ? null : await StartJobAsync(server.Client, interrupt);
            return await LoadAsync(server.Client, bodies, job, interrupt);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<byte[][]> WarmAsync(HttpClient client, CancellationToken interrupt)
    {
        var texts = Enumerable.Range(0, WarmTexts).Select(i => $"Warm title {i}").ToArray();
        using var response = await client.PostAsJsonAsync("/api/v1/classify/many", new { question = "department", texts }, interrupt);
        response.EnsureSuccessStatusCode();
        return [.. texts.Select(text => JsonSerializer.SerializeToUtf8Bytes(new { question = "department", text }))];
    }

    private async Task<string> StartJobAsync(HttpClient client, CancellationToken interrupt)
    {
        var list = new StringBuilder("Job Title\n");
        for (var i = 0; i < rows; i++)
        {
            list.Append("Lead ").Append((i * 7919) % rows).Append(" of unit ").Append(i % 97).Append('\n');
        }

        using var body = new ByteArrayContent(
            Encoding.UTF8.GetBytes(list.ToString()))
        { Headers = { ContentType = new("application/octet-stream") } };
        using var response = await client.PostAsync("/api/v1/jobs/upload?name=load.csv&question=department", body, interrupt);
        response.EnsureSuccessStatusCode();
        var job = (await response.Content.ReadFromJsonAsync<JsonElement>(interrupt)).GetProperty("job").GetString()!;
        while ((await AskedAsync(client, job, interrupt)).Asked is null or 0)
        {
            await Task.Delay(100, interrupt);
        }

        return job;
    }

    private static async Task<(long? Asked, bool IsAtWork)> AskedAsync(HttpClient client, string job, CancellationToken interrupt)
    {
        var state = await client.GetFromJsonAsync<JsonElement>($"/api/v1/jobs/{job}", interrupt);
        return state.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress
            ? (progress.GetProperty("askedTexts").GetInt64(), true)
            : (state.GetProperty("report").GetProperty("askedTexts").GetInt64(), false);
    }

    private async Task<LoadResult> LoadAsync(HttpClient client, byte[][] bodies, string? job, CancellationToken interrupt)
    {
        await WarmUpAsync(client, bodies, interrupt); // compiled before it counts
        var before = job is null ? default : await AskedAsync(client, job, interrupt);
        var (latencies, failed) = (new ConcurrentBag<double>(), 0);
        var watch = Stopwatch.StartNew();
        var sent = new List<Task>();
        for (var i = 0; i < seconds * rate; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate);
            if (due - watch.Elapsed is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, interrupt);
            }

            sent.Add(SendAsync(bodies[i % bodies.Length], due));
        }

        await Task.WhenAll(sent);
        var took = watch.Elapsed.TotalSeconds;
        var after = job is null ? default : await AskedAsync(client, job, interrupt);
        return new LoadResult([.. latencies.Order()], failed, took, before.Asked, after.Asked, after.IsAtWork);

        async Task SendAsync(byte[] body, TimeSpan due)
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            using var response = await client.PostAsync("/api/v1/classify", content, interrupt);
            if (response.IsSuccessStatusCode)
            {
                latencies.Add((watch.Elapsed - due).TotalMilliseconds);
            }
            else
            {
                Interlocked.Increment(ref failed);
            }
        }
    }

    private static async Task WarmUpAsync(HttpClient client, byte[][] bodies, CancellationToken interrupt)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; watch.Elapsed < TimeSpan.FromSeconds(2); i++)
        {
            using var content = new ByteArrayContent(bodies[i % bodies.Length]) { Headers = { ContentType = new("application/json") } };
            using var response = await client.PostAsync("/api/v1/classify", content, interrupt);
            response.EnsureSuccessStatusCode();
        }
    }
}
