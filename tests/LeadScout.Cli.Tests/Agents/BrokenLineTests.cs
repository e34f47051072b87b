using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace LeadScout.Cli.Tests.Agents;

/// <summary>Lines that are no messages, written to the real executable as a careless agent would.</summary>
public sealed class BrokenLineTests
{
    private const string Hello =
        """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}""";

    [Theory]
    [InlineData("{broken", -32700, null)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":4,", -32700, null)]
    [InlineData("[]", -32600, null)]
    [InlineData("null", -32600, null)]
    [InlineData("5", -32600, null)]
    [InlineData("{\"jsonrpc\":2,\"id\":4,\"method\":\"ping\"}", -32600, 4)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}", -32600, null)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":5}", -32600, 4)]
    [InlineData("{\"jsonrpc\":\"2.0\",\"id\":4}", -32600, 4)]
    [InlineData("{\"id\":\"a\",\"method\":\"ping\"}", -32600, "a")]
    public async Task A_line_that_is_no_message_is_answered_with_the_error_of_JSON_RPC_and_the_session_goes_on(string line, int code, object? id)
    {
        using var folder = new Folder();
        using var process = Process.Start(new ProcessStartInfo(LeadScoutProcess.Executable, ["mcp", "--db", folder["agent.db"], "--teacher", "ollama:none"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

        await process.StandardInput.WriteAsync($"{line}\n\n{Hello}\n");
        await process.StandardInput.FlushAsync(Gone);
        var (refused, greeted) = (await ReadAsync(process), await ReadAsync(process));
        process.StandardInput.Close();
        await process.WaitForExitAsync(Gone);

        var error = refused.GetProperty("error");
        Assert.Equal((code, JsonSerializer.Serialize(id)), (error.GetProperty("code").GetInt32(), refused.GetProperty("id").GetRawText()));
        Assert.Equal("2.0", refused.GetProperty("jsonrpc").GetString());
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        Assert.Equal("leadscout", greeted.GetProperty("result").GetProperty("serverInfo").GetProperty("name").GetString());
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task The_last_line_is_answered_without_its_end_too()
    {
        using var folder = new Folder();

        var run = await LeadScoutProcess.RunWithInputAsync(folder.Path, "{broken", "mcp", "--db", folder["agent.db"], "--teacher", "ollama:none");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(-32700, JsonDocument.Parse(run.Out).RootElement.GetProperty("error").GetProperty("code").GetInt32());
    }

    private static CancellationToken Gone => TestContext.Current.CancellationToken;

    private static async Task<JsonElement> ReadAsync(Process process) =>
        JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Gone))!).RootElement;
}
