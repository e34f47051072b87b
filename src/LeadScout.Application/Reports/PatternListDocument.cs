using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Application.Reports;

/// <summary>What <c>patterns list</c> says, for a program.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Teacher">Whose answers count beside those of persons; null when there are none.</param>
/// <param name="Answers">Answered texts.</param>
/// <param name="Matching">Patterns that match, shown or not.</param>
/// <param name="Patterns">Those shown, in order.</param>
/// <param name="Kinds">What each kind of pattern makes of the audits by itself.</param>
public sealed record PatternListDocument(
    string Question, string? Teacher, int Answers, int Matching, IReadOnlyList<PatternLineDocument> Patterns,
    IReadOnlyList<KindDocument> Kinds);

/// <summary>A kind of pattern, for a program.</summary>
/// <param name="Kind">The kind's word, as in <c>script-folded</c>.</param>
/// <param name="Audits">Audited texts about which the kind alone says something, and those of which it says what the LLM said.</param>
public sealed record KindDocument(string Kind, AuditRecordDocument Audits)
{
    public static KindDocument Of(KindTrust trust) => new(trust.Kind.Word(), AuditRecordDocument.Of(trust.Confirmed, trust.Audits));
}
