using LeadScout.Application.AnswerLog;
using LeadScout.Application.Reports;
using LeadScout.Application.Reviews;
using LeadScout.Application.Reviews.Exchange;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Questions;
using LeadScout.Stores;

namespace LeadScout.Cli.Review;

/// <summary>A review in another tool: its tasks go out as a file and come back as one.</summary>
internal sealed class ReviewExchange(Terminal terminal, OutputFormat format, ExchangeForm form, string database)
{
    private const int UsualTasks = 100;

    /// <summary>Writes the texts where a look is worth most, or those of a sample, without what the list says of them.</summary>
    /// <exception cref="BadInputException">The list can't be reviewed, or the file not written.</exception>
    public async Task<int> ExportAsync(IDatabase store, ReviewTarget target, ReviewOptions options, string path, CancellationToken interrupt)
    {
        var review = await ListReview.OpenAsync(store, target, (options.Sample, options.Seed), null, interrupt);
        var most = options.Limit == int.MaxValue ? UsualTasks : options.Limit;
        var tasks = (options.Sample is null ? Doubtful(review, most) : Drawn(review).Take(options.Limit)).ToArray();
        var agent = target.Job is { } job ? $"leadscout {job.Id}" : "leadscout";
        var file = NewFile(path);
        await using (file)
        {
            new ReviewTaskWriter(form, review.Question, agent).Write(file, tasks);
        }

        Say(new ReviewExchangeDocument(target.Path, review.Question.Name, path, tasks.Length, 0, 0, 0, 0, 0), [
            $"{tasks.Length.Of("text")} of {target.Path} for {FormName}: {path}",
            $"The control that takes the label is called '{review.Question.Name}', its choices are: {string.Join(", ", review.Question.Labels)}.",
            $"next: leadscout review {target.Job?.Id.Value ?? target.Path} --import ANNOTATED.json --form {ExchangeForms.Names[(int)form]}{OptionWords.Database(database)}",
        ]);
        return ExitCode.Done;
    }

    /// <summary>Takes in what people said there. Each label is a person's answer, as in a review here.</summary>
    /// <exception cref="BadInputException">The file is none of the form, or has a label that the question does not have; nothing is taken.</exception>
    public async Task<int> ImportAsync(IDatabase store, ReviewTarget target, ReviewOptions options, string path, CancellationToken interrupt)
    {
        var review = await ListReview.OpenAsync(store, target, (null, options.Seed), null, interrupt);
        var corrector = new Corrector(store, review.Question, options.By, terminal.Clock);
        var tasks = new LabelledTaskReader(form, review.Question).Read(path);
        var import = ReviewImport.Of(path, tasks, review, store.Keys, corrector);
        var corrections = await corrector.CorrectAsync(import.Labelled, interrupt);
        await store.NameQuestionAsync(review.Question.Version, review.Question.Name, interrupt);
        var added = corrections.Count(correction => correction.Changed);
        Say(
            new ReviewExchangeDocument(
                target.Path, review.Question.Name, path, tasks.Length, added, corrections.Length - added, import.Disputed.Length, import.Unlabelled, import.Foreign),
            [
                $"{path}: {tasks.Length.Of("task")}, {added.Text()} answers added, {(corrections.Length - added).Text()} already known, {import.Unlabelled.Text()} without a label.",
                .. import.Foreign == 0 ? Array.Empty<string>() : [$"{import.Foreign.Of("task")} left out: the text is not in {target.Path}."],
                .. import.Disputed.IsEmpty ? Array.Empty<string>() : [$"{import.Disputed.Length.Of("text")} left out, for people label it differently: {Quoted(import)}. Settle it there, or: leadscout answers correct TEXT --label LABEL{OptionWords.Database(database)}."],
                .. corrections.Length == 0 ? Array.Empty<string>()
                    : target.Job is { } job ? [$"next: leadscout jobs resume {job.Id}{OptionWords.Database(database)}    (writes these answers into {job.OutputName})"]
                    : ["next: give the list's classify command again; it writes these answers into the result."],
            ]);
        return ExitCode.Done;
    }

    private string FormName => form == ExchangeForm.LabelStudio ? "Label Studio" : "Argilla";

    private static string Quoted(ReviewImport import) =>
        string.Join(", ", import.Disputed.Take(5).Select(text => $"\"{text}\"")) + (import.Disputed.Length > 5 ? ", ..." : "");

    private static IEnumerable<ReviewTask> Doubtful(ListReview review, int most)
    {
        var queue = review.Queue();
        for (var count = 0; count < most && queue.Next() is { } item; count++)
        {
            queue.Skip(item.Text);
            var text = review.List.Texts[item.Text];
            yield return new ReviewTask(
                text.Text, text.Rows, text.Label < 0 ? null : review.Question.Labels[text.Label].Name, text.Confidence, item.Because);
        }
    }

    // Who sees a label first tends to agree with it.
    private static IEnumerable<ReviewTask> Drawn(ListReview review) => review.List.Sample.Select(row => row.Text).Distinct()
        .Where(text => !review.Logged.ByPersons.ContainsKey(text))
        .Select(text => new ReviewTask(review.List.Texts[text].Text, review.List.Texts[text].Rows, null, 0, null));

    private static FileStream NewFile(string path)
    {
        try
        {
            return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException(
                File.Exists(path) ? $"'{path}' is there already. Name a new file, or delete it first." : $"'{path}' can't be written: {error.Message}", error);
        }
    }

    private void Say(ReviewExchangeDocument document, IReadOnlyList<string> lines)
    {
        if (format == OutputFormat.Json)
        {
            terminal.Out.WriteLine(ReportJson.Of(document));
            return;
        }

        foreach (var line in lines)
        {
            terminal.Out.WriteLine(line);
        }
    }
}
