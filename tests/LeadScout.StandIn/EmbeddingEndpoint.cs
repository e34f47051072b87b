using System.Collections.Immutable;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.StandIn.Faults;
using Microsoft.AspNetCore.Http;

namespace LeadScout.StandIn;

/// <summary>
/// Serves embeddings in OpenAI's format or Ollama's: a text's vector is drawn by its hash, so it is always the same. Misbehaves as it is told
/// to: by a status, or <c>close</c>, <c>hang</c>, <c>bad-body</c>, <c>missing</c> (a vector too few), <c>no-usage</c>,
/// <c>vector nan|zeros|longer|empty|infinite|floats</c>.
/// </summary>
internal sealed class EmbeddingEndpoint(bool isOllama, StandInOptions options, FaultPlan plan, Book book, CancellationToken stopping)
{
    /// <summary>Length of a vector.</summary>
    public const int Dimensions = 16;

    private const int CharactersPerToken = 4;

    /// <summary>Where its requests go.</summary>
    public string Path => isOllama ? "/api/embed" : "/v1/embeddings";

    /// <summary>What it counts for a text.</summary>
    public static int TokensOf(string text) => 1 + (text.Length / CharactersPerToken);

    /// <summary>Reads a request, waits for the latency, and replies or misbehaves.</summary>
    public async Task Serve(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var raw = await reader.ReadToEndAsync(either.Token);
        using var document = JsonDocument.Parse(raw);
        var input = document.RootElement.GetProperty("input");
        ImmutableArray<string> texts = input.ValueKind == JsonValueKind.String
            ? [input.GetString()!]
            : [.. input.EnumerateArray().Select(text => text.GetString()!)];
        var isBase64 = document.RootElement.TryGetProperty("encoding_format", out var format) && format.GetString() == "base64";
        var fault = options.Refused is { } refused && texts.Any(text => text.Contains(refused, StringComparison.Ordinal))
            ? Fault.Parse(options.Refusal)
            : plan.Next(string.Join('\n', texts));
        var headers = http.Request.Headers.ToImmutableSortedDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        book.Begin(new LoggedCall(Path, texts, fault.Kind, raw, headers), []);
        try
        {
            await Task.Delay(options.Latency, either.Token);
            await (options.Before?.Invoke(either.Token) ?? Task.CompletedTask);
            await Reply(http, texts, isBase64, fault, either.Token);
        }
        catch (OperationCanceledException)
        {
            http.Abort(); // the client went away, or the stand-in does
        }
        finally
        {
            book.End();
        }
    }

    private async Task Reply(HttpContext http, ImmutableArray<string> texts, bool isBase64, Fault fault, CancellationToken cancellation)
    {
        switch (fault)
        {
            case { Kind: "hang" }:
                await Task.Delay(Timeout.Infinite, cancellation);
                return;
            case { Kind: "close" }:
                http.Abort();
                return;
            case { Kind: "bad-body" }:
                await Send(http, "<html>not what you expected", cancellation);
                return;
            case { Status: { } status }:
                http.Response.StatusCode = status;
                if (!fault.HasBody && fault.Argument.Split('=', 2) is [var header, var value])
                {
                    http.Response.Headers[header] = value;
                }

                var error = new JsonObject { ["message"] = fault.HasBody ? fault.Argument : $"The stand-in was told to fail with {status}." };
                await Send(http, new JsonObject { ["error"] = isOllama ? error["message"]!.DeepClone() : error }.ToJsonString(), cancellation);
                return;
        }

        float[][] vectors = [.. texts.Skip(fault.Kind == "missing" ? 1 : 0).Select(VectorOf)];
        if (fault.Kind == "vector")
        {
            vectors[^1] = Odd(vectors[^1], fault.Argument);
        }

        var tokens = texts.Sum(TokensOf) * options.BillsTimes;
        book.Answered([], [], tokens, 0);
        await Send(
            http,
            isOllama
                ? OllamaReply(vectors, fault.Kind == "no-usage" ? null : tokens)
                : OpenAIReply(vectors, isBase64 && fault.Argument != "floats", fault.Kind == "no-usage" ? null : tokens),
            cancellation);
    }

    private static float[] Odd(float[] vector, string how) => how switch
    {
        "nan" => [float.NaN, .. vector[1..]],
        "zeros" => new float[vector.Length],
        "longer" => [.. vector, 1],
        "empty" => [],
        "infinite" => [float.PositiveInfinity, .. vector[1..]],
        _ => vector,
    };

    private static float[] VectorOf(string text)
    {
        var random = new Random((int)XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.AsSpan())));
        return [.. Enumerable.Range(0, Dimensions).Select(_ => (float)(random.NextDouble() - 0.5))];
    }

    private static string OllamaReply(float[][] vectors, int? tokens)
    {
        var reply = new JsonObject
        {
            ["model"] = "stand-in",
            ["embeddings"] = new JsonArray([.. vectors.Select(Numbers)]),
        };
        if (tokens is { } count)
        {
            reply["prompt_eval_count"] = count;
        }

        return reply.ToJsonString();
    }

    private static string OpenAIReply(float[][] vectors, bool isBase64, int? tokens)
    {
        var reply = new JsonObject
        {
            ["object"] = "list",
            ["model"] = "stand-in",
            ["data"] = new JsonArray([.. vectors.Select((vector, i) => new JsonObject
            {
                ["object"] = "embedding",
                ["index"] = i,
                ["embedding"] = isBase64 ? Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan())) : Numbers(vector),
            })]),
        };
        if (tokens is { } count)
        {
            reply["usage"] = new JsonObject { ["prompt_tokens"] = count, ["total_tokens"] = count };
        }

        return reply.ToJsonString();
    }

    // JSON has no word for what is no number; services write null.
    private static JsonArray Numbers(float[] vector) =>
        new([.. vector.Select(value => float.IsFinite(value) ? JsonValue.Create(value) : null)]);

    private static async Task Send(HttpContext http, string body, CancellationToken cancellation)
    {
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body, cancellation);
    }
}
