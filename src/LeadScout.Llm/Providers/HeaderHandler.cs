namespace LeadScout.Llm.Providers;

/// <summary>
/// Sends the user's own headers along. Where the client library has set one of the same name, the user's goes in its place.
/// </summary>
internal sealed class HeaderHandler(
    IReadOnlyList<KeyValuePair<string, string>> headers, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
