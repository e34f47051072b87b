using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadScout.StandIn;

namespace LeadScout.Load;

/// <summary>Several estimates of one long list at once: how much memory the server took at most, and how long the last one waited.</summary>
internal sealed class EstimateRun(int estimates, int rows)
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(30);

    public async Task WriteAsync(TextWriter output, CancellationToken interrupt)
    {
        var folder = Directory.CreateTempSubdirectory("leadscout-load-");
        try
        {
            await using var teacher = await StandInServer.StartAsync(new StandInOptions());
            using var server = await ServedProcess.StartAsync(folder.FullName, teacher.Url, interrupt);
            var list = await UploadAsync(server.Client, interrupt);
            var (uploaded, watch) = (server.PeakMegabytes, Stopwatch.StartNew());
            await Task.WhenAll(Enumerable.Range(0, estimates).Select(_ => EstimateAsync(server.Client, list, interrupt)));
            var (took, peak) = (watch.Elapsed, server.PeakMegabytes);
            await Task.Delay(Rest, interrupt);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{estimates} estimates of {rows} distinct rows at once: {took.TotalSeconds:0.0} s, at most {peak} MB in memory, {uploaded} MB of them before the first; {server.Megabytes} MB after half a minute of rest"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string> UploadAsync(HttpClient client, CancellationToken interrupt)
    {
        var csv = new StringBuilder("Job Title\n");
        for (var i = 0; i < rows; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"Lead {i} of unit {i % 97}\n");
        }

        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(csv.ToString())) { Headers = { ContentType = new("application/octet-stream") } };
        using var response = await client.PostAsync("/api/v1/lists?name=long.csv", body, interrupt);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>(interrupt)).GetProperty("id").GetString()!;
    }

    private static async Task EstimateAsync(HttpClient client, string list, CancellationToken interrupt)
    {
        using var response = await client.PostAsJsonAsync("/api/v1/estimate", new { list, question = "department" }, interrupt);
        response.EnsureSuccessStatusCode();
    }
}
