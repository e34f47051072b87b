using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Running;
using LeadScout.Llm;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Clustering;
using LeadScout.Server.Hosting;
using LeadScout.Server.Lists;
using LeadScout.Server.Notifying;
using LeadScout.Server.Questions;
using LeadScout.Server.Teachers;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;
using LeadScout.Teaching.Limits;
using Microsoft.Extensions.Logging;

namespace LeadScout.Server.Jobs;

/// <summary>Turns what a client orders into a job that can be run: names become files, teachers and an id. Thread-safe.</summary>
internal sealed class JobOpener(
    ServerWorkspace workspace,
    ListStore lists,
    QuestionStore questions,
    TeacherService teachers,
    EmbeddingService embeddings,
    WebhookAddresses webhooks,
    ProviderLimits limits,
    NodeJudges judges,
    ServerOptions options,
    ILogger<JobOpener> log) : IDisposable
{
    // Reading lists keeps a core busy: two hundred at once would leave no thread for those who wait.
    private readonly WorkLimit _openings = new(Environment.ProcessorCount);

    private const string Results = "results";

    /// <summary>Under what a job's invocation keeps its webhook.</summary>
    internal const string WebhookKey = "webhook";

    /// <summary>The folder of a job's result and of its copies of the questions, from the data folder.</summary>
    internal static string FolderOf(JobId id) => $"{Results}/{id}";

    /// <summary>
    /// The job that an order describes. It has copies of its questions: it goes on with what it began with, whatever becomes of them.
    /// </summary>
    /// <exception cref="BadInputException">It can't be carried out.</exception>
    /// <exception cref="RefusedException">There is no such list, question or teacher.</exception>
    internal Task<SubmittedJob> TakeAsync(JobOrder order, Caller caller, CancellationToken cancellation) =>
        _openings.RunAsync(() => TakeNowAsync(order, caller, cancellation), cancellation);

    /// <inheritdoc/>
    public void Dispose() => _openings.Dispose();

    private async Task<SubmittedJob> TakeNowAsync(JobOrder order, Caller caller, CancellationToken cancellation)
    {
        var (invocation, asked) = Named(order);
        var draft = Draft(invocation, order.Settings, workspace.Store);
        JobRunner.Check(draft.Request, draft.Teacher, draft.Second);
        var id = JobIdentity.Of(draft.Request, draft.Teacher.Name, draft.Second?.Name);
        DataFolder.MakeClosed(Path.Join(workspace.Folder, Results));
        DataFolder.MakeClosed(Path.Join(workspace.Folder, FolderOf(id)));
        foreach (var (place, question) in asked.Index())
        {
            await DataFolder.WriteClosedAsync(Path.Join(workspace.Folder, QuestionOf(id, place)), question.Yaml, cancellation);
            await workspace.Store.NameQuestionAsync(question.Question.Version, question.Question.Name, cancellation);
        }

        DataFolder.KeepNames(Path.Join(workspace.Folder, FolderOf(id)), Path.Join(workspace.Folder, Results), workspace.Folder);
        await workspace.Files.PublishAsync(FolderOf(id) + '/', cancellation);
        invocation =
            invocation with { Questions = [.. asked.Select((_, place) => QuestionOf(id, place))], Output = $"{FolderOf(id)}/{Files.LeadFiles.DefaultOutput(Path.GetFileName(invocation.Input))}" };
        return new SubmittedJob
        {
            Id = id,
            InputName = invocation.Input,
            QuestionName = draft.Request.QuestionNames,
            Teacher = draft.Teacher.Name,
            Invocation = WithWebhook(invocation.ToMap(), webhooks.Choose(order.Webhook)),
            Settings = order.Settings,
            IsWanted = true,
            By = caller.Name,
            Key = caller.KeyId,
            At = options.Clock.GetUtcNow(),
        };
    }

    /// <summary>Opens a job to ask.</summary>
    /// <exception cref="BadInputException">Something can't be used any more, or a key is missing.</exception>
    internal OpenJob Open(SubmittedJob given)
    {
        var invocation = Completed(JobInvocation.Of(given.NotBegun()));
        var opening = OpeningOf(workspace.Store, notice => JobLog.Notice(log, given.Id.Value, notice.ToString()));
        var request = opening.RequestOf(invocation, given.Settings) with { RetryFailed = given.RetryFailed, Resumes = given.Id };
        return new OpenJob(
            request,
            opening.TeacherOf(invocation, request.Questions),
            opening.SecondOf(invocation, request.Questions),
            RunnerOf(workspace.Store, invocation));
    }

    /// <summary>What an order describes, only to look.</summary>
    /// <exception cref="BadInputException">It can't be carried out.</exception>
    /// <exception cref="RefusedException">There is no such list, question or teacher.</exception>
    internal JobDraft Draft(JobOrder order, IDatabase store) => Draft(Named(order).Invocation, order.Settings, store);

    private static string QuestionOf(JobId id, int place) =>
        place == 0 ? $"{FolderOf(id)}/question.yaml" : $"{FolderOf(id)}/question-{place + 1}.yaml";

    private JobDraft Draft(JobInvocation invocation, JobSettings settings, IDatabase store)
    {
        var opening = OpeningOf(store, _ => { });
        var request = opening.RequestOf(invocation, settings);
        return new JobDraft(
            request,
            opening.ProfileOf(invocation, request.Questions),
            opening.SecondProfileOf(invocation, request.Questions),
            RunnerOf(store, invocation));
    }

    private JobOpening OpeningOf(IDatabase store, Action<UserMessage> say) => new(options.Environment, options.Clock, say, store);

    private JobRunner RunnerOf(IDatabase store, JobInvocation invocation) =>
        new(store, invocation.Retry, options.Clock, invocation.Limits, workspace.InFlight) { Shared = limits, JudgesOf = judges.Of };

    /// <summary>The order in the words of an invocation, and the questions as they stand now.</summary>
    private (JobInvocation Invocation, KnownQuestion[] Questions) Named(JobOrder order)
    {
        var list = lists.Find(order.List);
        lists.Fetch(list);
        KnownQuestion[] asked = [.. order.Questions.Select(questions.Find)];
        var (knownAs, teacher) = teachers.Choose(order.Teacher);
        var second = order.Escalate is { } name ? teachers.Choose(name) : null;
        var settings = order.TeacherSettings.Over(teacher.Settings);
        if (order.TeacherSettings.TierFallback && settings.Tier is not ServiceTier.Flex)
        {
            throw new BadInputException(
                "tierFallback says what happens when the tier flex has no room. Say tier flex too, or leave it out.");
        }

        return (new JobInvocation
        {
            Folder = workspace.Folder,
            Input = ListStore.PathOf(list),
            Questions =
                [.. asked.Select(question => question.IsBuiltIn ? question.Question.Name : QuestionStore.PathOf(question.Question))],
            Columns = order.Columns,
            Reading = order.Reading.Over(list.Reading),
            Teacher = Placed(teacher.Teacher),
            TeacherUrl = Normal(teacher.Url),
            TeacherKnownAs = knownAs,
            Prices = teacher.Prices,
            Escalate = second is null ? null : Placed(second.Asked.Teacher),
            EscalateUrl = Normal(second?.Asked.Url),
            EscalateKnownAs = second?.KnownAs,
            EscalatePrices = second is null ? new StatedPrices() : second.Asked.Prices with { Table = null },
            EscalateSettings = second?.Asked.Settings ?? new TeacherSettings(),
            TeacherSettings = settings,
            Retries = order.Retries,
            Embeddings = embeddings.Choose(order.Embeddings),
            Rechecks = order.Rechecks,
        }, asked);
    }

    // Not what the job is: the same one may be told elsewhere next time.
    private static ImmutableSortedDictionary<string, string> WithWebhook(ImmutableSortedDictionary<string, string> invocation, Uri? webhook) =>
        webhook is null ? invocation : invocation.SetItem(WebhookKey, webhook.AbsoluteUri);

    private static string? Normal(string? url) => url is null ? null : TeacherUrl.Parse(url).ToString();

    private JobInvocation Completed(JobInvocation kept) => kept with
    {
        TeacherSettings = teachers.Completed(kept.TeacherKnownAs, kept.Teacher, kept.TeacherSettings),
        EscalateSettings = kept.Escalate is { } second
            ? teachers.Completed(kept.EscalateKnownAs, second, kept.EscalateSettings)
            : kept.EscalateSettings,
    };

    // A job runs from the data folder; the server was told of a recording from its own.
    private static string Placed(string teacher) => Llm.Teachers.Placed(teacher, Path.GetFullPath);
}
