using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Application.AnswerLog;
using LeadScout.Application.Jobs;
using LeadScout.Application.Reports;
using LeadScout.Classifiers;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Server.Answers;
using LeadScout.Server.Classifying;
using LeadScout.Server.Hosting;
using LeadScout.Server.Wording;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Server.Jobs;

/// <summary>The rows of a job: from its result file, or what is known by now. Streams the file; holds no rows. Thread-safe.</summary>
internal sealed class RowTable(JobService service, Classifier classifier, PeoplesWords words, ServerOptions options)
{
    /// <summary>So many sorted rows come at most: they are held while the list is read.</summary>
    internal const int MostSorted = 100_000;

    /// <summary>What is said where they end.</summary>
    internal static readonly string SortedEnd =
        $"Sorted rows come up to the first {MostSorted}. Ask for fewer by label, source or contains, or for all in the order of the list, without sort.";

    /// <summary>How many rows the part after this one may have; 0 where sorted rows end.</summary>
    internal static int TakeAfter(RowSort sort, int skip, int take) =>
        sort == RowSort.List ? take : Math.Clamp(MostSorted - skip - take, 0, take);

    /// <summary>Some rows of a job.</summary>
    /// <exception cref="RefusedException">There is no such job, or sorted rows are wanted beyond <see cref="MostSorted"/>.</exception>
    /// <exception cref="BadInputException">Its list or question can't be read any more.</exception>
    public async Task<RowPage> ReadAsync(JobId id, RowFilter filter, CancellationToken cancellation)
    {
        var take = Math.Clamp(filter.Take, 1, 500);
        if (filter.Sort != RowSort.List && filter.Skip > MostSorted - take)
        {
            throw new RefusedException("bad-page", 400, $"{SortedEnd} Skip and take together can't be more.");
        }

        var matching = await MatchingAsync(id, filter, cancellation);
        Row[] found = filter.Sort == RowSort.List
            ? [.. matching.Skip(filter.Skip).Take(take + 1)]
            : [.. TopRows.Of(matching, filter.Sort, filter.Skip + take + 1).Skip(filter.Skip)];
        return new RowPage([.. found.Take(take)], found.Length > take);
    }

    /// <summary>How many rows match, how the labels are spread, and what was corrected since the result was written. Reads the whole list.</summary>
    /// <exception cref="RefusedException">There is no such job or question.</exception>
    /// <exception cref="BadInputException">Its list or question can't be read any more.</exception>
    public async Task<RowCounts> CountAsync(JobId id, RowFilter filter, CancellationToken cancellation)
    {
        var (rows, matches, labels) = (0L, 0L, new Dictionary<string, long>(StringComparer.Ordinal));
        var (corrected, correctedRows) = (new HashSet<TextKey>(), 0L);
        foreach (var row in await RowsAsync(id, filter.Question, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            rows++;
            if (filter.MatchesButForLabel(row))
            {
                var label = row.Label ?? RowFilter.NoLabel;
                labels[label] = labels.GetValueOrDefault(label) + 1;
                matches += filter.Matches(row) ? 1 : 0;
            }

            if (row.WrittenLabel is not null)
            {
                corrected.Add(TextKey.Of(row.Text));
                correctedRows++;
            }
        }

        return new RowCounts(
            rows,
            matches,
            [
                .. labels.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => new LabelCount(pair.Key == RowFilter.NoLabel ? null : pair.Key, pair.Value)),
            ],
            corrected.Count,
            correctedRows);
    }

    /// <summary>Why a row is labelled as it is: the answer, the rule, or the student's patterns by what is known now.</summary>
    /// <exception cref="RefusedException">There is no such job, question or row.</exception>
    public async Task<(Row Row, ClassificationDocument Why)> WhyAsync(
        JobId id, long number, string? question, CancellationToken cancellation)
    {
        var (view, request, asked) = await OpenAsync(id, question, cancellation);
        var open = await classifier.LookAsync(asked, request, JobInvocation.Of(view.Job));
        await open.CatchUpAsync(classifier.ServerWorkspace, cancellation);
        var row = Rows(view, request, asked, open).FirstOrDefault(row => row.Number == number)
            ?? throw new RefusedException("row-not-found", 404, $"Job {id} has no row {number}.");
        var said = await classifier.ExplainAsync(open, row.Text, cancellation);
        return (
            row is { IsProvisional: true } && row.Source == DecisionSource.Student.Word() ? As(row, said) : row,
            new ClassificationDocument(row.Text, open.Question, open.Teacher, said, FieldWords.Of));
    }

    /// <summary>All rows of a job under one of its questions; read anew as often as they are gone through.</summary>
    /// <exception cref="RefusedException">There is no such job or question.</exception>
    internal async Task<(JobView View, Question Asked, IEnumerable<Row> Rows)> AllAsync(JobId id, string? question, CancellationToken cancellation)
    {
        var (view, request, asked) = await OpenAsync(id, question, cancellation);
        var open = await classifier.LookAsync(asked, request, JobInvocation.Of(view.Job));
        await open.CatchUpAsync(classifier.ServerWorkspace, cancellation);
        return (view, asked, Rows(view, request, asked, open));
    }

    /// <summary>The questions that a job asks.</summary>
    /// <exception cref="RefusedException">There is no such job.</exception>
    public async Task<IReadOnlyList<Question>> QuestionsAsync(JobId id, CancellationToken cancellation) =>
        (await OpenAsync(id, null, cancellation)).Request.Questions;

    /// <summary>Takes a person's label for a text of a job, under a question as the job asks it.</summary>
    /// <param name="id">The job.</param>
    /// <param name="question">The question's name; null for the first.</param>
    /// <param name="said">The text and its label.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="origin">Where it is said.</param>
    /// <param name="cancellation">Ends the wish.</param>
    /// <exception cref="RefusedException">There is no such job or question, or somebody else has said something since this person looked.</exception>
    /// <exception cref="BadInputException">The label is none of the question's, or the text is blank.</exception>
    public async Task CorrectAsync(JobId id, string? question, SaidLabel said, string by, object? origin, CancellationToken cancellation)
    {
        var (_, _, asked) = await OpenAsync(id, question, cancellation);
        await words.CorrectAsync(asked, [said], by, origin, cancellation);
    }

    /// <summary>Takes back the last word of a person about a text of a job, so that what counted before counts again.</summary>
    /// <exception cref="RefusedException">There is no such job or question, or the last word is not the one that this person saw.</exception>
    /// <exception cref="BadInputException">No person has said anything about it.</exception>
    public async Task UndoAsync(JobId id, string? question, string text, string? seen, string by, object? origin, CancellationToken cancellation)
    {
        var (_, _, asked) = await OpenAsync(id, question, cancellation);
        await words.UndoAsync(asked, text, seen, by, origin, cancellation);
    }

    private async Task<IEnumerable<Row>> MatchingAsync(JobId id, RowFilter filter, CancellationToken cancellation) =>
        (await RowsAsync(id, filter.Question, cancellation)).Where(row =>
        {
            cancellation.ThrowIfCancellationRequested();
            return filter.Matches(row);
        });

    private async Task<IEnumerable<Row>> RowsAsync(JobId id, string? question, CancellationToken cancellation) =>
        (await AllAsync(id, question, cancellation)).Rows;

    private async Task<(JobView View, JobRequest Request, Question Asked)> OpenAsync(
        JobId id, string? question, CancellationToken cancellation)
    {
        var view = await service.ShowAsync(id, cancellation);
        await service.FetchAsync(view, cancellation);
        var request = new JobOpening(options.Environment, options.Clock, _ => { }).RequestOf(JobInvocation.Of(view.Job), view.Job.Settings);
        var asked = question is null ? request.Questions[0] : request.Questions.FirstOrDefault(asked => asked.Name == question)
            ?? throw new RefusedException("question-not-found", 404, $"Job {id} does not ask '{question}'. It asks: {request.QuestionNames}.");
        return (view, request, asked);
    }

    private static IEnumerable<Row> Rows(JobView view, JobRequest request, Question asked, OpenKnowledge known)
    {
        var invocation = JobInvocation.Of(view.Job);
        var result = Path.GetFullPath(view.Job.OutputName, invocation.Folder);

        // A corrected list has no columns of a result: there its rows are shown as the database knows them.
        return ResultFile.IsWritten(view.Job.State) && view.Job.Settings.Certify is null && view.Work == JobWork.Idle && File.Exists(result)
            ? Written(LeadFiles.At(result, options: invocation.Reading), asked, request).Select(row => WithLastWord(row, known))
            : Known(request, asked, known, KeptTexts.Read(request, asked));
    }

    /// <summary>What a person has said, or taken back, since the file was written stands before what is in it.</summary>
    private static Row WithLastWord(Row row, OpenKnowledge known) =>
        known.Known(row.Text) is { Label: { } label, Decision.Source: DecisionSource.Person }
            ? label == row.Label ? row : row with { Label = label, Confidence = 1, Source = DecisionSource.Person.Word(), IsProvisional = true, WrittenLabel = row.Label ?? "" }
            : row.Source == DecisionSource.Person.Word() ? AsKnown(row, known) with { WrittenLabel = row.Label ?? "" } : row;

    private static Row AsKnown(Row row, OpenKnowledge known) => As(row, known.Explain(row.Text));

    private static Row As(Row row, Classification said) => row with
    {
        Label = said.Label,
        Confidence = said.Decision.IsDecided ? Math.Round(said.Decision.Confidence, 3) : null,
        Source = said.Decision.IsDecided ? said.Decision.Source.Word() : "undecided:" + said.Decision.Reason.Word(),
        IsProvisional = true,
    };

    private static IEnumerable<Row> Written(LeadFile file, Question question, JobRequest request)
    {
        using var reader = file.Open();
        var (texts, label) = (new RowText(question, reader, file.Name, request.Settings), Index(reader, request.OutColumnOf(question)));
        while (reader.Read())
        {
            var confidence = double.TryParse(reader.Value(label + 1), CultureInfo.InvariantCulture, out var share) ? share : (double?)null;
            var text = texts.Of(reader, out _);
            yield return new Row(
                reader.Row,
                text,
                reader.Value(label) is { Length: > 0 } name ? name.ToString() : null,
                confidence,
                reader.Value(label + 2).ToString(),
                false);
        }
    }

    private static IEnumerable<Row> Known(JobRequest request, Question asked, OpenKnowledge known, KeptTexts? kept)
    {
        using var reader = request.Input.Open();
        var texts = new RowText(asked, reader, request.Input.Name, request.Settings);
        while (reader.Row != request.Settings.Limit && reader.Read())
        {
            var text = texts.Of(reader, out var textless);
            if (textless is { } reason)
            {
                yield return new Row(reader.Row, text, null, null, "undecided:" + reason.Word(), true);
                continue;
            }

            var row = new Row(reader.Row, text, null, null, "", true);
            yield return kept?.LabelOf(text) is { } label && known.Known(text) is null
                ? row with { Label = label, Source = UndecidedReason.Kept.Word() }
                : AsKnown(row, known);
        }
    }

    private static int Index(ILeadReader reader, string column)
    {
        for (var i = 0; i < reader.Columns.Count; i++)
        {
            if (reader.Columns[i] == column)
            {
                return i;
            }
        }

        throw new BadInputException(
            $"The job's list has no column '{column}' any more. Upload the list again and start the job anew: answers are kept.");
    }
}
