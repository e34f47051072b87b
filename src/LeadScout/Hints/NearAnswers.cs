using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Hints;

/// <summary>An answered text that means much the same as another.</summary>
/// <param name="Text">As it was asked about.</param>
/// <param name="Label">Its answer.</param>
/// <param name="Likeness">The cosine of the two vectors, centred over the answered texts; at most 1.</param>
public sealed record NearAnswer(string Text, string Label, double Likeness)
{
    /// <summary>The most that are looked for.</summary>
    public const int Most = 3;

    /// <summary>
    /// The answered texts nearest in meaning to a text, the nearest first: by the vectors that the store keeps, of the model that embedded
    /// the text last. None where it has none. Embeds nothing.
    /// </summary>
    /// <param name="question">What was asked.</param>
    /// <param name="teacher">Whose answers count, beside every person's.</param>
    /// <param name="log">The answers.</param>
    /// <param name="vectors">The vectors.</param>
    /// <param name="text">The text, which need not be answered.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<IReadOnlyList<NearAnswer>> ToAsync(
        Question question, string teacher, IAnswerLog log, IVectorStore vectors, string text, CancellationToken cancellationToken = default)
    {
        var key = log.Keys.Of(text);
        if (await vectors.VectorModelsAsync(key, cancellationToken).ConfigureAwait(false) is not [var model, ..])
        {
            return [];
        }

        var known = new KnownDecisions(question);
        var texts = new OrderedDictionary<TextKey, string>();
        await foreach (var answer in log.ReadAsync(question.Version, teacher, cancellationToken).ConfigureAwait(false))
        {
            if (known.Fold(answer))
            {
                texts.TryAdd(answer.Key, answer.Text);
            }
        }

        texts.Remove(key);
        var found = await vectors.VectorsAsync(model, [key, .. texts.Keys], cancellationToken).ConfigureAwait(false);
        var rows = TextVectors.Of(found[0].Length, [.. found.Select(vector => vector.Length == found[0].Length ? vector : default)]);
        return
        [
            .. Enumerable.Range(1, texts.Count)
                .Select(place => (Answered: texts.GetAt(place - 1), Likeness: DotProduct.Of(rows.Values(0), rows.Values(place))))
                .Where(near => near.Likeness > 0)
                .OrderByDescending(near => near.Likeness)
                .Take(Most)
                .Select(near => new NearAnswer(
                    near.Answered.Value, question.Labels[known.DecideByAnswer(near.Answered.Key)!.Value.Label].Name, near.Likeness)),
        ];
    }
}
