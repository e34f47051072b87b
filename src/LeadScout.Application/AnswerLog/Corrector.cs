using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Application.AnswerLog;

/// <summary>Takes a person's word: appended to the log, it outranks the teacher's at once. Taking it back is an entry too.</summary>
/// <param name="log">The log.</param>
/// <param name="question">What is answered.</param>
/// <param name="by">The person.</param>
/// <param name="clock">The time.</param>
public sealed class Corrector(IAnswerLog log, Question question, string by, TimeProvider clock)
{
    private readonly LabelMatcher _labels = new(question);

    /// <summary>The label that a person means; case, accents and blanks are forgiven.</summary>
    /// <exception cref="BadInputException">None of the question's.</exception>
    public string LabelOf(string said, string where = "") => _labels.IndexOf(said) is >= 0 and var index
        ? question.Labels[index].Name
        : throw new BadInputException(
            $"{where}'{said}' is no label of the question '{question.Name}'.{NearestNames.Hint(said, question.Labels.Select(label => label.Name))} Its labels are: {string.Join(", ",
            question.Labels)}.");

    /// <summary>Appends what is new of these answers, in one transaction.</summary>
    /// <exception cref="BadInputException">A text is blank.</exception>
    public async Task<ImmutableArray<Correction>> CorrectAsync(IReadOnlyList<(string Text, string Label)> said, CancellationToken interrupt)
    {
        var corrections = ImmutableArray.CreateBuilder<Correction>();
        var answers = new List<Answer>();
        foreach (var (text, label) in said)
        {
            var answer = Answer.OfPerson(question, log.Keys, text, label, by, clock.GetUtcNow());
            var held = await log.FindAsync(question.Version, answer.Key, interrupt);
            var changed = AnswerPrecedence.LastOfPersons(held)?.Label != label;
            if (changed)
            {
                answers.Add(answer);
            }

            corrections.Add(new Correction(text, label, changed, [.. AnswerPrecedence.StandingForEach(held).Where(answer => answer.Label != label)])
            {
                AnsweredBefore = !held.IsEmpty,
            });
        }

        await log.AppendAsync(answers, interrupt);
        return corrections.ToImmutable();
    }

    /// <summary>Takes back the last word of a person about a text, so that what counted before counts again.</summary>
    /// <exception cref="BadInputException">No person has said anything about it.</exception>
    public async Task<Correction> UndoAsync(string text, CancellationToken interrupt)
    {
        var key = log.Keys.Of(text);
        var last = AnswerPrecedence.LastOfPersons(await log.FindAsync(question.Version, key, interrupt)) ?? throw new BadInputException(
            $"There is no correction of '{text}' for the question '{question.Name}' to take back.");
        await log.RetractAsync(last.Position, new Retraction(by, clock.GetUtcNow()), interrupt);
        var left = AnswerPrecedence.Standing(await log.FindAsync(question.Version, key, interrupt));
        return new Correction(text, left?.Label, true, [last]);
    }
}
