using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using LeadScout.StandIn.Faults;
using LeadScout.StandIn.Formats;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using Microsoft.AspNetCore.Http;

namespace LeadScout.StandIn;

/// <summary>Serves the calls of one wire format.</summary>
internal sealed class ChatEndpoint(
    WireFormat format, StandInOptions options, Answerer answerer, FaultPlan plan, Book book, CancellationToken stopping)
{
    private const int DripBytes = 16;
    private static readonly TimeSpan DripPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Reads a request, waits for the latency, and replies or misbehaves.</summary>
    public async Task Serve(HttpContext http)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        var (request, raw) = await Received(http, either.Token);
        if (request is null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            await Send(http, "application/json", format.Error("Not a chat request.", "invalid_request_error").ToJsonString(), either.Token);
            return;
        }

        if (options.Rejects?.Invoke(request.Body) is { } rejection)
        {
            book.Begin(
                new LoggedCall(format.Path, [.. request.Items.Select(item => item.Value)], "rejected", raw, HeadersOf(http)),
                request.Asked);
            http.Response.StatusCode = rejection.Status;
            await Send(http, rejection.ContentType, rejection.Body, either.Token);
            book.End();
            return;
        }

        var fault = options.Refused is { } refused && request.Items.Any(item => item.Value.Contains(refused, StringComparison.Ordinal))
            ? Fault.Parse(options.Refusal)
            : plan.Next(request.User);
        book.Begin(
            new LoggedCall(format.Path, [.. request.Items.Select(item => item.Value)], fault.Kind, raw, HeadersOf(http)), request.Asked);
        try
        {
            if (options.Latency > TimeSpan.Zero)
            {
                await Task.Delay(options.Latency, either.Token);
            }

            if (options.Before is { } before)
            {
                await before(either.Token);
            }

            await Reply(http, request, fault, either.Token);
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

    private static ImmutableSortedDictionary<string, string> HeadersOf(HttpContext http) =>
        http.Request.Headers.ToImmutableSortedDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);

    private static async Task Send(HttpContext http, string type, string body, CancellationToken cancellation, bool isChunked = false)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        http.Response.ContentType = type;
        http.Response.ContentLength = isChunked ? null : bytes.Length;
        await http.Response.Body.WriteAsync(bytes, cancellation);
    }

    private static async Task SendZipped(HttpContext http, string body, CancellationToken cancellation)
    {
        (http.Response.ContentType, http.Response.Headers.ContentEncoding) = ("application/json", "gzip");
        await using var zip = new GZipStream(http.Response.Body, CompressionLevel.Fastest);
        await zip.WriteAsync(Encoding.UTF8.GetBytes(body), cancellation);
    }

    private async Task<(ChatRequest? Request, string Raw)> Received(HttpContext http, CancellationToken cancellation)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var raw = await reader.ReadToEndAsync(cancellation);
        try
        {
            using var document = JsonDocument.Parse(raw);
            return (format.Read(document.RootElement.Clone()), raw);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return (null, raw);
        }
    }

    private async Task Reply(HttpContext http, ChatRequest request, Fault fault, CancellationToken cancellation)
    {
        if (fault.IsAfterWork)
        {
            var work = answerer.Answer(request, fault).Answer;
            book.Worked(work.InputTokens, work.OutputTokens);
        }

        switch (fault)
        {
            case { Status: { } status }:
                await Fail(http, request, fault, status, cancellation);
                return;
            case { Kind: "hang" }:
                await Task.Delay(Timeout.Infinite, cancellation);
                return;
            case { Kind: "close" }:
                http.Abort();
                return;
            case { Kind: "body" }:
                await Send(http, "application/json", fault.Argument, cancellation);
                return;
            case { Kind: "bad-body" }:
                await Send(http, "application/json", "<html>not what you expected", cancellation);
                return;
        }

        var (answer, answered) = answerer.Answer(request, fault);
        var model = request.Body.TryGetProperty("model", out var name) ? name.GetString() ?? "" : "";
        model = options.Model?.Invoke(book.Stats().Items) ?? model;
        var body = Oddity.Applied(fault, format.Write(answer, model), http.Response).ToJsonString();
        if (fault.Kind is "close-mid-reply" or "drip")
        {
            await Bit(http, body, fault, cancellation);
        }

        if (fault.Kind == "close-mid-reply")
        {
            return;
        }

        // Counted before the last byte leaves: whoever has the reply finds it counted.
        if (fault.Kind != "error-200")
        {
            book.Answered(answered, request.Asked, answer.InputTokens, answer.OutputTokens);
        }

        if (fault.Kind == "gzip")
        {
            await SendZipped(http, body, cancellation);
        }
        else if (fault.Kind != "drip")
        {
            await Send(
                http, "application/json", fault.Kind == "bom" ? '\uFEFF' + body : body, cancellation, isChunked: fault.Kind == "chunked");
        }
    }

    private async Task Fail(HttpContext http, ChatRequest request, Fault fault, int status, CancellationToken cancellation)
    {
        http.Response.StatusCode = status;
        if (fault.HasBody)
        {
            await Send(http, fault.Argument[0] is '{' or '[' ? "application/json" : "text/plain", fault.Argument, cancellation);
            return;
        }

        if (fault.Argument.Split('=', 2) is [var header, var value])
        {
            http.Response.Headers[header] = value;
        }

        if (status == 502 || fault.Argument == "html")
        {
            await Send(http, "text/html; charset=nonsense", $"<html><body><h1>{status} Bad Gateway</h1></body></html>", cancellation);
            return;
        }

        if (fault.Argument == "odd")
        {
            await Send(http, "application/json", """["error", {"error": [17]}]""", cancellation);
            return;
        }

        var (message, code) = fault.Kind switch
        {
            "no-schema" => ("Unknown parameter: response_format of type json_schema is not supported.", "unsupported_parameter"),
            "echo" => ($"Can't work with this input: {request.User}", "invalid_request_error"),
            "401" => ($"Incorrect API key provided: {http.Request.Headers.Authorization}{http.Request.Headers["x-api-key"]}.", "invalid_api_key"),
            "404" => ("The model does not exist.", "model_not_found"),
            _ => (
                $"The stand-in was told to fail with {status}.",
                fault.Argument is { Length: > 0 } argument && !argument.Contains('=') ? argument : "stand_in"),
        };
        await Send(http, "application/json", format.Error(message, code).ToJsonString(), cancellation);
    }

    private static async Task Bit(HttpContext http, string body, Fault fault, CancellationToken cancellation)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = bytes.Length;
        if (fault.Kind == "close-mid-reply")
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), cancellation);
            await http.Response.Body.FlushAsync(cancellation);
            http.Abort();
            return;
        }

        for (var at = 0; at < bytes.Length; at += DripBytes)
        {
            await http.Response.Body.WriteAsync(bytes.AsMemory(at, Math.Min(DripBytes, bytes.Length - at)), cancellation);
            await http.Response.Body.FlushAsync(cancellation);
            await Task.Delay(DripPause, cancellation);
        }
    }
}
