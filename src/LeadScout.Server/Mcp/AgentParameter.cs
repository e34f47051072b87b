using System.Text.Json.Nodes;

namespace LeadScout.Server.Mcp;

/// <summary>What a tool's parameter may hold.</summary>
internal enum AgentValue
{
    /// <summary>A text that is not empty.</summary>
    Text,

    /// <summary>Texts, at least one.</summary>
    Texts,

    /// <summary>A share above 0 and below 1.</summary>
    Share,

    /// <summary>A whole number from 1.</summary>
    Count,

    /// <summary>US dollars, above 0.</summary>
    Dollars,

    /// <summary>True or false.</summary>
    Flag,
}

/// <summary>A parameter of a tool.</summary>
/// <param name="Name">As agents write it.</param>
/// <param name="Kind">What it may hold.</param>
/// <param name="Description">What it means, for an agent.</param>
/// <param name="IsRequired">Whether the tool needs it.</param>
internal sealed record AgentParameter(string Name, AgentValue Kind, string Description, bool IsRequired = false)
{
    /// <summary>The most texts of one call.</summary>
    public const int MostTexts = 1000;

    /// <summary>The most characters of one text.</summary>
    public const int MostCharacters = 100_000;

    /// <summary>Its part of the tool's JSON schema.</summary>
    public JsonObject Schema()
    {
        var schema = Kind switch
        {
            AgentValue.Text => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = MostCharacters },
            AgentValue.Texts => new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["maxItems"] = MostTexts,
                ["items"] = new JsonObject { ["type"] = "string", ["maxLength"] = MostCharacters },
            },
            AgentValue.Share => new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 1 },
            AgentValue.Count => new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            AgentValue.Dollars => new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 },
            _ => new JsonObject { ["type"] = "boolean" },
        };
        schema["description"] = Description;
        return schema;
    }
}
