using System.ClientModel;
using System.Net;
using System.Text.Json;
using LeadScout.Teaching;

namespace LeadScout.Llm.Faults;

/// <summary>
/// What an exception from a client library means. Most carry a <see cref="CallFailedException"/>; the rest are told apart here.
/// </summary>
internal static class FaultMap
{
    /// <param name="teacher">The teacher's name.</param>
    /// <param name="exception">What the client threw.</param>
    /// <param name="timedOutAfter">Set if the time was up when it did.</param>
    public static CallFailedException Of(string teacher, Exception exception, TimeSpan? timedOutAfter)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is CallFailedException known)
            {
                return known;
            }
        }

        if (timedOutAfter is { } limit)
        {
            return Failure(TeacherFaultKind.TimedOut, $"no reply within {limit.TotalSeconds:0.###} s.");
        }

        return exception switch
        {
            ClientResultException { Status: > 0 } e =>
                StatusFault.Of(teacher, new HttpResponseMessage((HttpStatusCode)e.Status), "", TimeProvider.System),
            HttpRequestException { StatusCode: { } status } =>
                StatusFault.Of(teacher, new HttpResponseMessage(status), "", TimeProvider.System),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError } e =>
                new(new(TeacherFaultKind.Unavailable, $"{teacher}: it can't be reached."), mayBeBilled: false, inner: e),
            HttpRequestException or IOException or ClientResultException => Failure(TeacherFaultKind.Unavailable, "the connection failed."),
            OperationCanceledException or TimeoutException => Failure(TeacherFaultKind.TimedOut, "the client gave up waiting."),
            JsonException => Failure(TeacherFaultKind.Unreadable, "the server's reply is not JSON."),
            _ => Failure(
                TeacherFaultKind.Unreadable, $"the client library can't make sense of the server's reply ({exception.GetType().Name})."),
        };

        CallFailedException Failure(TeacherFaultKind kind, string what) =>
            new(new(kind, $"{teacher}: {what}"), mayBeBilled: true, inner: exception);
    }
}
