using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Clustering;
using LeadScout.Server.Hosting;
using LeadScout.Server.Mcp;
using LeadScout.Server.Questions;
using LeadScout.Server.Teachers;
using LeadScout.Server.Wording;
using LeadScout.Server.Workspaces;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Classifying;

/// <summary>
/// Decides single texts. One cascade for each question and teacher, opened when it is first needed and shared by all: what one client's
/// call taught, the next text of another knows. Thread-safe.
/// </summary>
internal sealed class Classifier(
    ServerWorkspace workspace,
    QuestionStore questions,
    TeacherService teachers,
    TextEmbeddings embeddings,
    AskAccounts accounts,
    ReopenedNews news,
    ProviderLimits limits,
    ServerOptions options)
{
    private const int MostOpen = 32;

    // Whoever is asked is asked as the server was told: the key tells a teacher from another of the same model that is asked otherwise.
    private readonly OpenedOnce<(QuestionVersion Question, string Teacher, string? Embeddings), OpenCascade> _cascades = new(MostOpen);

    private readonly OpenedOnce<(QuestionVersion Question, string Teacher, string? Second, string? Model), OpenKnowledge> _knowledge = new(MostOpen);

    /// <summary>Decides a text; asks the teacher if nothing else decides.</summary>
    /// <param name="question">The question's name.</param>
    /// <param name="teacher">Who is asked; null for the default.</param>
    /// <param name="embeddings">What shows the student what texts mean; null for nothing.</param>
    /// <param name="text">The text.</param>
    /// <param name="caller">Who wants to know, and pays.</param>
    /// <param name="cancellationToken">Ends the waiting; what is not sent by then is not asked, a call already out comes home.</param>
    /// <exception cref="BadInputException">The question or the teacher can't be used.</exception>
    /// <exception cref="RefusedException">There is no such question, the teacher is not allowed, or the caller's spending limit is
    /// empty.</exception>
    public async Task<ClassificationDocument> ClassifyAsync(
        string question, string? teacher, string? embeddings, string text, Caller caller, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(question, teacher, embeddings);
        var (isAlone, settled) = await PrepareAsync(open, [text], caller, cancellationToken);
        return await OneAsync(open, text, isAlone, settled, cancellationToken);
    }

    /// <summary>What asking about those that are not known would cost, of the default teacher. Asks nobody.</summary>
    /// <exception cref="BadInputException">The question or the teacher can't be used.</exception>
    /// <exception cref="RefusedException">There is no such question.</exception>
    public async Task<AgentPrice> PriceAsync(string question, IReadOnlyCollection<string> texts, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(question, null, null);
        await open.CatchUpAsync(workspace, cancellationToken);
        var unknown = texts.Where(text => open.Cascade.Known(text) is null).Distinct(StringComparer.Ordinal).ToArray();
        return new AgentPrice(
            open.Teacher.Price is { } price ? new Money(unknown.Sum(text => price.Of(open.Teacher.Estimate(new Ask(open.Question, [text]))).NanoDollars)) : null,
            unknown.Length == 0 ? Money.Zero : open.CeilingTogether(unknown),
            null)
        { IsFree = open.Teacher.Price is { IsFree: true } };
    }

    /// <summary>Decides texts, in order; those that must be asked share calls.</summary>
    /// <inheritdoc cref="ClassifyAsync(string, string?, string?, string, Caller, CancellationToken)"/>
    public Task<ClassificationDocument[]> ClassifyAsync(
        string question, string? teacher, string? embeddings, IReadOnlyList<string> texts, Caller caller, CancellationToken cancellationToken) =>
        ClassifyAsync(question, teacher, embeddings, texts, caller, null, cancellationToken);

    /// <summary>The same, for those who keep accounts.</summary>
    /// <param name="question">The question's name.</param>
    /// <param name="teacher">Who is asked; null for the default.</param>
    /// <param name="embeddings">What shows the student what texts mean; null for nothing.</param>
    /// <param name="texts">The texts.</param>
    /// <param name="caller">Who wants to know, and pays.</param>
    /// <param name="bill">Told before anything is asked, and what it did cost; null for nobody.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<ClassificationDocument[]> ClassifyAsync(
        string question,
        string? teacher,
        string? embeddings,
        IReadOnlyList<string> texts,
        Caller caller,
        AgentBill? bill,
        CancellationToken cancellationToken)
    {
        var open = await OpenAsync(question, teacher, embeddings);
        var (isAlone, settled) = await PrepareAsync(open, texts, caller, cancellationToken);
        if (bill is not null)
        {
            bill.Begin();
            settled += asked => bill.Measure((asked.Cost ?? Money.Zero) + asked.PossiblyBilled);
        }

        if (!isAlone)
        {
            return await open.Cascade.ClassifyAsync(texts.ToAsyncEnumerable(), text => text, settled, cancellationToken)
                .Select(async (decided, gone) => await DocumentOfAsync(open, decided.Item, decided.Classification, gone))
                .ToArrayAsync(cancellationToken);
        }

        var bills = new BillSum(texts.Count, settled);
        return await Task.WhenAll(texts.Select(text => OneAsync(open, text, isAlone, bills.Add, cancellationToken)));
    }

    /// <summary>What is known about a text, or what the student would say and why. Asks nobody.</summary>
    /// <exception cref="BadInputException">The question or the teacher can't be used.</exception>
    /// <exception cref="RefusedException">There is no such question, or the teacher is not allowed.</exception>
    public async Task<ClassificationDocument> ExplainAsync(string question, string? teacher, string text, CancellationToken cancellationToken)
    {
        var (asked, whom) = (questions.Find(question).Question, teachers.NameOf(teacher));
        var open = await LookAsync(asked, whom, null, null);
        await open.CatchUpAsync(workspace, cancellationToken);
        return new ClassificationDocument(text, asked, whom, await ExplainAsync(open, text, cancellationToken), FieldWords.Of);
    }

    /// <summary>
    /// What is known about a text, or what the student would say: with what texts mean to the model that embedded this one last, where one
    /// did. Embeds nothing.
    /// </summary>
    internal async Task<Classification> ExplainAsync(OpenKnowledge open, string text, CancellationToken cancellationToken)
    {
        if (open.Known(text) is { } known)
        {
            return known;
        }

        var models = await workspace.ReadAsync(store => store.VectorModelsAsync(store.Keys.Of(text), cancellationToken));
        if (models.Count == 0)
        {
            return open.Explain(text);
        }

        var seeing = await LookAsync(open.Question, open.Teacher, open.Second, models[0]);
        await seeing.CatchUpAsync(workspace, cancellationToken);
        return await seeing.ExplainAsync(workspace, text, cancellationToken);
    }

    /// <summary>
    /// To be told when the log has changed otherwise than by growing (taken back, forgotten, retired): the next text of the question reads
    /// it anew.
    /// </summary>
    /// <param name="question">Of this question; null for any.</param>
    public void Reopen(QuestionVersion? question = null)
    {
        ReopenHere(question); // first: it counts here even if others can't be told
        if (question is { } one)
        {
            news.Tell(one);
        }
    }

    /// <summary>To be told when answers have been added: they count from the next text on.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await HearNewsAsync(cancellationToken);
        await CatchUpAsync(null, cancellationToken);
    }

    /// <summary>To be told when answers have been added for a question: they count from the next text on.</summary>
    public async Task CatchUpAsync(QuestionVersion? question, CancellationToken cancellationToken)
    {
        foreach (var open in await _cascades.OfAsync(key => question is null || key.Question == question))
        {
            await open.CatchUpAsync(workspace, cancellationToken);
        }

        foreach (var open in await _knowledge.OfAsync(key => question is null || key.Question == question))
        {
            await open.CatchUpAsync(workspace, cancellationToken);
        }
    }

    /// <summary>
    /// To be told what persons have said about texts, and the log has by now: it counts from the next text on. What still says otherwise has
    /// missed that the log has changed otherwise than by growing, as where another process took a later word back: it is opened anew.
    /// </summary>
    public async Task HearAsync(QuestionVersion question, IReadOnlyList<(string Text, string Label)> said)
    {
        await CatchUpAsync(question, CancellationToken.None);
        var cascades = await _cascades.OfAsync(key => key.Question == question);
        var knowledge = await _knowledge.OfAsync(key => key.Question == question);
        if (said.Any(word => cascades.Any(open => open.Cascade.Known(word.Text)?.Label != word.Label)
            || knowledge.Any(open => open.Known(word.Text)?.Label != word.Label)))
        {
            ReopenHere(question);
        }
    }

    /// <summary>Hears from other nodes what was taken back, forgotten or retired there.</summary>
    private Task HearNewsAsync(CancellationToken cancellationToken) => news.HearAsync(question => ReopenHere(question), cancellationToken);

    private void ReopenHere(QuestionVersion? question)
    {
        _cascades.Remove(key => question is null || key.Question == question);
        _knowledge.Remove(key => question is null || key.Question == question);
    }

    internal ServerWorkspace ServerWorkspace => workspace;

    /// <summary>What is known of a job's question from its teachers.</summary>
    internal Task<OpenKnowledge> LookAsync(Question question, JobRequest request, JobInvocation invocation)
    {
        var opening = new JobOpening(options.Environment, options.Clock, _ => { });
        var looking = invocation.ToLook();
        var (teacher, second) = (opening.ProfileOf(looking, request.Questions), opening.SecondProfileOf(looking, request.Questions));
        return LookAsync(question, teacher.Name, second?.Name, null);
    }

    private static async Task<ClassificationDocument> DocumentOfAsync(
        OpenCascade open, string text, Classification classification, CancellationToken cancellationToken)
    {
        var why = classification with
        {
            Why = open.Cascade.WhyOf(text, classification),
            Like = await open.Cascade.NearestAsync(classification, cancellationToken),
        };
        return new ClassificationDocument(text, open.Question, open.Teacher.Name, why, FieldWords.Of);
    }

    private static async Task<ClassificationDocument> OneAsync(
        OpenCascade open, string text, bool isAlone, Action<AskBill> settled, CancellationToken cancellationToken) => await DocumentOfAsync(
        open,
        text,
        await (isAlone
            ? open.Cascade.ClassifyAloneAsync(text, settled, cancellationToken)
            : open.Cascade.ClassifyAsync(text, settled, cancellationToken)),
        cancellationToken);

    /// <summary>Learns what others have put into the log, and holds back what asking about the rest may cost.</summary>
    /// <returns>
    /// Whether the key has money for calls of their own only; and whom to tell what it did cost: whoever asked may be gone before the call is
    /// home, and it is paid all the same.
    /// </returns>
    private async Task<(bool IsAlone, Action<AskBill> Settled)> PrepareAsync(
        OpenCascade open, IReadOnlyList<string> texts, Caller caller, CancellationToken cancellationToken)
    {
        var unknown = texts.Where(text => open.Cascade.Known(text) is null).ToArray();
        if (unknown.Length > 0 || workspace.Cluster is not null)
        {
            await open.CatchUpAsync(workspace, cancellationToken);
            unknown = [.. texts.Where(text => open.Cascade.Known(text) is null)];
        }

        return accounts.Open(open, texts.Count, unknown, caller);
    }

    private async Task<OpenCascade> OpenAsync(string question, string? teacher, string? embedding)
    {
        await HearNewsAsync(CancellationToken.None);
        var (asked, open, embeds) = (questions.Find(question).Question, teachers.Open(teacher), embeddings.Find(embedding));
        return await _cascades.GetAsync((asked.Version, open.Key, embeds?.Name), async () =>
        {
            await workspace.Store.NameQuestionAsync(asked.Version, asked.Name);
            var position = await workspace.Store.LogPositionAsync();
            var cascade = await Cascade.OpenAsync(
                asked,
                open.Teacher,
                workspace.Store,
                new CascadeOptions
                {
                    Retry = OpenCascade.Retry with { Patience = open.Patience },
                    InFlight = workspace.InFlight,
                    Shared = limits,
                    Embedding = embeds?.Embedding,
                },
                options.Clock);
            return new OpenCascade(asked, open.Teacher.Profile, cascade, embeds?.Embedding, position);
        });
    }

    private async Task<OpenKnowledge> LookAsync(Question asked, string teacher, string? second, string? model)
    {
        await HearNewsAsync(CancellationToken.None);
        return await _knowledge.GetAsync((asked.Version, teacher, second, model), async () =>
        {
            await workspace.Store.NameQuestionAsync(asked.Version, asked.Name);
            var position = await workspace.Store.LogPositionAsync();
            var knowledge = await (model is null
                ? Knowledge.ReadAsync(asked, teacher, workspace.Store)
                : Knowledge.ReadAsync(asked, teacher, workspace.Store, new StoredVectors(workspace.Store, model)));
            return new OpenKnowledge(asked, teacher, second, knowledge, model, position);
        });
    }
}
