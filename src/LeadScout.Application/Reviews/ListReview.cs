using LeadScout.Classifiers;
using LeadScout.Files;
using LeadScout.Questions;
using LeadScout.Reviews;
using LeadScout.Stores;
using LeadScout.Streaming;

namespace LeadScout.Application.Reviews;

/// <summary>A labelled list, opened for a person to look at.</summary>
/// <param name="Question">What it was asked.</param>
/// <param name="List">The list.</param>
/// <param name="Logged">What persons have said about its texts before.</param>
public sealed record ListReview(Question Question, LabelledList List, LoggedWord Logged)
{
    /// <summary>Opens a list.</summary>
    /// <param name="store">Where the answers are.</param>
    /// <param name="target">Which list.</param>
    /// <param name="sample">Rows to draw; null where none are wanted.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="interrupt">Ends the reading.</param>
    /// <exception cref="LeadScout.Questions.BadInputException">The list can't be reviewed.</exception>
    public static async Task<ListReview> OpenAsync(
        IDatabase store, ReviewTarget target, int? sample, ulong seed, CancellationToken interrupt) =>
        await OpenAsync(store, target, (sample, seed), null, interrupt);

    /// <summary>The same with texts embedded that have no vector yet.</summary>
    /// <param name="store">Where the answers are.</param>
    /// <param name="target">Which list.</param>
    /// <param name="draw">Rows to draw, null where none are wanted, and the seed of the draw.</param>
    /// <param name="embedding">What embeds; null to go by the vectors that the store has.</param>
    /// <param name="interrupt">Ends it.</param>
    /// <exception cref="LeadScout.Questions.BadInputException">The list can't be reviewed.</exception>
    public static async Task<ListReview> OpenAsync(
        IDatabase store, ReviewTarget target, (int? Sample, ulong Seed) draw, StreamEmbedding? embedding, CancellationToken interrupt)
    {
        using var reader = LeadFiles.At(target.Path, options: target.Reading).Open();
        var question = target.Bind(reader);
        var list = LabelledList.Read(
            reader, target.Path, question, store.Keys, draw.Sample ?? 1, SampleSeed.Of(draw.Seed, target.Identity), target.Job?.Settings);
        return new ListReview(question, list, await LoggedWord.ReadAsync(store, question, list, interrupt))
        {
            Vectors = draw.Sample is null ? await ListVectors.OfAsync(store, list.Texts, embedding, interrupt) : null,
        };
    }

    /// <summary>What the list's texts mean; null where nothing says.</summary>
    public TextVectors? Vectors { get; init; }

    /// <summary>The order in which a look is worth most.</summary>
    public ReviewOrder Queue()
    {
        var byPersons = List.ByPersons.Where(rows => rows is { Text: >= 0, Label: >= 0 })
            .DistinctBy(rows => rows.Text)
            .ToDictionary(rows => rows.Text, rows => rows.Label);
        foreach (var (text, label) in Logged.ByPersons)
        {
            byPersons[text] = label;
        }

        return new ReviewOrder(List.Texts, Question, byPersons, Logged.Conflicts, Vectors);
    }

    /// <summary>What measures the list's accuracy by the rows drawn.</summary>
    public AccuracyMeter Meter(double confidence)
    {
        // A person may have said something else since the list was written.
        var right = List.ByPersons.Where(rows => !Logged.ByPersons.TryGetValue(rows.Text, out var label) || label == rows.Label)
            .Sum(rows => rows.Rows);
        return new AccuracyMeter(List.Predicted, List.ByPersons.Sum(rows => rows.Rows), right, List.Sample.Length, confidence);
    }
}
