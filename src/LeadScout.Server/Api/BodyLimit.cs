using Microsoft.AspNetCore.Http.Metadata;

namespace LeadScout.Server.Api;

/// <summary>The most bytes that an endpoint reads.</summary>
internal sealed class BodyLimit(long most) : IRequestSizeLimitMetadata
{
    /// <inheritdoc/>
    public long? MaxRequestBodySize { get; } = most;
}
