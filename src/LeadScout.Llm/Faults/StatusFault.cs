using System.Globalization;
using System.Net;
using LeadScout.Llm.Providers;
using LeadScout.Teaching;

namespace LeadScout.Llm.Faults;

/// <summary>What an HTTP status other than success means.</summary>
internal static class StatusFault
{
    private static readonly string[] SchemaWords = ["response_format", "json_schema", "output_config", "output_format", "structured output"];

    /// <summary>The fault for a status and its body. The body's own words are used only where they say more than the status, and never for keys.</summary>
    public static CallFailedException Of(string teacher, HttpResponseMessage response, string body, TimeProvider time)
    {
        var status = (int)response.StatusCode;
        var error = ProviderError.Parse(body);
        var kind = KindOf(response.StatusCode, error);
        var message = kind switch
        {
            TeacherFaultKind.KeyRefused when status == 429 || status == 402 => $"{teacher}: the account has no credit left (HTTP {status}).",
            TeacherFaultKind.KeyRefused => $"{teacher}: the key{InVariable(teacher)} was refused, or may not use this model (HTTP {status}). Check the key and run the command again.",
            TeacherFaultKind.RateLimited => $"{teacher}: too many requests for now (HTTP {status}).",
            TeacherFaultKind.Refused => $"{teacher}: the provider's content filter refused the request (HTTP {status}).",
            TeacherFaultKind.CutOff => $"{teacher}: the request is longer than the model allows (HTTP {status}).",
            TeacherFaultKind.Unavailable => $"{teacher}: the server has a problem (HTTP {status}).",
            _ when status is >= 300 and < 400 => $"{teacher}: the server sends calls on to {response.Headers.Location?.ToString() ?? "another address"} (HTTP {status}). If that is where they are meant to go, give it as the URL.",
            _ when status == 413 => $"{teacher}: the request is too large for the server (HTTP 413). Fewer --rows-per-call make it smaller.",
            _ when status == 404 && error.Message.Length == 0 => $"{teacher}: there is nothing at this address (HTTP 404). A server's URL usually ends in /v1, as in http://127.0.0.1:1234/v1.",
            _ => $"{teacher}: the request was refused (HTTP {status}){(error.Message.Length > 0 ? ": " + error.Message : ".")}",
        };
        var schemaRefused = status is 400 or 422 && SchemaWords.Any(word => body.Contains(word, StringComparison.OrdinalIgnoreCase));
        return new(new(kind, message, RetryAfter(response, time)), mayBeBilled: false, schemaRefused);
    }

    private static TeacherFaultKind KindOf(HttpStatusCode status, ProviderError error) => (int)status switch
    {
        401 or 402 or 403 => TeacherFaultKind.KeyRefused,
        429 when error.Code is "insufficient_quota" => TeacherFaultKind.KeyRefused,
        429 => TeacherFaultKind.RateLimited,
        408 or 409 or 425 or >= 500 => TeacherFaultKind.Unavailable,
        400 when error.Code is "context_length_exceeded" => TeacherFaultKind.CutOff,
        400 when error.Code is "content_filter" => TeacherFaultKind.Refused,
        400 or 413 or 422 => TeacherFaultKind.BadRequest,
        _ => TeacherFaultKind.NotFound,
    };

    /// <summary>Retry-After in seconds or as a date, or OpenAI's own retry-after-ms, whichever stands there; never negative.</summary>
    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        if (response.Headers.TryGetValues("retry-after-ms", out var values)
            && double.TryParse(values.FirstOrDefault(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds < TimeSpan.MaxValue.TotalMilliseconds)
        {
            return TimeSpan.FromMilliseconds(milliseconds);
        }

        var wait = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - time.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static string InVariable(string teacher) =>
        Provider.Find(teacher.Split(':')[0])?.KeyVariable is { } variable ? $" in {variable}" : "";
}
