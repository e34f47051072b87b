using System.Text.Json;
using LeadScout.Files.Disk;
using LeadScout.Server.Workspaces;

namespace LeadScout.Server.Notifying;

/// <summary>A message that is to be sent.</summary>
/// <param name="Id">Tells it from others; the same at every try, so that a receiver can leave out what it has.</param>
/// <param name="Address">Where to.</param>
/// <param name="Body">What it says, JSON.</param>
internal sealed record WebhookMessage(string Id, Uri Address, string Body);

/// <summary>The messages that are not delivered yet, one file each, so that a crash loses none. Thread-safe.</summary>
internal sealed class WebhookOutbox(ServerWorkspace workspace)
{
    private readonly string _folder = Path.Join(workspace.OwnFolder, "webhooks");

    /// <summary>Keeps a message until it is delivered.</summary>
    public async Task KeepAsync(WebhookMessage message)
    {
        DataFolder.MakeClosed(_folder);
        var incoming = PathOf(message.Id) + ".new";
        await DataFolder.WriteClosedAsync(incoming, JsonSerializer.Serialize(message), CancellationToken.None);
        Durable.Rename(incoming, PathOf(message.Id));
        DataFolder.KeepNames(workspace.OwnFolder);
    }

    /// <summary>Forgets a message: it is delivered, or nobody wants it.</summary>
    public void Remove(WebhookMessage message) => File.Delete(PathOf(message.Id));

    /// <summary>What an earlier process has left.</summary>
    public IReadOnlyList<WebhookMessage> Left() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<WebhookMessage>()]
        : [];

    private static WebhookMessage? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<WebhookMessage>(File.ReadAllText(path));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // not ours: for a file that can't be read the server starts all the same
        }
    }

    private string PathOf(string id) => Path.Join(_folder, $"{id}.json");
}
