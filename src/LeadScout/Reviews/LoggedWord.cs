using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Reviews;

/// <summary>What the answer log says about the texts of a labelled list.</summary>
/// <param name="ByPersons">By text: the label that a person gave last, and did not take back.</param>
/// <param name="Conflicts">By text: what contradicts the list's label, in words.</param>
public sealed record LoggedWord(IReadOnlyDictionary<int, int> ByPersons, IReadOnlyDictionary<int, string> Conflicts)
{
    /// <summary>Reads the log.</summary>
    public static async Task<LoggedWord> ReadAsync(
        IAnswerLog log, Question question, LabelledList list, CancellationToken cancellation = default)
    {
        var textOf = new Dictionary<TextKey, int>();
        for (var text = 0; text < list.Texts.Length; text++)
        {
            textOf.Add(list.Texts[text].Key, text);
        }

        var (byPersons, conflicts) = (new Dictionary<int, Answer>(), new Dictionary<int, string>());
        await foreach (var answer in log.ReadAllAsync(question.Version, cancellation).ConfigureAwait(false))
        {
            if (!AnswerPrecedence.Counts(answer) || !textOf.TryGetValue(answer.Key, out var text)
                || question.IndexOf(answer.Label) is not (>= 0 and var label))
            {
                continue;
            }

            if (answer.Source == AnswerSource.Person)
            {
                byPersons[text] = AnswerPrecedence.After(byPersons.GetValueOrDefault(text), answer);
            }
            else if (Conflict(answer, label, list.Texts[text].Label) is { } conflict)
            {
                conflicts[text] = conflict;
            }
        }

        return new LoggedWord(byPersons.ToDictionary(pair => pair.Key, pair => question.IndexOf(pair.Value.Label)), conflicts);
    }

    private static string? Conflict(Answer answer, int label, int listed) =>
        label != listed ? $"{answer.By} has said {answer.Label}"
        : answer.Audit is { } audit && audit.StudentLabel != answer.Label
            ? $"when it was audited, the student had said {audit.StudentLabel}"
        : null;
}
