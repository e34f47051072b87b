using System.Text.Json;
using LeadScout.Docs.Tests.Pages;
using LeadScout.Docs.Tests.Shell;
using Xunit;

namespace LeadScout.Docs.Tests.Data;

/// <summary>The file of servers that docs/mcp.md shows starts a command that there is.</summary>
public sealed class AgentFileTests
{
    [Fact]
    public void The_file_of_servers_starts_a_command_with_options_that_there_are()
    {
        var block = Document.All.Single(document => document.Path == "docs/mcp.md").Blocks.First(block => block.Language == "json");
        using var file = JsonDocument.Parse(block.Text);
        var server = file.RootElement.GetProperty("mcpServers").GetProperty("leadscout");
        var words = server.GetProperty("args").EnumerateArray().Select(word => word.GetString()!).Prepend(server.GetProperty("command").GetString()!);
        CommandTests.AssertCommand(block.Document, string.Join(' ', words));
    }
}
