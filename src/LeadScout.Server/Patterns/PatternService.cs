using LeadScout.Answers;
using LeadScout.Application.Jobs;
using LeadScout.Application.Patterns;
using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Server.Classifying;
using LeadScout.Server.Hosting;
using LeadScout.Server.Questions;
using LeadScout.Server.Teachers;
using LeadScout.Server.Workspaces;
using LeadScout.Stores;

namespace LeadScout.Server.Patterns;

/// <summary>What was learned, and verdicts on it. Thread-safe.</summary>
internal sealed class PatternService(
    ServerWorkspace workspace, QuestionStore questions, TeacherService teachers, Classifier classifier, ServerOptions options) : IDisposable
{
    private readonly SemaphoreSlim _judging = new(1);

    /// <summary>The patterns of a question that match, in order.</summary>
    /// <param name="question">The question's name.</param>
    /// <param name="teacher">Whose answers count beside those of persons; null for the only teacher with answers, or the default.</param>
    /// <param name="query">Which, in which order.</param>
    /// <param name="skip">So many of them are left out at the beginning.</param>
    /// <param name="take">So many at most.</param>
    /// <param name="cancellation">Ends the search.</param>
    public Task<PatternListDocument> ListAsync(string question, string? teacher, PatternQuery query, int skip, int take, CancellationToken cancellation) => workspace.ReadAsync(async store =>
    {
        var asked = questions.Find(question).Question;
        var whose = await WhoseAsync(store, asked, teacher, cancellation);
        var book = await PatternBook.ReadAsync(asked, whose, store, cancellation);
        var found = query.Of(book);
        return new PatternListDocument(
            asked.Name,
            whose.Length == 0 ? null : whose,
            book.TextCount,
            found.Count,
            [.. found.Skip(skip).Take(take).Select(pattern => PatternLineDocument.Of(pattern, asked))],
            [.. book.TrustByKind().Select(KindDocument.Of)]);
    });

    /// <summary>What a question's student goes by, sorted into what a person would call one thing.</summary>
    /// <param name="question">The question's name.</param>
    /// <param name="teacher">Whose answers count beside those of persons; null for the only teacher with answers, or the default.</param>
    /// <param name="queries">What is wanted of it.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <returns>What was found, for each query.</returns>
    public Task<IReadOnlyList<GroupPage>> GroupsAsync(
        string question, string? teacher, IReadOnlyList<GroupQuery> queries, CancellationToken cancellation) =>
        workspace.ReadAsync<IReadOnlyList<GroupPage>>(async store =>
        {
            var asked = questions.Find(question).Question;
            var whose = await WhoseAsync(store, asked, teacher, cancellation);
            PatternGroup[] groups = [.. (await PatternBook.ReadAsync(asked, whose, store, cancellation)).Groups()];
            var found = queries.Select(query => (Query: query, All: query.Of(groups))).ToArray();
            var shown = found.Select(one => one.All.Skip(one.Query.Skip).Take(one.Query.Take).ToArray()).ToArray();
            var since = await TimesAsync(store, asked.Version, whose, [.. shown.SelectMany(part => part).Select(group => group.FirstPosition)], cancellation);
            var jobs = await JobToDate.AllAsync(store, options.Environment, options.Clock, cancellation);
            var prices = jobs.ToDictionary(now => now.Job.Id, now => PriceOfText(now.Job));
            return [.. found.Zip(shown, (one, part) => new GroupPage(
                [.. part.Select(group => PatternGroupDocument.Of(group, asked, since.GetValueOrDefault(group.FirstPosition), prices))], one.All.Count))];
        });

    /// <summary>One pattern: its evidence, its origins, where it was decisive, and the verdicts on it.</summary>
    /// <exception cref="LeadScout.Questions.BadInputException">No answered text carries it.</exception>
    public Task<PatternDetailDocument> ShowAsync(string question, string? teacher, string pattern, CancellationToken cancellation) => workspace.ReadAsync(async store =>
    {
        var asked = questions.Find(question).Question;
        var name = PatternName.Parse(pattern);
        var whose = await WhoseAsync(store, asked, teacher, cancellation);
        var book = await PatternBook.ReadAsync(asked, whose, store, cancellation);
        var found = book.Find(name) ?? throw PatternName.Unknown(name, [book]);
        return PatternDetailDocument.Of(
            asked,
            whose,
            found,
            await OriginsAsync(store, asked.Version, whose, found, cancellation),
            await store.ListAsync(cancellation),
            (await store.VerdictsAsync(asked.Version, cancellation)).Where(verdict => verdict.Pattern == name));
    });

    /// <summary>What leans on a pattern and what asking instead would cost; changes nothing.</summary>
    /// <exception cref="LeadScout.Questions.BadInputException">No answered text carries it.</exception>
    public Task<RepairDocument> PriceAsync(string question, string pattern, CancellationToken cancellation) => workspace.ReadAsync(async store =>
    {
        var asked = questions.Find(question).Question;
        var name = PatternName.Parse(pattern);
        await new Verdicts(options.Clock, store, asked).RequireKnownAsync(name, cancellation);
        return RepairDocument.Of(asked.Name, name, "unchanged", await PatternImpact(store, asked).OfAsync(name, cancellation), remedy => remedy.ToString());
    });

    /// <summary>Takes a pattern out of the student and reopens what leans on it.</summary>
    /// <exception cref="LeadScout.Questions.BadInputException">It is not known.</exception>
    /// <exception cref="RefusedException">It is retired already.</exception>
    public Task<RepairDocument> RetireAsync(string question, string pattern, string by, CancellationToken cancellation) =>
        JudgeAsync(question, pattern, true, by, cancellation);

    /// <summary>Puts a retired pattern back.</summary>
    /// <exception cref="RefusedException">It is not retired.</exception>
    public Task<RepairDocument> RestoreAsync(string question, string pattern, string by, CancellationToken cancellation) =>
        JudgeAsync(question, pattern, false, by, cancellation);

    /// <inheritdoc/>
    public void Dispose() => _judging.Dispose();

    private async Task<RepairDocument> JudgeAsync(string question, string pattern, bool retired, string by, CancellationToken cancellation)
    {
        await _judging.WaitAsync(cancellation);
        try
        {
            var asked = questions.Find(question).Question;
            var name = PatternName.Parse(pattern);
            var verdicts = new Verdicts(options.Clock, workspace.Store, asked);
            if (await verdicts.RetiredAsync(name, cancellation) is not null == retired)
            {
                throw new RefusedException(
                    "verdict-stands",
                    409,
                    retired ? $"{name} is retired already." : $"{name} is not retired, so there is nothing to put back.");
            }

            if (retired)
            {
                await verdicts.RequireKnownAsync(name, cancellation);
            }

            var impact = await PatternImpact(workspace.Store, asked).OfAsync(name, cancellation);
            try
            {
                await verdicts.GiveAsync(name, retired, by, impact, cancellation);
            }
            finally
            {
                classifier.Reopen(asked.Version); // also where it fails, for it may be written all the same
            }

            return RepairDocument.Of(asked.Name, name, retired ? "retired" : "restored", impact, remedy => remedy.ToString());
        }
        finally
        {
            _judging.Release();
        }
    }

    private PatternImpacts PatternImpact(IDatabase store, Question question) =>
        new(options.Environment, options.Clock, store, question.Version);

    private async Task<string> WhoseAsync(IDatabase store, Question question, string? teacher, CancellationToken cancellation)
    {
        var known = await store.TeachersAsync(question.Version, cancellation);
        return (teacher, known) switch
        {
            ({ } named, _) => named,
            (null, []) => "",
            (null, [var only]) => only,
            _ => teachers.Default is null ? known[0] : known.Contains(teachers.NameOf(null)) ? teachers.NameOf(null) : known[0],
        };
    }

    /// <summary>What a text took that the job asked; null when nothing was asked, or a price is unknown.</summary>
    private static decimal? PriceOfText(Job job) =>
        job.Report is { AskedTexts: > 0, Cost: { } cost } report ? cost.Dollars / report.AskedTexts : null;

    private static async Task<Dictionary<long, DateTimeOffset>> TimesAsync(
        IDatabase store, QuestionVersion question, string teacher, HashSet<long> positions, CancellationToken cancellation)
    {
        var times = new Dictionary<long, DateTimeOffset>();
        await foreach (var answer in store.ReadAsync(question, teacher, cancellation))
        {
            if (positions.Contains(answer.Position))
            {
                times[answer.Position] = answer.At;
            }
        }

        return times;
    }

    private static async Task<List<Answer>> OriginsAsync(
        IDatabase store, QuestionVersion question, string teacher, Pattern pattern, CancellationToken cancellation)
    {
        var positions = pattern.Origins.ToHashSet();
        var origins = new List<Answer>();
        await foreach (var answer in store.ReadAsync(question, teacher, cancellation))
        {
            if (positions.Contains(answer.Position))
            {
                origins.Add(answer);
            }
        }

        return origins;
    }
}
