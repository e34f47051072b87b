using LeadScout.Cli.Terminals;
using LeadScout.Server.Mcp;
using LeadScout.Teaching;
using ModelContextProtocol.Server;

namespace LeadScout.Cli.Agents;

/// <summary>Serves an agent over standard input and output. The protocol's library is loaded here and nowhere else in the command line.</summary>
internal static class AgentStreams
{
    /// <summary>Runs until the agent closes its end, or the interrupt; a job at work is saved.</summary>
    public static async Task ServeAsync(Terminal terminal, AgentSettings settings, Money? maxCost, CancellationToken interrupt)
    {
        var desk = new CommandDesk(terminal, settings);
        using var turn = new SemaphoreSlim(1);
        var session = new AgentSession(desk, new ConfirmedPrices(), new AgentLimit(maxCost), turn)
        {
            HowToAllow = "A person allows more by starting `leadscout mcp` with a higher --max-cost.",
        };
        var options = new McpServerOptions();
        AgentServer.Configure(options, desk.Tools, _ => session);
        var output = new WholeLines(terminal.OpenOut());
        var lines = new CheckedLines(terminal.OpenIn(), output);
        await using (var transport = new StreamServerTransport(lines.Messages, output, "leadscout"))
        {
            _ = lines.PassAsync(interrupt); // not waited for: nothing ends the reading of a standard input that stays open and silent
            await using var server = McpServer.Create(transport, options);
            try
            {
                await server.RunAsync(interrupt);
            }
            catch (OperationCanceledException) when (interrupt.IsCancellationRequested)
            {
                // as wished
            }
        }

        await turn.WaitAsync(CancellationToken.None); // whoever changes something comes to its end
    }
}
