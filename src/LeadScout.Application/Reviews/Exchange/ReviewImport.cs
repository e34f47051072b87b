using System.Collections.Immutable;
using LeadScout.Application.AnswerLog;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Application.Reviews.Exchange;

/// <summary>What came back of a list's texts.</summary>
/// <param name="Labelled">Texts with the label that all who said something agree on.</param>
/// <param name="Disputed">Texts that people label differently: nothing says who is right, so none is taken.</param>
/// <param name="Unlabelled">Tasks that nobody labelled.</param>
/// <param name="Foreign">Tasks whose text is not in the list.</param>
public sealed record ReviewImport(
    ImmutableArray<(string Text, string Label)> Labelled, ImmutableArray<string> Disputed, int Unlabelled, int Foreign)
{
    /// <summary>Goes through tasks. Nothing is taken when a label is none of the question's.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="tasks">Its tasks.</param>
    /// <param name="review">The list.</param>
    /// <param name="keys">Of the store.</param>
    /// <param name="corrector">Knows the labels.</param>
    /// <exception cref="BadInputException">A label that the question does not have.</exception>
    public static ReviewImport Of(string path, IEnumerable<LabelledTask> tasks, ListReview review, TextKeys keys, Corrector corrector)
    {
        var known = review.List.Texts.ToDictionary(text => text.Key, text => text.Text);
        var labels = new Dictionary<TextKey, HashSet<string>>();
        var (unlabelled, foreign) = (0, 0);
        foreach (var task in tasks)
        {
            var said = task.Labels.Select(label => corrector.LabelOf(label, $"'{path}', task {task.Number}: ")).ToArray();
            if (TextNormaliser.Normalise(task.Text).Length == 0 || keys.Of(task.Text) is var key && !known.ContainsKey(key))
            {
                foreign++;
            }
            else if (said.Length == 0)
            {
                unlabelled++;
            }
            else
            {
                (labels.TryGetValue(key, out var before) ? before : labels[key] = []).UnionWith(said);
            }
        }

        return new(
            [.. labels.Where(text => text.Value.Count == 1).Select(text => (known[text.Key], text.Value.Single()))],
            [.. labels.Where(text => text.Value.Count > 1).Select(text => known[text.Key])],
            unlabelled,
            foreign);
    }
}
