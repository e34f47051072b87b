using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Llm.Faults;

namespace LeadScout.Llm.Negotiation;

/// <summary>Makes each request as the teacher's server wants it, and notes with a refusal what was refused.</summary>
internal sealed class NegotiatingHandler(Negotiation negotiation, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // As the request was written: escapes for letters outside ASCII would only make it longer.
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var profile = negotiation.Current;
        var body = await BodyOf(request, cancellationToken).ConfigureAwait(false);
        if (body is not null && (profile != RequestProfile.Plain || negotiation.Tier is not null))
        {
            RequestShaper.Shape(body, profile);
            negotiation.Tier?.Ask(body);
            var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(Relaxed));
            var content = new ByteArrayContent(bytes);
            content.Headers.ContentType = request.Content!.Headers.ContentType;
            request.Content = content;
        }

        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            negotiation.Taken(profile);
            negotiation.Tier?.Served(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
            return response;
        }
        catch (CallFailedException refused) when (refused.Refusal is not null && body is not null)
        {
            refused.Sent = (profile, body);
            throw;
        }
    }

    private static async Task<JsonObject?> BodyOf(HttpRequestMessage request, CancellationToken cancellation)
    {
        if (request.Content is null)
        {
            return null;
        }

        await request.Content.LoadIntoBufferAsync(cancellation).ConfigureAwait(false);
        try
        {
            return JsonNode.Parse(await request.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
