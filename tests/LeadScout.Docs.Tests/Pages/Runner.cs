namespace LeadScout.Docs.Tests.Pages;

/// <summary>Who runs a block.</summary>
internal enum Runner
{
    /// <summary>Nobody: such a block may not be in a document.</summary>
    None,

    /// <summary>A drawing or a formula.</summary>
    Picture,

    /// <summary>The page's shell: <c>ShellPageTests</c>.</summary>
    Shell,

    /// <summary>What the commands above it say: <c>ShellPageTests</c>.</summary>
    Output,

    /// <summary>A program: <c>ProgramTests</c>.</summary>
    Program,

    /// <summary>A question or a teachers' file: <c>YamlTests</c>.</summary>
    Yaml,

    /// <summary>A part of a report or an answer: <c>JsonTests</c>.</summary>
    Json,

    /// <summary>Shown, for an installed system; its commands and paths are looked at: <c>ConsoleTests</c>.</summary>
    Console,

    /// <summary>A page that is run as a whole by a test beside the code it is about.</summary>
    OwnTest,
}

internal static class Runners
{
    private static readonly Dictionary<string, string[]> PagesWithTestsOfTheirOwn = new()
    {
        ["docs/server.md"] = ["sh", "json", "text"], // LeadScout.Server.Tests, DocumentationTests
        ["docs/library.md"] = ["csharp"], // LeadScout.Library.Tests, LibraryPageTests
        ["docs/lists.md"] = ["jsonl"], // LeadScout.Files.Tests, ListsPageTests
        ["docs/mcp.md"] = ["json"], // LeadScout.Cli.Tests, TranscriptTests; and AgentFileTests
    };

    /// <summary>Who runs a block of a document.</summary>
    public static Runner Of(Block block)
    {
        if (block.IsPicture)
        {
            return block.Language == "text" ? Runner.Picture : Runner.None;
        }

        if (PagesWithTestsOfTheirOwn.GetValueOrDefault(block.Document, []).Contains(block.Language))
        {
            return Runner.OwnTest;
        }

        // LeadScout.Files.Tests, ListDocumentTests
        if (block is { Document: "docs/lists.md", Language: "" } && block.Comment.StartsWith("example: ", StringComparison.Ordinal))
        {
            return Runner.OwnTest;
        }

        return block.Language switch
        {
            "sh" => Runner.Shell,
            "text" when block.Previous is { Language: "sh" } => Runner.Output,
            "text" when block is { Document: "docs/library.md", Previous.Language: "csharp" } => Runner.OwnTest,
            "csharp" => Runner.Program,
            "yaml" => Runner.Yaml,
            "json" => Runner.Json,
            "console" => Runner.Console,
            _ => Runner.None,
        };
    }
}
