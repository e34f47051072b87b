using System.Net;
using System.Text;
using System.Text.Json;
using LeadScout.Llm.Leniency;
using LeadScout.Texts;

namespace LeadScout.Llm.Faults;

/// <summary>
/// An error told in the body of a reply that its status calls a success: gateways report what went wrong behind them so, also in the middle
/// of an answer.
/// </summary>
/// <param name="Status">The status that it names, by number or by word; null where it names none.</param>
/// <param name="AfterWork">Whether the model had begun to answer: then it is charged, perhaps.</param>
/// <param name="Counted">What the service says that it counted until then; null where it does not.</param>
internal readonly record struct ErrorInReply(HttpStatusCode? Status, bool AfterWork, CountedUsage? Counted)
{
    private static readonly string[] Codes = ["code", "status", "status_code", "type", "http_code", "error_type"];

    // Providers' own words for statuses: OpenAI's and Anthropic's types, Google's codes.
    private static readonly Dictionary<string, int> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["invalid_request_error"] = 400,
        ["invalid_argument"] = 400,
        ["failed_precondition"] = 400,
        ["bad_request"] = 400,
        ["context_length_exceeded"] = 400,
        ["content_filter"] = 400,
        ["authentication_error"] = 401,
        ["invalid_api_key"] = 401,
        ["unauthenticated"] = 401,
        ["unauthorized"] = 401,
        ["billing_error"] = 402,
        ["insufficient_credits"] = 402,
        ["permission_error"] = 403,
        ["permission_denied"] = 403,
        ["forbidden"] = 403,
        ["not_found_error"] = 404,
        ["not_found"] = 404,
        ["model_not_found"] = 404,
        ["timeout_error"] = 504,
        ["deadline_exceeded"] = 504,
        ["request_too_large"] = 413,
        ["unprocessable_entity"] = 422,
        ["rate_limit_error"] = 429,
        ["rate_limit_exceeded"] = 429,
        ["resource_exhausted"] = 429,
        ["insufficient_quota"] = 429,
        ["too_many_requests"] = 429,
        ["requests"] = 429,
        ["tokens"] = 429,
        ["api_error"] = 500,
        ["server_error"] = 500,
        ["internal_error"] = 500,
        ["internal"] = 500,
        ["service_unavailable"] = 503,
        ["unavailable"] = 503,
        ["overloaded_error"] = 529,
        ["overloaded"] = 529,
    };

    /// <summary>
    /// The error that a body tells of; null for an answer, or what is no JSON. One object, or one a line: the last line's counts.
    /// </summary>
    public static ErrorInReply? Of(ReadOnlyMemory<byte> body)
    {
        if (Parsed(body) is { } whole)
        {
            using (whole)
            {
                return Of(whole.RootElement, hasBegun: false);
            }
        }

        var hasBegun = false;
        ErrorInReply? error = null;
        foreach (
            var line in Encoding.UTF8.GetString(body.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            using var part = Parsed(Encoding.UTF8.GetBytes(line.StartsWith("data:", StringComparison.Ordinal) ? line[5..] : line));
            error = part is null ? error : Of(part.RootElement, hasBegun) ?? error;
            hasBegun |= part is not null && HasBegun(part.RootElement);
        }

        return error;
    }

    private static ErrorInReply? Of(JsonElement root, bool hasBegun)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var choices = root.At("choices").Elements().ToArray();
        var error = choices.Select(choice => choice.At("error")).Prepend(root.At("error")).FirstOrDefault(Says);
        if (!Says(error) && !choices.Any(choice => IsError(choice.At("finish_reason"))) && !IsError(root.At("stop_reason"))
            && !IsError(root.At("done_reason")) && !IsError(root.At("type")))
        {
            return null;
        }

        return new ErrorInReply(StatusOf(error) ?? StatusOf(root), hasBegun || HasBegun(root), CountedUsage.Of(root.At("usage")));
    }

    private static bool Says(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Object => error.EnumerateObject().Any(),
        JsonValueKind.String => error.Words().Length > 0,
        JsonValueKind.True or JsonValueKind.Number => true,
        _ => false,
    };

    private static bool IsError(JsonElement reason) =>
        reason.ValueKind == JsonValueKind.String && reason.Words().Equals("error", StringComparison.OrdinalIgnoreCase);

    private static HttpStatusCode? StatusOf(JsonElement error)
    {
        foreach (var code in Codes.Select(name => error.At(name)).Append(error))
        {
            var number = code.Count()
                ?? (code.ValueKind == JsonValueKind.String && Words.TryGetValue(code.Words(), out var known) ? known : 0);
            if (number is >= 400 and < 600)
            {
                return (HttpStatusCode)number;
            }
        }

        return null;
    }

    /// <summary>Whether there is something of an answer, or of its count.</summary>
    private static bool HasBegun(JsonElement root) =>
        root.At("choices")
            .Elements()
            .SelectMany(choice => new[] { choice.At("message"), choice.At("delta"), choice })
            .Append(root.At("message"))
            .Append(root)
            .Any(HasWords)
        || root.At("usage").At("completion_tokens").Or(root.At("usage").At("output_tokens")).Or(root.At("eval_count")).Count() > 0;

    private static bool HasWords(JsonElement message) =>
        IsText(message.At("content"))
            || IsText(message.At("text"))
            || IsText(message.At("reasoning_content"))
            || IsText(message.At("response"))
            || message.At("tool_calls").Elements().Any();

    private static bool IsText(JsonElement said) =>
        said.ValueKind == JsonValueKind.String ? said.Words().Length > 0 : said.Elements().Any();

    private static JsonDocument? Parsed(ReadOnlyMemory<byte> json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
