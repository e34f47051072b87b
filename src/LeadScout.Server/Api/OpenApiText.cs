using System.Text.Json.Nodes;
using LeadScout.Jobs;
using LeadScout.Server.Jobs;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

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
                "Labels leads with an LLM, learns from each answer at once, and reports the bill and how far the result can be off. Errors are problem details (RFC 9457) with a stable `code`.\n\n"
                + "## How a job stands\n\nThe `status` of a job is one of these; `DELETE` gives it up wherever it stands.\n\n" + JobStateMachine.Table() + "\n";
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            Close(schema, context);
            return Task.CompletedTask;
        });
    }

    /// <summary>Fields of a job that have a closed list of words say so.</summary>
    private static void Close(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (context.JsonPropertyInfo is not { } property || !property.DeclaringType.IsAssignableFrom(typeof(JobStatus)))
        {
            return;
        }

        IEnumerable<string>? words = property.Name switch
        {
            "status" => JobStateMachine.Steps.Select(step => step.From.Word()),
            "work" => ["idle", "waiting", "working", "pausing"],
            "state" => Enum.GetValues<JobState>().Select(state => state.Word()),
            _ => null,
        };
        schema.Enum = words is null ? schema.Enum : [.. words.Select(word => (JsonNode)word)];
    }
}
