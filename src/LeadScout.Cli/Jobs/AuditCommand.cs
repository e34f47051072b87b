using System.CommandLine;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Stores;

namespace LeadScout.Cli.Jobs;

/// <summary>What commands that put labels to the proof have in common: their last options, and how their job is claimed, estimated or run.</summary>
internal sealed class AuditCommand(Terminal terminal, JobOptions options, CertifyOptions certify)
{
    private readonly Option<bool> _estimate = new("--estimate") { Description = "Only say what it would probably ask and cost; asks nothing" };
    private readonly Option<string> _database = CommonOptions.Database();
    private readonly Option<OutputFormat?> _format = CommonOptions.Format();
    private readonly Option<bool> _quiet = CommonOptions.Quiet();

    /// <summary>Gives a command the options, in the order of its help.</summary>
    /// <param name="command">The command.</param>
    /// <param name="own">An option of its own that stands among them; null for none.</param>
    public void AddTo(Command command, Option? own = null)
    {
        command.Add(_estimate);
        if (own is not null)
        {
            command.Add(own);
        }

        command.Add(_database);
        command.Add(_format);
        command.Add(_quiet);
    }

    /// <summary>Whether nothing is to be asked.</summary>
    public bool IsEstimate(ParseResult parsed) => parsed.GetValue(_estimate);

    /// <summary>Who is told.</summary>
    public Terminal Told(ParseResult parsed) => parsed.GetValue(_quiet) ? terminal.Quiet() : terminal;

    /// <summary>The corrected list; null where none is wanted, or only an estimate is.</summary>
    public string? Fix(ParseResult parsed) => parsed.GetValue(_estimate) ? null : parsed.GetValue(certify.Fix);

    /// <summary>The database: an estimate makes none.</summary>
    public IDatabase OpenStore(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(_database);
        return parsed.GetValue(_estimate) ? Databases.OpenReadOrEmpty(Told(parsed), path) : Databases.Open(Told(parsed), path);
    }

    /// <summary>Refuses files that get in each other's way.</summary>
    public void Claim(ParseResult parsed, JobInvocation invocation)
    {
        StandardStreams.CheckOutput(invocation, parsed.GetValue(_format) == OutputFormat.Json);
        JobFiles.Claim(FileClaims.WithStreams(), invocation, parsed.GetRequiredValue(_database));
    }

    /// <summary>Estimates or runs the job, and gives the exit code.</summary>
    public async Task<int> RunAsync(
        ParseResult parsed, IDatabase store, JobInvocation invocation, JobSettings settings, StandardStreams? streams, CancellationToken interrupt)
    {
        var session = new JobSession(Told(parsed), parsed.GetValue(_format) ?? OutputFormat.Text, parsed.GetRequiredValue(_database))
        {
            RetryFailed = parsed.GetValue(options.RetryFailed),
            Yes = parsed.GetValue(options.Yes),
            ResultOnOut = invocation.Output == JobInvocation.Stream,
        };
        if (parsed.GetValue(_estimate))
        {
            return await session.EstimateAsync(store, invocation, settings, 0, interrupt);
        }

        await Retention.ApplyAsync(store, null, terminal.Clock, Told(parsed).Say, interrupt);
        var exitCode = await session.RunAsync(store, invocation, settings, interrupt);
        await (streams?.SendAsync(terminal) ?? Task.CompletedTask);
        return exitCode;
    }
}
