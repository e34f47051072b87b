using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;

namespace LeadScout.Server.Mcp;

/// <summary>Something that an agent can have done.</summary>
/// <param name="Name">As agents call it.</param>
/// <param name="Title">For people.</param>
/// <param name="Description">What it does, for an agent.</param>
/// <param name="Parameters">What it is told.</param>
internal sealed record AgentTool(string Name, string Title, string Description, ImmutableArray<AgentParameter> Parameters)
{
    /// <summary>Whether it may ask the LLM, and so cost money.</summary>
    public bool Spends { get; init; }

    /// <summary>Whether it writes nothing: no file, no answer, no call.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether it may replace what is there: a file, or a label.</summary>
    public bool Replaces => Parameters.Any(one => one.Name is AgentTools.Overwrite or AgentTools.Undo);

    /// <summary>The tool in the protocol's own words.</summary>
    public Tool ToProtocol() => new()
    {
        Name = Name,
        Title = Title,
        Description = Description,
        InputSchema = JsonSerializer.SerializeToElement(Schema()),
        Annotations = new ToolAnnotations
        {
            Title = Title,
            ReadOnlyHint = IsReadOnly,
            DestructiveHint = Replaces,
            IdempotentHint = !Replaces, // what was answered is not asked again
            OpenWorldHint = Spends,
        },
    };

    private JsonObject Schema() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(Parameters.Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Schema()))),
        ["required"] = new JsonArray([.. Parameters.Where(one => one.IsRequired).Select(one => (JsonNode)one.Name)]),
        ["additionalProperties"] = false,
    };
}
