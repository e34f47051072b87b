using LeadScout.Teaching;

namespace LeadScout.Llm.Faults;

/// <summary>
/// Turns whatever goes wrong on the wire into a <see cref="CallFailedException"/>, below the client libraries, so that it means the same
/// for all of them. Replies are read to their end here: a connection that breaks in the middle is a fault of the call, not of the JSON.
/// </summary>
internal sealed class FaultHandler(string teacher, TimeProvider time, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MostErrorBytes = 64 * 1024;
    private const int MostReplyBytes = 16 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var sent = request.Content is { } content ? new WatchedContent(content) : null;
        request.Content = sent;
        var response = await Connect(request, sent, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw StatusFault.Of(
                    teacher, response, await ErrorBody(response.Content, cancellationToken).ConfigureAwait(false), time, await Sent(request, cancellationToken).ConfigureAwait(false));
            }
        }

        try
        {
            await response.Content.LoadIntoBufferAsync(MostReplyBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            response.Dispose();
            throw new CallFailedException(
                new(TeacherFaultKind.Unavailable, $"{teacher}: the connection broke in the middle of the reply."), mayBeBilled: true,
                inner: e);
        }

        if (ErrorInReply.Of(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)) is { } error)
        {
            using (response)
            {
                throw StatusFault.Of(
                    teacher,
                    response,
                    await ErrorBody(response.Content, cancellationToken).ConfigureAwait(false),
                    time,
                    await Sent(request, cancellationToken).ConfigureAwait(false),
                    error);
            }
        }

        return response;
    }

    private static async Task<string> ErrorBody(HttpContent content, CancellationToken cancellation)
    {
        try
        {
            await content.LoadIntoBufferAsync(MostErrorBytes, cancellation).ConfigureAwait(false);
            return await content.ReadAsStringAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
        {
            return ""; // the status says enough
        }
    }

    private static async Task<string> Sent(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return request.Content is { } content ? await content.ReadAsStringAsync(cancellation).ConfigureAwait(false) : "";
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or HttpRequestException)
        {
            return ""; // it can't be read twice
        }
    }

    private async Task<HttpResponseMessage> Connect(HttpRequestMessage request, WatchedContent? sent, CancellationToken cancellation)
    {
        try
        {
            return await base.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (!cancellation.IsCancellationRequested)
        {
            throw ConnectionFault.Of(teacher, request.RequestUri, e, sent is { IsSent: true });
        }
        catch (OperationCanceledException e) when (sent is { IsSent: false })
        {
            // The time is up, or the user has stopped: whoever waits for the call knows which.
            throw new CallFailedException(
                new(TeacherFaultKind.Unavailable, $"{teacher} at {request.RequestUri?.Authority}: no connection in time."),
                mayBeBilled: false, inner: e);
        }
    }
}
