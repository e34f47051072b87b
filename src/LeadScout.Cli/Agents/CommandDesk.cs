using System.Text.Json.Nodes;
using LeadScout.Application.Reports;
using LeadScout.Application.Reviews;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Terminals;
using LeadScout.Files.QuestionFiles;
using LeadScout.Questions;
using LeadScout.Server.Mcp;
using LeadScout.Stores;
using LeadScout.Teaching;

namespace LeadScout.Cli.Agents;

/// <summary>Does an agent's work on files of one folder and on one database, by the command line's own commands. Thread-safe.</summary>
internal sealed class CommandDesk : IAgentDesk
{
    private const int UsualReview = 20;

    private readonly Terminal _terminal;
    private readonly AgentSettings _settings;
    private readonly CommandCall _command;
    private readonly JobCalls _jobs;
    private readonly TextCalls _texts;
    private readonly TeacherPrices _prices;

    public CommandDesk(Terminal terminal, AgentSettings settings)
    {
        (_terminal, _settings, _command) = (terminal, settings, new CommandCall(terminal));
        _prices = new TeacherPrices(terminal, settings);
        _jobs = new JobCalls(terminal, _command, settings, _prices);
        _texts = new TextCalls(terminal, settings, _prices, _jobs);
    }

    /// <inheritdoc/>
    public IReadOnlyList<AgentTool> Tools { get; } = AgentTools.Of(
        "A list in the session's folder, by its path: CSV, XLSX, JSON, JSON Lines or Parquet",
        new("output", AgentValue.Text, "The result, in the same folder and format; LIST.labelled.csv and so on unless given"),
        new(AgentTools.Overwrite, AgentValue.Flag, "Replace the result where it is there already"));

    /// <inheritdoc/>
    public async Task<AgentPrice> PriceAsync(AgentCall call, CancellationToken cancellationToken)
    {
        if (call.Tool.Name is AgentTools.Ask or AgentTools.ClassifyTexts)
        {
            return await _texts.PriceAsync(call, cancellationToken);
        }

        var (result, price) = await _jobs.EstimateAsync(call, cancellationToken);
        if (result.ExitCode != ExitCode.Done)
        {
            throw new BadInputException(result.Document?["stoppedBecause"]?.GetValue<string>() ?? "It can't be estimated.");
        }

        if (call.Tool.Name == AgentTools.LabelList)
        {
            _ = await _jobs.OutputOfAsync(call, price); // a result that can't be written is told with the price
        }

        return price;
    }

    /// <inheritdoc/>
    public async Task<AgentOutcome> RunAsync(
        AgentCall call, AgentPrice? price, Money? allowance, AgentBill bill, IProgress<AgentProgress> progress, CancellationToken cancellationToken) => call.Tool.Name switch
        {
            AgentTools.LabelList or AgentTools.CertifyList => await _jobs.RunAsync(call, price!, allowance, bill, progress, cancellationToken),
            AgentTools.Ask or AgentTools.ClassifyTexts => await _texts.RunAsync(call, allowance, bill, progress, cancellationToken),
            AgentTools.Estimate => OutcomeOf((await _jobs.EstimateAsync(call, cancellationToken)).Result),
            AgentTools.Explain => OutcomeOf(await ExplainAsync(call, cancellationToken)),
            AgentTools.Correct => OutcomeOf(await CorrectAsync(call, cancellationToken)),
            _ => new AgentOutcome("done", IsError: false, await ReviewAsync(call, cancellationToken)),
        };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AgentResource>> ResourcesAsync(CancellationToken cancellationToken)
    {
        using var store = Databases.OpenReadOrEmpty(_terminal, _settings.Database);
        return
        [
            .. BuiltInQuestions.Names.Select(name => new AgentResource(AgentResources.Questions, name, "A question that comes along")),
            .. (await store.LinesAsync(cancellationToken)).Select(
                job => new AgentResource(AgentResources.Reports, job.Id.Value, $"{job.QuestionName}, {job.State.ToString().ToLowerInvariant()}")),
            .. BuiltInQuestions.Names.Select(name => new AgentResource(AgentResources.Patterns, name, "What was learned for it")),
        ];
    }

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(string kind, string name, CancellationToken cancellationToken)
    {
        if (kind == AgentResources.Questions)
        {
            return BuiltInQuestions.Names.Contains(name) ? BuiltInQuestions.Yaml(name) : await File.ReadAllTextAsync(QuestionFileOf(name), cancellationToken);
        }

        var result = await _command.GiveAsync(
            kind == AgentResources.Reports
                ? ["jobs", "show", $"--db={_settings.Database}", "--format=json", "--", name]
                : ["patterns", "list", .. await LookingAsync(BuiltInQuestions.Names.Contains(name) ? name : QuestionFileOf(name), cancellationToken)],
            null,
            cancellationToken);
        return result.ExitCode == ExitCode.Done
            ? AgentReply.Resource(result.Document)
            : throw new BadInputException(result.Document?["stoppedBecause"]?.GetValue<string>() ?? "It can't be read.");
    }

    private string QuestionFileOf(string name) => Path.GetExtension(name).ToLowerInvariant() is ".yaml" or ".yml"
        ? _settings.Folder.Existing(name)
        : throw new BadInputException($"There is no question '{name}'. There is: {string.Join(", ", BuiltInQuestions.Names)}; or a .yaml file of the folder.");

    private async Task<CommandResult> ExplainAsync(AgentCall call, CancellationToken cancellationToken) => await _command.GiveAsync(
        ["explain", .. await LookingAsync(_jobs.QuestionOf(call), cancellationToken), "--", call.Arguments.Required("text")], null, cancellationToken);

    // Where several LLMs have answered, the session's own counts, by the name that its answers are filed under.
    private async Task<IEnumerable<string>> LookingAsync(string question, CancellationToken cancellationToken)
    {
        using var store = Databases.OpenReadOrEmpty(_terminal, _settings.Database);
        var answered = await store.TeachersAsync(BuiltInQuestions.Resolve(question).Question.Version, cancellationToken);
        string[] whose = answered.Length > 1 ? [$"--teacher={_prices.Profile().Name}"] : [];
        return [$"--question={question}", .. whose, $"--db={_settings.Database}", "--format=json"];
    }

    private Task<CommandResult> CorrectAsync(AgentCall call, CancellationToken cancellationToken)
    {
        var label = call.Arguments.Text("label");
        return (label is not null) == call.Arguments.Is("undo")
            ? throw new BadInputException("Say a 'label', or 'undo', and not both.")
            : _command.GiveAsync(
                [
                    "answers", "correct", $"--question={_jobs.QuestionOf(call)}", label is null ? "--undo" : $"--label={label}", $"--by={_settings.By}",
                    $"--db={_settings.Database}", "--format=json", "--", call.Arguments.Required("text"),
                ],
                null,
                cancellationToken);
    }

    private async Task<JsonNode> ReviewAsync(AgentCall call, CancellationToken cancellationToken)
    {
        using var store = Databases.OpenRead(_terminal, _settings.Database);
        var job = await Application.Jobs.JobLookup.FindAsync(store, call.Arguments.Required("job"), cancellationToken);
        var target = ReviewTarget.OfJob(job, call.Arguments.Text("question") is null ? null : _jobs.QuestionOf(call));
        if (!_settings.Folder.Holds(target.Path))
        {
            throw new BadInputException("The job's result does not lie in the folder that this session may use.");
        }

        return ReviewQueue.Of(await ListReview.OpenAsync(store, target, null, 1, cancellationToken), call.Arguments.Count("limit") ?? UsualReview);
    }

    private static AgentOutcome OutcomeOf(CommandResult result) => new(
        JobCalls.StateOf(result), JobCalls.IsError(result.ExitCode), result.Document);
}
