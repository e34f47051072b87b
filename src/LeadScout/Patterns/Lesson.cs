using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Patterns;

/// <summary>
/// What the log says about one text: the answer that counts, and the audit, which compares the student with the teacher whatever a person
/// said since.
/// </summary>
/// <param name="Position">Of the answer that counts.</param>
/// <param name="Label">The answer that counts.</param>
/// <param name="ByPerson">Whether a person gave it.</param>
/// <param name="Teacher">The teacher's first label, or -1.</param>
/// <param name="Student">The student's label that this answer audited, or -1.</param>
internal readonly record struct Lesson(long Position, int Label, bool ByPerson, int Teacher, int Student)
{
    public static Lesson None { get; } = new(0, -1, false, -1, -1);

    public bool IsAudited => Student >= 0;

    /// <summary>After one more answer, in log order; which one counts says <see cref="AnswerPrecedence"/>.</summary>
    public Lesson After(Answer answer, int label, int student)
    {
        var counts = Label < 0 || AnswerPrecedence.Outranks(answer.Source);
        var lesson = counts
            ? this with { Position = answer.Position, Label = label, ByPerson = answer.Source == AnswerSource.Person }
            : this;
        return answer.Source == AnswerSource.Teacher && Teacher < 0 ? lesson with { Teacher = label, Student = student } : lesson;
    }
}
