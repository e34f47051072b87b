using System.Net;
using LeadScout.Llm.Negotiation;
using LeadScout.Llm.Providers;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Llm.Faults;

/// <summary>What an HTTP status other than success means, and the words that come with it.</summary>
internal static class StatusFault
{
    /// <summary>
    /// The fault for a status and its body. The body's own words are passed on only where they say more than the status, and never where
    /// they may show a key.
    /// </summary>
    /// <param name="teacher">The teacher's name.</param>
    /// <param name="response">Status and headers.</param>
    /// <param name="body">What came with them.</param>
    /// <param name="time">For dates.</param>
    /// <param name="request">What was sent, so that what is quoted of it is not taken for the service's own words.</param>
    /// <param name="error">The error that a success told of: it counts as if it had come with the status that it names. Null for a status
    /// of the response's own.</param>
    public static CallFailedException Of(
        string teacher, HttpResponseMessage response, string body, TimeProvider time, string request = "", ErrorInReply? error = null)
    {
        response.StatusCode = error is { } inside ? inside.Status ?? HttpStatusCode.InternalServerError : response.StatusCode;
        var said = ErrorText.Of(body, request);
        var cause = FaultWords.CauseOf(said);
        var now = time.GetUtcNow();
        var kind = KindOf(response.StatusCode, cause, body, ToldDelay.InBody(said, now) is not null);
        var words = ProviderError.Parse(body).Message;
        var fault = new TeacherFault(
            kind,
            $"{teacher}: {FaultMessage.Of(kind, cause, response, words, KeyOf(teacher))}",
            ToldDelay.In(response.Headers, said, now))
        { IsPassing = IsPassing(kind, response), Advice = FaultMessage.AdviceOn(kind, cause, response) };
        var mayBeBilled = error switch
        {
            { AfterWork: true } => true,
            { Status: null } => Refusals.MayBeBilled(kind),
            _ => Refusals.MayBeBilled((int)response.StatusCode) || Refusals.MayBeBilled(teacher, cause),
        };
        return new(fault, mayBeBilled, RefusalReader.Read((int)response.StatusCode, body)) { Words = words, Counted = error?.Counted };
    }

    private static TeacherFaultKind KindOf(HttpStatusCode status, FaultCause cause, string body, bool saysWhen) => cause switch
    {
        // Google says "you exceeded your current quota" of a minute's quota too, and then when to try again.
        FaultCause.NoCredit or FaultCause.PeriodUsedUp when status == HttpStatusCode.TooManyRequests
            && saysWhen
            && !body.Contains("insufficient_quota", StringComparison.OrdinalIgnoreCase)
            => TeacherFaultKind.RateLimited,
        FaultCause.NoAccess when status == HttpStatusCode.TooManyRequests => TeacherFaultKind.RateLimited, // "upgrade your plan" for more a minute
        FaultCause.NoCredit or FaultCause.PeriodUsedUp or FaultCause.AccountClosed or FaultCause.KeyRefused or FaultCause.NoAccess =>
            TeacherFaultKind.KeyRefused,
        FaultCause.Content => TeacherFaultKind.Refused,
        FaultCause.TooLong => TeacherFaultKind.TooLong,
        FaultCause.Loading => TeacherFaultKind.Loading,
        FaultCause.NoModel => TeacherFaultKind.NotFound,
        FaultCause.RateLimited => TeacherFaultKind.RateLimited,
        _ => KindOf((int)status, body),
    };

    private static TeacherFaultKind KindOf(int status, string body) => status switch
    {
        403 when IsPage(body) => TeacherFaultKind.BadRequest, // a firewall in front of the service: it may be the text that it does not like
        401 or 402 or 403 => TeacherFaultKind.KeyRefused,
        429 => TeacherFaultKind.RateLimited,
        408 or 409 or 424 or 425 or >= 500 => TeacherFaultKind.Unavailable,
        451 => TeacherFaultKind.Refused,
        400 or 413 or 422 => TeacherFaultKind.BadRequest,
        _ => TeacherFaultKind.NotFound,
    };

    // A server of one's own that says "unavailable" without a word more is nearly always loading its model.
    private static bool IsPassing(TeacherFaultKind kind, HttpResponseMessage response) =>
        kind is TeacherFaultKind.RateLimited or TeacherFaultKind.Loading
        || (response.StatusCode == HttpStatusCode.ServiceUnavailable && response.RequestMessage?.RequestUri is { } address && Addresses.IsOwn(address));

    private static bool IsPage(string body) => body.AsSpan().TrimStart() is ['<', ..];

    private static string KeyOf(string teacher) =>
        Provider.Find(teacher.Split(':')[0])?.KeyVariable is { } variable ? $" in {variable}" : "";
}
