using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Answers;
using LeadScout.Cli.Terminals;
using LeadScout.Jobs;

namespace LeadScout.Cli.Agents;

/// <summary>What a command came to.</summary>
/// <param name="ExitCode">As in the contract.</param>
/// <param name="Document">Its JSON document; null where it gave none.</param>
internal readonly record struct CommandResult(int ExitCode, JsonNode? Document);

/// <summary>Gives a command of the command line in this process, and takes its JSON document. Thread-safe.</summary>
internal sealed class CommandCall(Terminal terminal)
{
    /// <summary>Gives a command.</summary>
    /// <param name="args">The command.</param>
    /// <param name="watch">Told how a job goes on; null for nobody.</param>
    /// <param name="cancellationToken">As Ctrl-C.</param>
    /// <param name="only">The only job that it may run; null for whichever it describes.</param>
    public async Task<CommandResult> GiveAsync(
        IEnumerable<string> args, IProgress<JobProgress>? watch, CancellationToken cancellationToken, JobId? only = null)
    {
        using var output = new StringWriter();
        var world = new Terminal(output, TextWriter.Null, ErrorIsTerminal: false, terminal.Clock, terminal.Environment) { Watch = watch, OnlyJob = only, Vocabulary = ToolWords.Of };
        var exitCode = await CommandLineApp.RunAsync([.. args], world, cancellationToken);
        return new CommandResult(exitCode, DocumentOf(output.ToString()));
    }

    private static JsonNode? DocumentOf(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
