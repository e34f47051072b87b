using LeadScout.Questions;

namespace LeadScout.Stores;

/// <summary>Answers of one day to one question from one kind of source.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Question">The question's version.</param>
/// <param name="Teacher">Answers of teachers.</param>
/// <param name="Person">Answers of persons.</param>
/// <param name="Audits">Those of the teachers' answers that checked the student.</param>
/// <param name="AuditErrors">Those of the audits that contradicted it.</param>
public sealed record AnswerDay(DateOnly Day, QuestionVersion Question, long Teacher, long Person, long Audits, long AuditErrors);
