using Microsoft.AspNetCore.OpenApi;

namespace LeadScout.Server.Api;

/// <summary>What the OpenAPI document says about the whole.</summary>
internal static class OpenApiText
{
    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "LeadScout";
            document.Info.Description =
                "Labels leads with an LLM, learns from each answer at once, and reports the bill and how far the result can be off. Errors are problem details (RFC 9457) with a stable `code`.";
            return Task.CompletedTask;
        });
    }
}
