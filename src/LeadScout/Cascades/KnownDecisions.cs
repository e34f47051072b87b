using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Cascades;

/// <summary>
/// The rungs of the cascade that need neither student nor teacher: person → exact → rule. A fold over the answer log; not thread-safe.
/// </summary>
public sealed class KnownDecisions(Question question)
{
    private readonly Dictionary<TextKey, Decision> _answered = [];

    /// <summary>Texts with an answer.</summary>
    public int Count => _answered.Count;

    /// <summary>Takes in an answer, in log order: a person's outranks, then the first of a teacher and the last of a person counts.</summary>
    public void Fold(Answer answer)
    {
        var label = question.IndexOf(answer.Label);
        if (label < 0 || answer.Question != question.Version)
        {
            return;
        }

        if (answer.Source == AnswerSource.Person)
        {
            _answered[answer.Key] = Decision.By(DecisionSource.Person, label);
        }
        else
        {
            _answered.TryAdd(answer.Key, Decision.By(DecisionSource.Exact, label));
        }
    }

    /// <summary>Takes in a teacher's answer that was given just now.</summary>
    public void Learn(TextKey key, int label) => _answered.TryAdd(key, Decision.By(DecisionSource.Exact, label));

    /// <summary>The decision about a text, or null when a student or the teacher has to make it.</summary>
    /// <param name="key">The text's key.</param>
    /// <param name="normalised">The normalised text; blank is undecided for good.</param>
    public Decision? Decide(TextKey key, string normalised)
    {
        if (normalised.Length == 0)
        {
            return Decision.Undecided(UndecidedReason.Blank);
        }

        if (_answered.TryGetValue(key, out var answered))
        {
            return answered;
        }

        return question.LabelByRule(normalised) is >= 0 and var label ? Decision.By(DecisionSource.Rule, label) : null;
    }
}
