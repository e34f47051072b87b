using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Stores;

/// <summary>How many answers one teacher or person gave to a question.</summary>
/// <param name="Question">The question's version.</param>
/// <param name="Source">Teacher or person.</param>
/// <param name="By">The name.</param>
/// <param name="Answers">Entries in the log.</param>
/// <param name="Texts">Different texts among them.</param>
/// <param name="TakenBack">Entries taken back.</param>
/// <param name="First">The earliest.</param>
/// <param name="Last">The latest.</param>
public sealed record AnswerCount(
    QuestionVersion Question, AnswerSource Source, string By, long Answers, long Texts, long TakenBack, DateTimeOffset First,
    DateTimeOffset Last);
