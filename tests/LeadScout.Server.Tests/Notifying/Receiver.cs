using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Tests.Notifying;

/// <summary>Somebody else's server that is told by webhook; it checks what it gets as Standard Webhooks 1.0 says, by code of its own.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    public const string Secret = "a secret of the receiver's";

    private readonly WebApplication _app;
    private readonly Queue<int> _answers;
    private readonly TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Receiver(WebApplication app, IEnumerable<int> answers) => (_app, _answers) = (app, new Queue<int>(answers));

    /// <summary>What came, in order: the id, and the body, which is empty where the signature was wrong.</summary>
    public ConcurrentQueue<(string Id, JsonElement Body, bool IsSigned)> Heard { get; } = [];

    public Uri Address => new(_app.Urls.First() + "/hook");

    /// <summary>Completed once it has answered all that it was to answer.</summary>
    public Task All => _heard.Task.WaitAsync(ServerTrial.Gone);

    /// <summary>Starts one that answers with these codes, one a call.</summary>
    public static async Task<Receiver> StartAsync(params int[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new Receiver(builder.Build(), answers);
        receiver._app.MapPost("/hook", receiver.TakeAsync);
        await receiver._app.StartAsync(ServerTrial.Gone);
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var (id, at) = (request.Headers["webhook-id"].ToString(), request.Headers["webhook-timestamp"].ToString());
        var expected = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{id}.{at}.{body}")));
        Heard.Enqueue((id, JsonDocument.Parse(body).RootElement, request.Headers["webhook-signature"] == expected));
        lock (_answers)
        {
            var answer = _answers.Dequeue();
            if (_answers.Count == 0)
            {
                _heard.TrySetResult();
            }

            return Results.StatusCode(answer);
        }
    }
}
