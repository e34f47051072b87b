using System.Collections.Concurrent;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Hosting;
using LeadScout.Server.Questions;
using LeadScout.Server.Teachers;
using LeadScout.Server.Workspaces;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;

namespace LeadScout.Server.Classifying;

/// <summary>
/// Decides single texts. One cascade for each question and teacher, opened when it is first needed and shared by all: what one client's
/// call taught, the next text of another knows. Thread-safe.
/// </summary>
public sealed class Classifier(
    ServerWorkspace workspace,
    QuestionStore questions,
    TeacherService teachers,
    KeySpending spending,
    ActivityLog activity,
    ServerOptions options)
{
    private const int MostOpen = 32;

    private readonly ConcurrentDictionary<(QuestionVersion, string, string?, string?), Lazy<Task<OpenCascade>>> _open = [];

    /// <summary>Decides a text; asks the teacher if nothing else decides.</summary>
    /// <param name="question">The question's name.</param>
    /// <param name="teacher">Who is asked; null for the default.</param>
    /// <param name="text">The text.</param>
    /// <param name="caller">Who wants to know, and pays.</param>
    /// <param name="cancellation">Ends the waiting; a call already out comes home all the same.</param>
    /// <exception cref="BadInputException">The question or the teacher can't be used.</exception>
    /// <exception cref="RefusedException">There is no such question, the teacher is not allowed, or the caller's spending limit is
    /// empty.</exception>
    public async Task<ClassificationDocument> ClassifyAsync(
        string question, string? teacher, string text, Caller caller, CancellationToken cancellation)
    {
        var open = await OpenAsync(question, teacher);
        return new ClassificationDocument(text, open.Question, open.Teacher.Name, await ClassifyAsync(open, text, caller, cancellation));
    }

    /// <summary>Decides texts, in order; what must be asked is asked at once.</summary>
    /// <inheritdoc cref="ClassifyAsync(string, string?, string, Caller, CancellationToken)"/>
    public async Task<ClassificationDocument[]> ClassifyAsync(
        string question, string? teacher, IReadOnlyList<string> texts, Caller caller, CancellationToken cancellation)
    {
        var open = await OpenAsync(question, teacher);
        var decided = await Task.WhenAll(texts.Select(text => ClassifyAsync(open, text, caller, cancellation)));
        return [.. texts.Zip(decided, (text, classification) => new ClassificationDocument(text, open.Question, open.Teacher.Name, classification))];
    }

    /// <summary>What is known about a text, or what the student would say and why. Asks nobody.</summary>
    /// <exception cref="BadInputException">The question or the teacher can't be used.</exception>
    /// <exception cref="RefusedException">There is no such question, or the teacher is not allowed.</exception>
    public async Task<ClassificationDocument> ExplainAsync(string question, string? teacher, string text, CancellationToken cancellation)
    {
        var open = await OpenAsync(question, teacher);
        await open.CatchUpAsync(workspace, cancellation);
        return new ClassificationDocument(text, open.Question, open.Teacher.Name, open.Cascade.Explain(text));
    }

    /// <summary>
    /// To be told when the log has changed otherwise than by growing (taken back, forgotten, retired): the next text of the question reads
    /// it anew.
    /// </summary>
    public void Reopen(QuestionVersion question)
    {
        foreach (var key in _open.Keys.Where(key => key.Item1 == question))
        {
            _open.TryRemove(key, out _);
        }
    }

    /// <summary>To be told when answers have been added for a question: they count from the next text on.</summary>
    public async Task CatchUpAsync(QuestionVersion question, CancellationToken cancellation)
    {
        foreach (var (_, open) in _open.Where(pair => pair.Key.Item1 == question))
        {
            await (await open.Value).CatchUpAsync(workspace, cancellation);
        }
    }

    internal ServerWorkspace ServerWorkspace => workspace;

    /// <summary>The cascade of a job's question and its teachers.</summary>
    internal Task<OpenCascade> OpenAsync(Question question, JobRequest request, JobInvocation invocation)
    {
        // Looking at a job asks nobody, so nobody needs a key.
        var opening = new JobOpening(
            name => options.Environment(name) ?? (name.EndsWith("_API_KEY", StringComparison.Ordinal) ? "not-used" : null),
            options.Clock,
            _ => { });
        var looking = invocation.ToLook();
        return OpenAsync(question, opening.TeacherOf(looking, request.Questions), opening.SecondOf(looking, request.Questions)?.Name, null);
    }

    private async Task<Classification> ClassifyAsync(OpenCascade open, string text, Caller caller, CancellationToken cancellation)
    {
        if (open.Cascade.Known(text) is null)
        {
            await open.CatchUpAsync(workspace, cancellation);
        }

        if (open.Cascade.Known(text) is not null)
        {
            return await open.Cascade.ClassifyAsync(text, cancellation);
        }

        // Whoever asked may be gone before the call is home: it is paid all the same.
        return await AskAsync(open, text, caller, spending.Reserve(caller, open.CeilingOf(text))).WaitAsync(cancellation);
    }

    private async Task<Classification> AskAsync(OpenCascade open, string text, Caller caller, Money held)
    {
        try
        {
            var classification = await open.Cascade.ClassifyAsync(text, CancellationToken.None);
            if (classification.Bill is { } bill)
            {
                var about = classification.Why is Why.Answered { Call: { } call } ? $"call {call}" : $"{open.Question.Name}: no answer";
                activity.Record(caller, "ask", about, bill.Calls, bill.Cost, bill.PossiblyBilled);
            }

            return classification;
        }
        finally
        {
            spending.Release(caller, held);
        }
    }

    private Task<OpenCascade> OpenAsync(string question, string? teacher)
    {
        var (asked, open) = (questions.Find(question).Question, teachers.Open(teacher));
        return OpenAsync(asked, open.Teacher, null, open);
    }

    // Whoever is asked is asked as the server was told: never over a cascade that was opened to look at a job, which may have other
    // settings.
    private async Task<OpenCascade> OpenAsync(Question asked, ITeacher whom, string? second, OpenTeacher? open)
    {
        var key = (asked.Version, whom.Name, second, open?.Key);
        if (_open.Count >= MostOpen && !_open.ContainsKey(key))
        {
            _open.TryRemove(_open.Keys.First(), out _);
        }

        var opening = _open.GetOrAdd(key, _ => new Lazy<Task<OpenCascade>>(async () =>
        {
            await workspace.Store.NameQuestionAsync(asked.Version, asked.Name);
            var position = await workspace.Store.LogPositionAsync();
            var cascade = await Cascade.OpenAsync(
                asked,
                whom,
                workspace.Store,
                new CascadeOptions { Retry = OpenCascade.Retry with { Patience = open?.Patience }, InFlight = workspace.InFlight },
                options.Clock);
            return new OpenCascade(asked, whom, second, cascade, position);
        }));
        try
        {
            return await opening.Value;
        }
        catch
        {
            _open.TryRemove(KeyValuePair.Create(key, opening));
            throw;
        }
    }
}
