using LeadScout.Application.AnswerLog;
using LeadScout.Application.Reports;
using LeadScout.Application.Reviews;
using LeadScout.Cli.AnswerLog;
using LeadScout.Cli.Arguments;
using LeadScout.Cli.Asking;
using LeadScout.Cli.Reports;
using LeadScout.Cli.Terminals;
using LeadScout.Files;
using LeadScout.Questions;
using LeadScout.Reviews;
using LeadScout.Stores;

namespace LeadScout.Cli.Review;

/// <summary>One review before a person's eyes: opens everything, runs it, reports.</summary>
internal sealed class ReviewSession(Terminal terminal, OutputFormat format, string database)
{
    /// <summary>Runs the review and gives the exit code.</summary>
    /// <exception cref="BadInputException">The list can't be reviewed.</exception>
    public async Task<int> RunAsync(IDatabase store, ReviewTarget target, ReviewOptions options, CancellationToken interrupt)
    {
        var embedding = options.Embedder is { } embedder
            ? SaidEmbedding.Of(terminal, store, embedder, options.KeepsVectors, "The student looks at words alone.")
            : null;
        var review = await ListReview.OpenAsync(store, target, (options.Sample, options.Seed), embedding, interrupt);
        var (question, list, logged) = review;
        var reviewer = new Reviewer(new Corrector(store, question, options.By, terminal.Clock), question, list, logged);
        var dialogue = new Dialogue(terminal, question);
        await store.NameQuestionAsync(question.Version, question.Name, interrupt);
        dialogue.Say($"Review of {target.Path} by {options.By}: {question.Instructions}");
        dialogue.Begin(canKeep: options.Sample is null);
        SampleReview? sample = options.Sample is null
            ? null
            : new SampleReview(dialogue, question, list, review.Meter(options.Confidence), reviewer);
        var interrupted = sample is null
            ? await new QueueReview(dialogue, question, list, review.Queue(), reviewer).RunAsync(options.Limit, interrupt)
            : await sample.RunAsync(options.Limit, interrupt);
        Report(target, question, list, options, reviewer, sample);
        return interrupted ? ExitCode.Interrupted : ExitCode.Done;
    }

    private void Report(
        ReviewTarget target, Question question, LabelledList list, ReviewOptions options, Reviewer reviewer, SampleReview? sample)
    {
        var answered = reviewer.Answered.Count();
        if (format == OutputFormat.Json)
        {
            var accuracy = sample is null ? null : AccuracyDocument.Of(sample.Accuracy, list.Sample.Length);
            terminal.Out.WriteLine(ReportJson.Of(new ReviewDocument(
                target.Path, question.Name, target.Job?.Id.Value, options.By, reviewer.Looks, reviewer.Kept, answered - reviewer.Kept,
                reviewer.Skipped.Count, accuracy)));
            return;
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine($"Looked at {reviewer.Looks.Of("text")}: {reviewer.Kept.Text()} kept, {(answered - reviewer.Kept).Text()} changed, {reviewer.Skipped.Count.Text()} skipped.");
        if (sample is not null)
        {
            AccuracyText.Write(terminal.Out, sample.Accuracy, list.Sample.Length);
        }

        terminal.Out.WriteLine(
            answered == 0 ? "Nothing was added to the log. The same command begins where this ended." : $"next: {NextStep(target)}");
    }

    private string NextStep(ReviewTarget target) => target.Job is not { } job
        ? "Give the list's classify command again: it writes these answers into the result."
        : $"leadscout jobs resume {job.Id}{OptionWords.Database(database)}    (writes these answers into {job.OutputName}, and asks what they throw doubt on)";
}
