using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadScout.Llm.Providers;

namespace LeadScout.Llm.Leniency;

/// <summary>
/// Puts replies into the very form that a client library insists on. Servers that imitate a provider are less exact, and an answer that the
/// library throws away over a date or a count is paid for twice.
/// </summary>
/// <param name="plain">Reduces a reply to what is needed, in the form that the provider itself uses. Returns null if the body is not a reply.</param>
/// <param name="inner">Makes the calls.</param>
internal sealed class LenientHandler(Provider.Write plain, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
        {
            response.StatusCode = HttpStatusCode.OK; // some say 201
            if (Plain(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)) is { } reply)
            {
                response.Content.Dispose();
                response.Content =
                    new ByteArrayContent(reply) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } };
            }
        }

        return response;
    }

    private byte[]? Plain(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body.AsMemory(body.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0));
            return document.RootElement.ValueKind == JsonValueKind.Object && plain(document.RootElement) is { } reply
                ? Encoding.UTF8.GetBytes(reply.ToJsonString())
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or several lines of it: the library's own affair
        }
    }
}
