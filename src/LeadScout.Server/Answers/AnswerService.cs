using LeadScout.Answers;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Reports;
using LeadScout.Questions;
using LeadScout.Server.Access;
using LeadScout.Server.Classifying;
using LeadScout.Server.Hosting;
using LeadScout.Server.Questions;
using LeadScout.Server.Workspaces;
using LeadScout.Texts;

namespace LeadScout.Server.Answers;

/// <summary>The answer log in people's hands. Thread-safe.</summary>
internal sealed class AnswerService(
    ServerWorkspace workspace,
    QuestionStore questions,
    Classifier classifier,
    PeoplesWords words,
    IdempotentResponses responses,
    ServerOptions options)
{
    /// <summary>Who gave how many answers to which question.</summary>
    public Task<AnswerCountDocument[]> CountAsync(CancellationToken cancellation) => workspace.ReadAsync(async store =>
    {
        var names = await store.QuestionNamesAsync(cancellation);
        return (await store.CountAsync(cancellation))
            .Select(count => AnswerCountDocument.Of(count, names.GetValueOrDefault(count.Question)))
            .ToArray();
    });

    /// <summary>Every answer to a text, whoever gave it, those taken back included.</summary>
    public Task<IReadOnlyList<Answer>> FindAsync(string question, string text, CancellationToken cancellation) => workspace.ReadAsync<IReadOnlyList<Answer>>(
        async store => await store.FindAsync(questions.Find(question).Question.Version, store.Keys.Of(text), cancellation));

    /// <summary>Takes a person's word: it outranks the teacher's from the next text on.</summary>
    /// <exception cref="RefusedException">Somebody else has said something since this person looked; nothing was changed.</exception>
    /// <exception cref="LeadScout.Questions.BadInputException">A label is none of the question's, or a text is blank; nothing was
    /// changed.</exception>
    public async Task<CorrectionDocument[]> CorrectAsync(string question, IReadOnlyList<SaidLabel> said, string by, CancellationToken cancellation)
    {
        var asked = questions.Find(question).Question;
        var corrections = await words.CorrectAsync(asked, said, by, null, cancellation);
        await workspace.Store.NameQuestionAsync(asked.Version, asked.Name, cancellation);
        return [.. corrections.Select(correction => CorrectionDocument.Of(correction, asked))];
    }

    /// <summary>Takes back the last word of a person about a text.</summary>
    /// <exception cref="LeadScout.Questions.BadInputException">Nobody has said anything about it.</exception>
    public async Task<CorrectionDocument> UndoAsync(string question, string text, string by, CancellationToken cancellation)
    {
        var asked = questions.Find(question).Question;
        return CorrectionDocument.Of(await words.UndoAsync(asked, text, null, by, null, cancellation), asked);
    }

    /// <summary>Deletes texts with all their answers for good, and writes the database anew without them.</summary>
    /// <param name="texts">As they stand in the list.</param>
    /// <param name="question">Only the answers to this question; null for all.</param>
    /// <param name="cancellation">Ends the wish.</param>
    public async Task<Forgotten> ForgetAsync(IReadOnlyCollection<string> texts, string? question, CancellationToken cancellation)
    {
        var store = workspace.Store;
        var keys = texts.Where(text => TextNormaliser.Normalise(text).Length > 0).Select(store.Keys.Of).ToArray();
        var what = Forgetting.Texts(keys, question is null ? null : questions.Find(question).Question.Version);
        try
        {
            var forgotten = await store.ForgetAsync(what, cancellation);
            responses.Forget();
            store.Scrub();
            return forgotten;
        }
        finally
        {
            await ReopenAsync(); // also where it fails, for it may be written all the same
        }
    }

    /// <summary>For how many days answers are kept; null for ever.</summary>
    public Task<int?> RetentionAsync(CancellationToken cancellation) => workspace.ReadAsync(store => store.RetentionAsync(cancellation));

    /// <summary>Sets for how many days answers are kept, from now on; null for ever. Forgets what is older.</summary>
    /// <returns>How many answers were forgotten; and why none, where the machine's clock may be wrong.</returns>
    public Task<(long Forgotten, string? NotApplied)> SetRetentionAsync(int? days, CancellationToken cancellation) =>
        KeepAsync(days ?? Retention.Forever, cancellation);

    /// <summary>Forgets what is older than the standing setting.</summary>
    /// <returns>How many answers were forgotten; and why none, where the machine's clock may be wrong.</returns>
    public Task<(long Forgotten, string? NotApplied)> ApplyRetentionAsync(CancellationToken cancellation) => KeepAsync(null, cancellation);

    private async Task<(long Forgotten, string? NotApplied)> KeepAsync(int? wanted, CancellationToken cancellation)
    {
        string? said = null;
        long? forgotten = null;
        try
        {
            forgotten = await Retention.ApplyAsync(workspace.Store, wanted, options.Clock, words => said = words.ToString(), cancellation);
        }
        finally
        {
            if (forgotten is not 0)
            {
                await ReopenAsync();
            }
        }

        return (forgotten.Value, forgotten > 0 ? null : said);
    }

    /// <summary>Has all questions opened anew, also earlier versions of them, which jobs go on with; and tells other nodes.</summary>
    private async Task ReopenAsync()
    {
        classifier.Reopen();
        foreach (var version in (await workspace.Store.QuestionNamesAsync(CancellationToken.None)).Keys)
        {
            classifier.Reopen(version);
        }
    }
}
