using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using LeadScout.Server.Hosting;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>
/// A server on a port and in a folder of its own, over real HTTP, with the recorded answers of the sample list unless told otherwise.
/// </summary>
internal sealed class ServerTrial : IAsyncDisposable
{
    private readonly WebApplication _server;

    private readonly bool _keepsFolder;

    private ServerTrial(Folder folder, bool keepsFolder, WebApplication server)
    {
        (Folder, _keepsFolder, _server) = (folder, keepsFolder, server);
        Client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        { BaseAddress = new Uri(server.Urls.First()) };
    }

    public Folder Folder { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _server.Services;

    public static CancellationToken Gone => TestContext.Current.CancellationToken;

    /// <summary>Starts one; its folder goes with it unless <paramref name="keepsFolder"/>.</summary>
    public static async Task<ServerTrial> StartAsync(
        Func<ServerOptions, ServerOptions>? change = null, Folder? folder = null, bool keepsFolder = false)
    {
        folder ??= new Folder();
        var options = new ServerOptions
        {
            Url = new Uri("http://127.0.0.1:0"),
            Database = folder["leadscout.db"],
            DataFolder = folder["data"],
            Teacher = "recorded:" + Samples.Answers,
            Environment = name => name == "OPENAI_API_KEY" ? "test-key" : null,
        };
        var server = ServerHost.Build(change?.Invoke(options) ?? options);
        await server.StartAsync(Gone);
        return new ServerTrial(folder, keepsFolder, server);
    }

    /// <summary>Uploads a list and gives its id.</summary>
    public async Task<string> UploadAsync(string name, byte[] content)
    {
        using var response = await PostBytesAsync($"/api/v1/lists?name={Uri.EscapeDataString(name)}", content);
        return (await JsonAsync(response, 201)).GetProperty("id").GetString()!;
    }

    public Task<HttpResponseMessage> PostBytesAsync(string path, byte[] content)
    {
        var body = new ByteArrayContent(content);
        body.Headers.ContentType = new("application/octet-stream");
        return Client.PostAsync(path, body, Gone);
    }

    /// <summary>Posts and expects an answer.</summary>
    public async Task<JsonElement> PostAsync(string path, object? body = null, int expected = 200)
    {
        using var response = await Client.PostAsJsonAsync(path, body ?? new { }, Gone);
        return await JsonAsync(response, expected);
    }

    public async Task<JsonElement> GetAsync(string path, int expected = 200)
    {
        using var response = await Client.GetAsync(path, Gone);
        return await JsonAsync(response, expected);
    }

    /// <summary>Starts a job over the sample list and waits until it stands still; its last state.</summary>
    public async Task<JsonElement> SampleJobAsync(object? more = null)
    {
        var list = await UploadAsync("leads.csv", await File.ReadAllBytesAsync(Samples.Leads, Gone));
        var request = new Dictionary<string, object?> { ["list"] = list, ["question"] = "department" };
        foreach (var property in more?.GetType().GetProperties() ?? [])
        {
            request[property.Name] = property.GetValue(more);
        }

        var job = (await PostAsync("/api/v1/jobs", request, 202)).GetProperty("job").GetString()!;
        return await StillAsync(job);
    }

    /// <summary>Watches a job until it stands still.</summary>
    public async Task<JsonElement> StillAsync(string job)
    {
        JsonElement last = default;
        await foreach (var state in EventsAsync(job))
        {
            last = state;
        }

        return last;
    }

    /// <summary>The states of a job as its event stream tells them.</summary>
    public async IAsyncEnumerable<JsonElement> EventsAsync(string job)
    {
        await using var stream = await Client.GetStreamAsync($"/api/v1/jobs/{job}/events", Gone);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(Gone) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                yield return JsonDocument.Parse(line["data: ".Length..]).RootElement;
            }
        }
    }

    public async Task<byte[]> ResultAsync(string job) => await Client.GetByteArrayAsync($"/api/v1/jobs/{job}/result", Gone);

    /// <summary>The body of a response, which must have this status.</summary>
    public static async Task<JsonElement> JsonAsync(HttpResponseMessage response, int expected)
    {
        var text = await response.Content.ReadAsStringAsync(Gone);
        Assert.True((int)response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.StopAsync(CancellationToken.None);
        await _server.DisposeAsync();
        if (!_keepsFolder)
        {
            Folder.Dispose();
        }
    }
}
