using LeadScout.Questions;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace LeadScout.Server.Mcp;

/// <summary>What an agent can read, by address: <c>leadscout://KIND/NAME</c>.</summary>
internal static class AgentResources
{
    /// <summary>A question, as its YAML file has it.</summary>
    public const string Questions = "questions";

    /// <summary>A job's report.</summary>
    public const string Reports = "reports";

    /// <summary>What was learned for a question.</summary>
    public const string Patterns = "patterns";

    private const string Scheme = "leadscout://";

    private static readonly (string Kind, string Title, string Description)[] Kinds =
    [
        (Questions, "A question", "What is asked, with its labels and rules, as a YAML file"),
        (Reports, "A job's report", "Rows by who decided them, the bill and the certificate, as JSON"),
        (Patterns, "Patterns", "The patterns that were learned for a question, with their evidence, as JSON"),
    ];

    /// <summary>Lists what there is.</summary>
    public static async Task<ListResourcesResult> ListAsync(IAgentDesk desk, CancellationToken cancellationToken) => new()
    {
        Resources =
        [
            .. (await desk.ResourcesAsync(cancellationToken)).Select(one => new Resource
            {
                Uri = $"{Scheme}{one.Kind}/{Uri.EscapeDataString(one.Name)}",
                Name = $"{one.Kind}/{one.Name}",
                Description = one.Description,
                MimeType = MimeOf(one.Kind),
            }),
        ],
    };

    /// <summary>The forms of the addresses.</summary>
    public static ListResourceTemplatesResult Templates() => new()
    {
        ResourceTemplates =
        [
            .. Kinds.Select(one => new ResourceTemplate
            {
                UriTemplate = $"{Scheme}{one.Kind}/{{name}}",
                Name = one.Kind,
                Title = one.Title,
                Description = one.Description,
                MimeType = MimeOf(one.Kind),
            }),
        ],
    };

    /// <summary>Reads one.</summary>
    /// <exception cref="McpProtocolException">There is none.</exception>
    public static async Task<ReadResourceResult> ReadAsync(AgentSession session, string uri, CancellationToken cancellationToken)
    {
        var parts = uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? uri[Scheme.Length..].Split('/', 2) : [];
        try
        {
            if (parts is [var kind, var name] && Array.Exists(Kinds, one => one.Kind == kind)
                && await session.Desk.ReadAsync(kind, Uri.UnescapeDataString(name), cancellationToken) is { } text)
            {
                return new ReadResourceResult { Contents = [new TextResourceContents { Uri = uri, MimeType = MimeOf(kind), Text = text }] };
            }
        }
        catch (BadInputException e)
        {
            // What may quote stands apart here, too: the protocol has a place for it beside the message.
            throw new McpProtocolException(
                "It can't be read; 'data' says why. List the resources to see what there is.", McpErrorCode.InvalidParams)
            { Data = { ["dataIs"] = AgentReply.DataIs, ["data"] = session.Told(e) } };
        }

        throw new McpProtocolException(
            $"There is nothing at that address. Allowed: {string.Join(", ", Kinds.Select(one => $"{Scheme}{one.Kind}/NAME"))}; list the resources to see what there is.",
            McpErrorCode.InvalidParams);
    }

    private static string MimeOf(string kind) => kind == Questions ? "application/yaml" : "application/json";
}
