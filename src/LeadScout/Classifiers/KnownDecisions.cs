using System.Collections.Concurrent;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Classifiers;

/// <summary>
/// The rungs of the cascade that need neither student nor teacher: person → exact → rule. A fold over the answer log: one thread folds, any
/// number decide beside it. It grows with what was paid for, by about 200 bytes an answer, and forgets nothing: a text is never asked
/// twice.
/// </summary>
internal sealed class KnownDecisions(Question question)
{
    private readonly ConcurrentDictionary<TextKey, (int Label, DecisionSource Source, Why.Answered Why)> _answered = [];

    /// <summary>Texts with an answer.</summary>
    public int Count => _answered.Count;

    /// <summary>Takes in an answer, in log order; which one of a text counts says <see cref="AnswerPrecedence"/>.</summary>
    /// <returns>Whether the text had no answer before.</returns>
    public bool Fold(Answer answer)
    {
        var label = question.IndexOf(answer.Label);
        if (label < 0 || answer.Question != question.Version)
        {
            return false;
        }

        var source = answer.Source == AnswerSource.Person ? DecisionSource.Person : DecisionSource.Exact;
        var entry = (label, source, new Why.Answered(answer.Source, answer.By, answer.At, answer.Call));
        if (_answered.TryAdd(answer.Key, entry))
        {
            return true;
        }

        if (AnswerPrecedence.Outranks(answer.Source))
        {
            _answered[answer.Key] = entry;
        }

        return false;
    }

    /// <summary>Drops what was said of a text, as if nobody had answered.</summary>
    public void Forget(TextKey key) => _answered.TryRemove(key, out _);

    /// <summary>The decision about a text, or null when a student or the teacher has to make it.</summary>
    /// <param name="key">The text's key.</param>
    /// <param name="normalised">The normalised text; blank is undecided for good.</param>
    public Decision? Decide(TextKey key, ReadOnlySpan<char> normalised)
    {
        if (normalised.Length == 0)
        {
            return Decision.Undecided(UndecidedReason.Blank);
        }

        return DecideByAnswer(key)
            ?? (question.Rules.IsEmpty || question.LabelByRule(normalised.ToString()) is not (>= 0 and var label) ? null : Decision.By(DecisionSource.Rule, label));
    }

    /// <summary>The decision about a text that has an answer, else null. The text need not be normalised for it.</summary>
    public Decision? DecideByAnswer(TextKey key) => _answered.TryGetValue(key, out var answered)
        ? Decision.By(answered.Source, answered.Label)
        : null;

    /// <summary>What is behind the decision about a text; null where there is none.</summary>
    public Why? WhyOf(TextKey key, string normalised)
    {
        if (_answered.TryGetValue(key, out var answered))
        {
            return answered.Why;
        }

        return question.IndexOfRule(normalised) is >= 0 and var rule ? new Why.Ruled(question.Rules[rule]) : null;
    }
}
