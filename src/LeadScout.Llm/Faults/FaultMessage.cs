using LeadScout.Messages;
using LeadScout.Teaching;

namespace LeadScout.Llm.Faults;

/// <summary>A fault in words for a person: what happened, what the service says of it, and what to do.</summary>
internal static class FaultMessage
{
    /// <param name="kind">What it is.</param>
    /// <param name="cause">What the service's words say it is.</param>
    /// <param name="response">Status and headers.</param>
    /// <param name="words">The service's own words, or "".</param>
    /// <param name="keyPlace">Where the key stands, as in <c> in OPENAI_API_KEY</c>, or "".</param>
    public static string Of(TeacherFaultKind kind, FaultCause cause, HttpResponseMessage response, string words, string keyPlace)
    {
        var status = (int)response.StatusCode;
        return kind switch
        {
            TeacherFaultKind.KeyRefused => OfAccount(cause, status, words, keyPlace),
            TeacherFaultKind.RateLimited => $"too many requests for now (HTTP {status}).",
            TeacherFaultKind.Loading => $"the model is loading (HTTP {status}).",
            TeacherFaultKind.Refused => $"the provider's content filter refused the request (HTTP {status}).",
            TeacherFaultKind.TooLong => $"the request is longer than the model allows (HTTP {status}).",
            TeacherFaultKind.Unavailable => $"the server has a problem (HTTP {status}).",
            _ when status is >= 300 and < 400 =>
                $"the server sends calls on to {response.Headers.Location?.ToString() ?? "another address"} (HTTP {status}). If that is where they are meant to go, give it as the URL.",
            _ when status == 413 => "the request is too large for the server (HTTP 413).",
            _ when status == 404 && words.Length == 0 =>
                "there is nothing at this address (HTTP 404). A server's URL usually ends in /v1, as in http://127.0.0.1:1234/v1.",
            _ => $"the request was refused (HTTP {status}){Says(words, ".")}",
        };
    }

    /// <summary>What helps against it that can be set; null where nothing can.</summary>
    public static UserMessage? AdviceOn(TeacherFaultKind kind, FaultCause cause, HttpResponseMessage response) =>
        (kind, cause, (int)response.StatusCode) switch
        {
            (TeacherFaultKind.KeyRefused, FaultCause.NoAccess, not 402) =>
                UserMessage.Of($"Ask the provider for access, or name another model with {Setting.Teacher}."),
            (TeacherFaultKind.BadRequest, _, 413) => UserMessage.Of($"Fewer {Setting.RowsPerCall} make it smaller."),
            _ => null,
        };

    private static string OfAccount(FaultCause cause, int status, string words, string keyPlace) => cause switch
    {
        FaultCause.PeriodUsedUp =>
            $"what the account may use in a day or a month is used up (HTTP {status}){Says(words, ".")} Resume the job when the provider starts to count anew, or raise the limit there.",
        FaultCause.NoCredit =>
            $"the account has no credit left, or has reached its spending limit (HTTP {status}){Says(words, ".")} Add credit or raise the limit with the provider, then run the command again.",
        _ when status == 402 => $"the account has no credit left (HTTP 402){Says(words, ".")} Add credit with the provider, then run the command again.",
        FaultCause.AccountClosed => $"the account is closed, suspended or not active (HTTP {status}){Says(words, ".")} Settle that with the provider, then run the command again.",
        FaultCause.NoAccess => $"the key{keyPlace} may not use this model, or not from here (HTTP {status}){Says(words, ".")}",
        _ => $"the key{keyPlace} was refused, or may not use this model (HTTP {status}). Check the key and run the command again.", // the words may show the key
    };

    private static string Says(string words, string otherwise) =>
        words.Length == 0 ? otherwise : words[^1] is '.' or '!' or '?' ? ": " + words : $": {words}.";
}
