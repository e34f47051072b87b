using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadScout.Answers;
using LeadScout.Application.Patterns;
using LeadScout.Application.Reports;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Answers;
using LeadScout.Server.Classifying;
using LeadScout.Server.Jobs;
using LeadScout.Server.Patterns;
using LeadScout.Server.Questions;
using LeadScout.Server.Reviews;
using LeadScout.Server.Wording;
using LeadScout.Teaching;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace LeadScout.Server.Mcp;

/// <summary>The services that agents' work is done by. Thread-safe.</summary>
internal sealed record AgentServices(
    ListJobs Jobs,
    JobService Running,
    Classifier Classifier,
    AnswerService Answers,
    PatternService Patterns,
    QuestionStore Questions,
    ReviewService Reviews,
    ActivityLog Activity,
    WorkLimit Heavy,
    IOptions<JsonOptions> Json);

/// <summary>Does an agent's work on a server's lists, by the services of its API and in the name of a caller. Thread-safe.</summary>
internal sealed class ServerDesk(AgentServices services, Caller caller) : IAgentDesk
{
    private const int UsualReview = 20;
    private const int MostPatterns = 100;

    /// <summary>The tools.</summary>
    public static ImmutableArray<AgentTool> All { get; } = AgentTools.Of("A list that was uploaded to the server, by its id or its name");

    /// <inheritdoc/>
    public IReadOnlyList<AgentTool> Tools => All;

    /// <inheritdoc/>
    public async Task<AgentPrice> PriceAsync(AgentCall call, CancellationToken cancellationToken)
    {
        if (call.Tool.Name is AgentTools.Ask or AgentTools.ClassifyTexts)
        {
            var price = await services.Classifier.PriceAsync(call.Arguments.Required("question"), TextsOf(call), cancellationToken);
            return price with { Data = new JsonObject { ["texts"] = TextsOf(call).Length } };
        }

        return await services.Jobs.PriceAsync(call, Documented, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AgentOutcome> RunAsync(
        AgentCall call, AgentPrice? price, Money? allowance, AgentBill bill, IProgress<AgentProgress> progress, CancellationToken cancellationToken) => call.Tool.Name switch
        {
            AgentTools.LabelList or AgentTools.CertifyList => await services.Jobs.RunAsync(
                price!, allowance, bill, caller, Documented, progress, cancellationToken),
            AgentTools.Ask or AgentTools.ClassifyTexts => await ClassifyAsync(call, price!, allowance, bill, cancellationToken),
            AgentTools.Estimate => Done(await services.Jobs.EstimateAsync(call, Documented, cancellationToken)),
            AgentTools.Explain => Done(Documented(await HeavyAsync(
                () => services.Classifier.ExplainAsync(call.Arguments.Required("question"), null, call.Arguments.Required("text"), cancellationToken),
                cancellationToken))),
            AgentTools.Correct => Done(await CorrectAsync(call, cancellationToken)),
            _ => Done(await HeavyAsync(() => ReviewAsync(call, cancellationToken), cancellationToken)),
        };

    /// <inheritdoc/>
    public async Task<IReadOnlyList<AgentResource>> ResourcesAsync(CancellationToken cancellationToken)
    {
        var (known, broken) = services.Questions.Read();
        var questions = known.Select(one => one.Question.Name).ToArray();
        return
        [
            .. questions.Select(name => new AgentResource(AgentResources.Questions, name, "A question of the server")),
            .. broken.Select(one => new AgentResource(
                AgentResources.Questions, one.Name, "Can't be asked: its file is broken. Read it to be told what is wrong; whoever runs the server can mend it")),
            .. (await services.Running.ListAsync(cancellationToken)).Select(
                view => new AgentResource(AgentResources.Reports, view.Job.Id.Value, $"{view.Job.QuestionName}, {view.Standing().Word()}")),
            .. questions.Select(name => new AgentResource(AgentResources.Patterns, name, "What was learned for it")),
        ];
    }

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(string kind, string name, CancellationToken cancellationToken)
    {
        try
        {
            return kind switch
            {
                AgentResources.Questions => services.Questions.Find(name).Yaml,
                AgentResources.Reports => AgentReply.Resource(
                    Documented(Api.JobStatus.Of(await services.Running.ShowAsync(Api.JobsApi.IdOf(name), cancellationToken), withCurve: false))),
                _ => AgentReply.Resource(Documented(await HeavyAsync(
                    () => services.Patterns.ListAsync(
                        name, null, new PatternQuery(null, null, 2, PatternSort.Strength), 0, MostPatterns, cancellationToken),
                    cancellationToken))),
            };
        }
        catch (RefusedException e)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    // What reads a whole list or builds a student waits its turn: agents call as often as they like.
    private Task<T> HeavyAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken) => services.Heavy.RunAsync(work, cancellationToken);

    private async Task<AgentOutcome> ClassifyAsync(AgentCall call, AgentPrice price, Money? allowance, AgentBill bill, CancellationToken cancellationToken)
    {
        if (allowance < price.Most && price.Most > Money.Zero)
        {
            throw new RefusedException(
                "limit-reached", 402, $"Nothing was asked: this may cost up to {price.Most}, and {allowance} may be spent. Send fewer texts, or allow more.");
        }

        var decided = await services.Classifier.ClassifyAsync(
            call.Arguments.Required("question"), null, null, TextsOf(call), caller, bill, cancellationToken);
        var isWhole = decided.All(one => one.Label is not null);
        return new AgentOutcome(
            isWhole ? "done" : "undecided-texts", IsError: false, new JsonObject { ["results"] = Documented(decided) });
    }

    private async Task<JsonNode?> CorrectAsync(AgentCall call, CancellationToken cancellationToken)
    {
        var (question, text, label) = (call.Arguments.Required("question"), call.Arguments.Required("text"), call.Arguments.Text("label"));
        if ((label is not null) == call.Arguments.Is("undo"))
        {
            throw new BadInputException("Say a 'label', or 'undo', and not both.");
        }

        var document = label is null
            ? Documented(await services.Answers.UndoAsync(question, text, caller.Name, cancellationToken))
            : Documented(await services.Answers.CorrectAsync(question, [new SaidLabel(text, label, null)], caller.Name, cancellationToken));
        services.Activity.Record(caller, label is null ? "undo" : "correct", question);
        return document;
    }

    private async Task<JsonNode?> ReviewAsync(AgentCall call, CancellationToken cancellationToken)
    {
        var id = Api.JobsApi.IdOf(call.Arguments.Required("job"));
        var view = await services.Running.ShowAsync(id, cancellationToken);
        var asked = view.Job.QuestionName.Split(", ");
        var place = call.Arguments.Text("question") is { } name ? Array.IndexOf(asked, name) : 0;
        return place < 0
            ? throw new BadInputException($"The job asks: {view.Job.QuestionName}. Name one of them.")
            : ReviewQueue.Of(await services.Reviews.LookAsync(view.Job, place, cancellationToken), call.Arguments.Count("limit") ?? UsualReview);
    }

    private JsonNode? Documented<T>(T document) => JsonSerializer.SerializeToNode(document, services.Json.Value.SerializerOptions);

    private static AgentOutcome Done(JsonNode? data) => new("done", IsError: false, data);

    private static ImmutableArray<string> TextsOf(AgentCall call) =>
        call.Tool.Name == AgentTools.Ask ? [call.Arguments.Required("text")] : call.Arguments.Texts("texts");
}
