using System.Runtime.CompilerServices;
using LeadScout.Questions;

namespace LeadScout.Answers;

/// <summary>
/// The rule that says which of several answers to one text counts: a person's outranks a teacher's; of persons the last word counts, of a
/// teacher the first; an answer that was taken back does not count; a second teacher's counts only where the first has none.
/// Everything is a fold over answers in log order.
/// </summary>
public static class AnswerPrecedence
{
    /// <summary>Whether an answer takes the place of one before it in the log, whoever gave that.</summary>
    public static bool Outranks(AnswerSource later) => later == AnswerSource.Person;

    /// <summary>Whether an answer counts at all: it was not taken back.</summary>
    public static bool Counts(Answer answer) => answer.Retracted is null;

    /// <summary>Whether an answer counts where a teacher is asked: that teacher's own and every person's.</summary>
    public static bool Counts(Answer answer, string teacher) =>
        Counts(answer) && (answer.Source == AnswerSource.Person || answer.By == teacher);

    /// <summary>The answer that counts after one more, which was not taken back.</summary>
    public static Answer After(Answer? held, Answer later) => held is null || Outranks(later.Source) ? later : held;

    /// <summary>The one that counts of the entries about a text, whoever gave them; null for none.</summary>
    /// <param name="entries">In log order, those taken back included or not.</param>
    public static Answer? Standing(IEnumerable<Answer> entries) => entries.Where(Counts).Aggregate(default(Answer), After);

    /// <summary>
    /// The one that counts of the entries about a text where a teacher is asked, or, where it and persons have none, among all; null for
    /// none.
    /// </summary>
    /// <param name="entries">In log order, those taken back included or not.</param>
    /// <param name="teacher">The teacher's name.</param>
    public static Answer? Standing(IReadOnlyCollection<Answer> entries, string teacher) =>
        Standing(entries.Where(answer => Counts(answer, teacher))) ?? Standing(entries);

    /// <summary>The last word of a person about a text; null where no person's counts.</summary>
    /// <param name="entries">In log order, those taken back included or not.</param>
    public static Answer? LastOfPersons(IEnumerable<Answer> entries) =>
        Standing(entries) is { Source: AnswerSource.Person } person ? person : null;

    /// <summary>The entries about a text that count for somebody: a person's last word for all, else each teacher's first.</summary>
    /// <param name="entries">In log order, those taken back included or not.</param>
    public static IEnumerable<Answer> StandingForEach(IReadOnlyCollection<Answer> entries) => LastOfPersons(entries) is { } person
        ? [person]
        : entries.Where(Counts).GroupBy(answer => answer.By, StringComparer.Ordinal).Select(ofOne => Standing(ofOne)!);

    /// <summary>What teachers said about a text, the word of the one named first before the next one's; null for nothing.</summary>
    /// <param name="entries">In log order; persons' are passed over.</param>
    /// <param name="teachers">The names of the teachers, the first one's word counting most.</param>
    public static Answer? OfTeachers(IEnumerable<Answer> entries, IEnumerable<string> teachers)
    {
        var said = entries.Where(answer => answer.Source == AnswerSource.Teacher).ToLookup(answer => answer.By, StringComparer.Ordinal);
        return teachers.Select(teacher => Standing(said[teacher])).FirstOrDefault(answer => answer is not null);
    }

    /// <summary>Which of two contradicting answers counts, and why.</summary>
    /// <param name="later">The one that is new to the log.</param>
    /// <param name="held">The one that counted so far.</param>
    public static Precedence Between(Answer later, Answer held) => (Outranks(later.Source), held.Source) switch
    {
        (true, AnswerSource.Person) => Precedence.LastOfPerson,
        (true, _) => Precedence.IncomingPerson,
        (_, AnswerSource.Person) => Precedence.HeldPerson,
        _ => later.By == held.By ? Precedence.FirstOfTeacher : Precedence.EachTeacher,
    };

    /// <summary>
    /// Reads the answers that count where two teachers are asked, those of the second after all others: a fold in this order leaves a
    /// second teacher's word only where the first has none.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="question">The question version.</param>
    /// <param name="teacher">The first teacher's name.</param>
    /// <param name="second">The second's; null for none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<Answer> ReadByRankAsync(
        this IAnswerLog log, QuestionVersion question, string teacher, string? second,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var answer in log.ReadAsync(question, teacher, cancellationToken).ConfigureAwait(false))
        {
            yield return answer;
        }

        if (second is null)
        {
            yield break;
        }

        await foreach (var answer in log.ReadAsync(question, second, cancellationToken).ConfigureAwait(false))
        {
            if (IsSeconds(answer))
            {
                yield return answer;
            }
        }
    }

    /// <summary>Whether what was read for a second teacher is its own word: every person's came with the first's.</summary>
    public static bool IsSeconds(Answer answer) => answer.Source == AnswerSource.Teacher;
}
