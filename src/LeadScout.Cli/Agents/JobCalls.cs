using System.Text.Json.Nodes;
using LeadScout.Answers;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Server.Mcp;
using LeadScout.Teaching;

namespace LeadScout.Cli.Agents;

/// <summary>The tools about lists, as commands of the command line. Thread-safe.</summary>
internal sealed class JobCalls(Terminal terminal, CommandCall command, AgentSettings settings, TeacherPrices prices)
{
    private const string JsonFormat = "--format=json";

    /// <summary>What a list's job would ask and cost.</summary>
    public async Task<(CommandResult Result, AgentPrice Price)> EstimateAsync(AgentCall call, CancellationToken cancellationToken)
    {
        string[] verb = call.Tool.Name == AgentTools.CertifyList ? ["certify", "--estimate"] : ["estimate"];
        var result = await command.GiveAsync(Arguments(verb, call, []), null, cancellationToken);
        var price = PriceOf(result.Document, prices.CallCeiling(QuestionOf(call)));
        return (result, price with { IsFree = prices.AreFree, Before = await SpentOnAsync(price.Job, isBefore: true) });
    }

    /// <summary>Refuses a result that can't be written, before anything is asked.</summary>
    public async Task<string> OutputOfAsync(AgentCall call, AgentPrice price)
    {
        var named = call.Arguments.Text("output") ?? LeadFiles.DefaultOutput(settings.Folder.Existing(call.Arguments.Required("list")));
        var mayReplace = call.Arguments.Is(AgentTools.Overwrite) || await IsOwnAsync(price.Job, settings.Folder.ForWriting(named, mayReplace: true));
        return settings.Folder.ForWriting(named, mayReplace);
    }

    /// <summary>Runs it.</summary>
    public async Task<AgentOutcome> RunAsync(
        AgentCall call, AgentPrice price, Money? allowance, AgentBill bill, IProgress<AgentProgress> progress, CancellationToken cancellationToken)
    {
        List<string> own = call.Tool.Name == AgentTools.LabelList ? [$"--out={await OutputOfAsync(call, price)}"] : [];
        if (allowance is { } most)
        {
            own.Add(FormattableString.Invariant($"--max-cost={(price.Before + most).Dollars}"));
        }

        if (call.Arguments.Is(AgentTools.Overwrite))
        {
            own.Add("--yes");
        }

        string[] verb = call.Tool.Name == AgentTools.CertifyList ? ["certify"] : ["classify"];
        var watch = new WatchedJob(progress);
        var arguments = Arguments(verb, call, own).ToArray();
        bill.Begin();
        var result = await command.GiveAsync(arguments, watch, cancellationToken, new JobId(price.Job!));
        bill.Measure(await SpentOnAsync(price.Job, isBefore: false) - price.Before);
        return new AgentOutcome(StateOf(result), IsError(result.ExitCode), result.Document);
    }

    /// <summary>Whether a command did not come to what was wanted; stopped by a limit and refuted are what was wanted.</summary>
    public static bool IsError(int exitCode) => exitCode is not (ExitCode.Done or ExitCode.OutOfMoney or ExitCode.Refuted);

    /// <summary>The state in a document; of a command without one, whether it is done.</summary>
    public static string StateOf(CommandResult result) =>
        result.Document is JsonObject document && document["state"] is JsonValue state ? state.GetValue<string>()
        : result.ExitCode == ExitCode.Done ? "done" : "failed";

    /// <summary>A question by its built-in name, or a file of the folder.</summary>
    public string QuestionOf(AgentCall call) =>
        call.Arguments.Required("question") is var name && BuiltInQuestions.Names.Contains(name) ? name : settings.Folder.Existing(name);

    private IEnumerable<string> Arguments(IEnumerable<string> verb, AgentCall call, IEnumerable<string> own)
    {
        var said = call.Arguments;
        (string Option, string? Value)[] options =
        [
            ("--question", QuestionOf(call)), ("--label-column", said.Text("label_column")), ("--column", said.Text("column")),
            ("--max-error", said.Number("max_error")), ("--confidence", said.Number("confidence")), ("--limit", said.Number("limit")),
        ];
        return
        [
            .. verb, .. options.Where(one => one.Value is not null).Select(one => $"{one.Option}={one.Value}"), .. own,
            .. settings.TeacherArguments, $"--db={settings.Database}", JsonFormat, "--", settings.Folder.Existing(said.Required("list")),
        ];
    }

    // A job that was never begun has cost nothing, and after it was run there is a database. Calls that are out count at their most.
    private async Task<Money> SpentOnAsync(string? job, bool isBefore)
    {
        if (job is null)
        {
            return Money.Zero;
        }

        using var store = isBefore ? Databases.OpenReadOrEmpty(terminal, settings.Database) : Databases.OpenRead(terminal, settings.Database);
        var calls = await store.CallsAsync(new JobId(job), CancellationToken.None);
        return calls.Aggregate(Money.Zero, (sum, call) => sum + (call.Charged ?? call.Intent.Ceiling ?? Money.Zero));
    }

    // What a job has written before it was done, it writes anew.
    private async Task<bool> IsOwnAsync(string? job, string output) =>
        await ShowAsync(job) is { } shown && shown["state"]?.GetValue<string>() != "done" && shown["output"]?.GetValue<string>() == output;

    private async Task<JsonNode?> ShowAsync(string? job)
    {
        if (job is null)
        {
            return null;
        }

        var shown = await command.GiveAsync(["jobs", "show", $"--db={settings.Database}", JsonFormat, "--", job], null, CancellationToken.None);
        return shown.ExitCode == ExitCode.Done ? shown.Document : null;
    }

    // A call goes out only if all that it might cost is left, so that room for one belongs to the price.
    private static AgentPrice PriceOf(JsonNode? document, Money? room)
    {
        var cost = document?["left"]?["costUsd"];
        var most = DollarsIn(cost?["most"]);
        return new AgentPrice(DollarsIn(cost?["expected"]), most > Money.Zero ? most + (room ?? Money.Zero) : most, document)
        {
            Job = document?["job"]?.GetValue<string>(),
        };
    }

    private static Money? DollarsIn(JsonNode? node) => node is JsonValue value ? Money.OfDollars(value.GetValue<decimal>()) : null;
}

/// <summary>Tells an agent how a job goes on: figures only.</summary>
internal sealed class WatchedJob(IProgress<AgentProgress> agent) : IProgress<JobProgress>
{
    /// <inheritdoc/>
    public void Report(JobProgress value) => agent.Report(new AgentProgress(
        value.DecidedRows,
        value.Phase == JobPhase.Intake ? 0 : value.Rows,
        FormattableString.Invariant(
            $"{value.Phase.ToString().ToLowerInvariant()}: {value.DecidedRows - value.UndecidedRows} of {value.Rows} rows decided, {value.AskedTexts} texts asked, {(value.Spent is { } spent ? $"{spent} spent" : "price unknown")}")));
}
