using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Server.Hosting;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace LeadScout.Server.Access;

/// <summary>
/// Requests with an <c>Idempotency-Key</c>: the same again, within a day, is answered as before and done once. Without that header every
/// request is its own. Thread-safe.
/// </summary>
internal sealed class IdempotentResponses(ServerWorkspace workspace, ServerOptions options, IOptions<JsonOptions> json)
{
    private const string Header = "Idempotency-Key";
    private const int LongestKey = 200;
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(string Caller, string Key), bool> _working = [];
    private readonly Lock _keeping = new();
    private int _forgettings;

    /// <summary>Lets go of all that was answered, and of what requests at work will be: it may hold texts that are forgotten.</summary>
    public void Forget()
    {
        lock (_keeping)
        {
            _forgettings++;
            workspace.Service.ForgetRepeats();
        }
    }

    /// <summary>Does the work, unless it was done.</summary>
    /// <param name="caller">Who wants it.</param>
    /// <param name="http">The request.</param>
    /// <param name="request">What is wanted; another wish under the same key is refused.</param>
    /// <param name="work">The work: its status and its answer.</param>
    /// <exception cref="RefusedException">The key is none, was used for something else, or is at work.</exception>
    internal async Task<IResult> OnceAsync<TWish, TAnswer>(
        Caller caller, HttpContext http, TWish request, Func<Task<(int Status, TAnswer Answer)>> work)
    {
        if (http.Request.Headers[Header].ToString() is not { Length: > 0 } key)
        {
            var (status, answer) = await work();
            return Results.Json(answer, statusCode: status);
        }

        if (key.Length > LongestKey || key.Any(char.IsControl))
        {
            throw new RefusedException("bad-idempotency-key", 400, $"An {Header} has at most {LongestKey} characters.");
        }

        var who = (caller.KeyId ?? $"person {caller.Name}", $"{http.Request.Method} {http.Request.Path} {key}");
        var fingerprint = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request));
        if (!_working.TryAdd(who, true))
        {
            throw new RefusedException(
                "repeat-in-progress", 409, $"A request with this {Header} is being worked on. Ask again in a moment.");
        }

        try
        {
            return Kept(who, fingerprint) ?? await WorkAsync(who, fingerprint, work);
        }
        finally
        {
            _working.TryRemove(who, out _);
        }
    }

    private IResult? Kept((string Caller, string Key) who, byte[] fingerprint)
    {
        if (workspace.Service.FindResponse(who.Caller, who.Key) is not { } kept || kept.At < options.Clock.GetUtcNow() - KeptFor)
        {
            return null;
        }

        return kept.Fingerprint.AsSpan().SequenceEqual(fingerprint)
            ? Results.Content(kept.Body, "application/json; charset=utf-8", statusCode: kept.Status)
            : throw new RefusedException(
                "idempotency-key-reused", 422, $"This {Header} was used for another request. Take a new one for each.");
    }

    private async Task<IResult> WorkAsync<TAnswer>(
        (string Caller, string Key) who, byte[] fingerprint, Func<Task<(int Status, TAnswer Answer)>> work)
    {
        var forgettings = Volatile.Read(ref _forgettings);
        var (status, answer) = await work();
        var body = JsonSerializer.Serialize(answer, json.Value.SerializerOptions);
        var now = options.Clock.GetUtcNow();
        lock (_keeping)
        {
            if (forgettings == _forgettings)
            {
                workspace.Service.Save(new IdempotentResponse(who.Caller, who.Key, [.. fingerprint], now, status, body), now - KeptFor);
            }
        }

        return Results.Content(body, "application/json; charset=utf-8", statusCode: status);
    }
}
