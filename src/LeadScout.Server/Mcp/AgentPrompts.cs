using System.Text.Json;
using LeadScout.Files.QuestionFiles;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace LeadScout.Server.Mcp;

/// <summary>Prompts that a person can start a conversation with.</summary>
internal static class AgentPrompts
{
    private const string Write = "write_question";

    private static readonly Prompt[] All =
    [
        new()
        {
            Name = Write,
            Title = "Write a question",
            Description = "Helps to write a question file: what is asked about every lead, and the closed list of labels.",
            Arguments =
            [
                new() { Name = "about", Description = "What you want to know of every lead, in your own words", Required = true },
                new() { Name = "column", Description = "The list's column that says it, as in Job Title", Required = true },
                new() { Name = "labels", Description = "The labels that you have in mind, with commas; none for proposals" },
            ],
        },
    ];

    /// <summary>Lists them.</summary>
    public static ListPromptsResult List() => new() { Prompts = All };

    /// <summary>One of them, filled in.</summary>
    /// <exception cref="McpProtocolException">There is none, or something is missing.</exception>
    public static GetPromptResult Get(string name, IDictionary<string, JsonElement>? arguments)
    {
        var prompt = Array.Find(All, one => one.Name == name)
            ?? throw new McpProtocolException($"There is no prompt '{name}'. There is: {Write}.", McpErrorCode.InvalidParams);
        var said = (arguments ?? new Dictionary<string, JsonElement>()).ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.Ordinal);
        if (prompt.Arguments!.FirstOrDefault(one => one.Required == true && string.IsNullOrWhiteSpace(said.GetValueOrDefault(one.Name))) is { } missing)
        {
            throw new McpProtocolException($"The prompt '{name}' needs '{missing.Name}': {missing.Description}.", McpErrorCode.InvalidParams);
        }

        return new GetPromptResult
        {
            Description = prompt.Description,
            Messages = [new PromptMessage { Role = Role.User, Content = new TextContentBlock { Text = TextOf(said) } }],
        };
    }

    private static string TextOf(Dictionary<string, string> said) =>
        $$"""
        Help me to write a question file for LeadScout. It puts one question about every row of a list to an LLM, and each row gets one label of a closed list.

        What I want to know: {{said["about"]}}
        The list's column: {{said["column"]}}
        Labels that I have in mind: {{(said.GetValueOrDefault("labels") is { Length: > 0 } labels ? labels : "none yet; propose some")}}

        Rules for a good question:
        - Two to about thirty labels that exclude one another and together cover every row. End with one for the rest, such as Other.
        - Each label that isn't plain gets a `means`: what belongs to it, and what doesn't although it looks like it.
        - `ask` is one sentence. Say in it what counts when two labels fit.
        - `rules` only for what is certain from a word alone; a rule is never asked about and never audited.
        - Labels are written as they shall stand in the result.

        Write it as YAML in this form, here of a question that comes along:

        {{BuiltInQuestions.Yaml("seniority")}}

        Then name three to five texts that are hard to decide, say what your question makes of them, and ask me whether that is right. When I agree,
        save the file, and try it with the tool `estimate` and with `label_list` on the first 50 rows (`limit`).
        """;
}
