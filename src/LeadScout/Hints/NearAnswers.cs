using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Hints;

/// <summary>An answered text that means much the same as another.</summary>
/// <param name="Text">As it was asked about.</param>
/// <param name="Label">Its answer.</param>
/// <param name="Likeness">The cosine of the two vectors, centred over the answered texts; at most 1.</param>
public sealed record NearAnswer(string Text, string Label, double Likeness)
{
    /// <summary>The most that are looked for.</summary>
    public const int Most = 3;

    /// <summary>The same with the texts as they were asked about: a student knows them as it compares them.</summary>
    internal static async Task<IReadOnlyList<NearAnswer>> AsAskedAsync(
        Question question, IAnswerLog log, IReadOnlyList<NearAnswer> near, CancellationToken cancellationToken)
    {
        var asked = new NearAnswer[near.Count];
        for (var i = 0; i < asked.Length; i++)
        {
            var answers = await log.FindAsync(question.Version, log.Keys.OfNormalised(near[i].Text), cancellationToken).ConfigureAwait(false);
            asked[i] = answers.Length > 0 ? near[i] with { Text = answers[0].Text } : near[i];
        }

        return asked;
    }
}
