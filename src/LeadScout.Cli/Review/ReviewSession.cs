using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Reviews;
using LeadScout.Sqlite;

namespace LeadScout.Cli.Review;

/// <summary>One review before a person's eyes: opens everything, runs it, reports.</summary>
internal sealed class ReviewSession(Terminal terminal, OutputFormat format, string database)
{
    /// <summary>Runs the review and gives the exit code.</summary>
    /// <exception cref="BadInputException">The list can't be reviewed.</exception>
    public async Task<int> RunAsync(SqliteStore store, ReviewTarget target, ReviewOptions options, CancellationToken interrupt)
    {
        var (question, list) = Read(store, target, options);
        var logged = await LoggedWord.ReadAsync(store, question, list, interrupt);
        var reviewer = new Reviewer(new Corrector(store, question, options.By, terminal.Clock), question, list, logged);
        var dialogue = new Dialogue(terminal, question);
        await store.NameQuestionAsync(question.Version, question.Name, interrupt);
        dialogue.Say($"Review of {target.Path} by {options.By}: {question.Ask}");
        dialogue.Begin(canKeep: options.Sample is null);
        SampleReview? sample = options.Sample is null ? null : new SampleReview(dialogue, question, list, MeterOf(list, logged, options.Confidence), reviewer);
        var interrupted = sample is null
            ? await new QueueReview(dialogue, question, list, QueueOf(question, list, logged), reviewer).RunAsync(options.Limit, interrupt)
            : await sample.RunAsync(options.Limit, interrupt);
        Report(target, question, list, options, reviewer, sample);
        return interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    private static (Question Question, LabelledList List) Read(SqliteStore store, ReviewTarget target, ReviewOptions options)
    {
        using var reader = LeadFiles.At(target.Path, options: target.Reading).Open();
        var question = target.Bind(reader);
        return (question, LabelledList.Read(reader, target.Path, question, store.Keys, options.Sample ?? 1, options.Seed));
    }

    private static ReviewOrder QueueOf(Question question, LabelledList list, LoggedWord logged)
    {
        var byPersons = list.ByPersons.Where(rows => rows is { Text: >= 0, Label: >= 0 }).DistinctBy(rows => rows.Text).ToDictionary(rows => rows.Text, rows => rows.Label);
        foreach (var (text, label) in logged.ByPersons)
        {
            byPersons[text] = label;
        }

        return new ReviewOrder(list.Texts, question, byPersons, logged.Conflicts);
    }

    private static AccuracyMeter MeterOf(LabelledList list, LoggedWord logged, double confidence)
    {
        // A person may have said something else since the list was written.
        var right = list.ByPersons.Where(rows => !logged.ByPersons.TryGetValue(rows.Text, out var label) || label == rows.Label).Sum(rows => rows.Rows);
        return new AccuracyMeter(list.Predicted, list.ByPersons.Sum(rows => rows.Rows), right, list.Sample.Length, confidence);
    }

    private void Report(ReviewTarget target, Question question, LabelledList list, ReviewOptions options, Reviewer reviewer, SampleReview? sample)
    {
        var answered = reviewer.Answered.Count();
        if (format == OutputFormat.Json)
        {
            var accuracy = sample is null ? null : AccuracyDocument.Of(sample.Accuracy, list.Sample.Length);
            terminal.Out.WriteLine(ReportJson.Of(new ReviewDocument(
                target.Path, question.Name, target.Job?.Id.Value, options.By, reviewer.Looks, reviewer.Kept, answered - reviewer.Kept, reviewer.Skipped.Count, accuracy)));
            return;
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Looked at {reviewer.Looks.Of("text")}: {reviewer.Kept.Text()} kept, {(answered - reviewer.Kept).Text()} changed, {reviewer.Skipped.Count.Text()} skipped.");
        if (sample is not null)
        {
            AccuracyText.Write(terminal.Out, sample.Accuracy, list.Sample.Length);
        }

        terminal.Out.WriteLine(answered == 0 ? "Nothing was added to the log. The same command begins where this ended." : $"next: {target.NextStep(database)}");
    }
}
