using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Application.Reports;

/// <summary>What <c>patterns show</c> says, for a program.</summary>
/// <param name="Question">The question's name.</param>
/// <param name="Teacher">Whose answers count beside those of persons; null when there are none.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="From">The answers that it came from, in log order; the first hundred.</param>
/// <param name="Jobs">Where it was decisive.</param>
/// <param name="Verdicts">All verdicts on it, in their order.</param>
public sealed record PatternDetailDocument(
    string Question,
    string? Teacher,
    PatternLineDocument Pattern,
    IReadOnlyList<OriginDocument> From,
    IReadOnlyList<AppliedDocument> Jobs,
    IReadOnlyList<VerdictDocument> Verdicts)
{
    public static PatternDetailDocument Of(
        Question question, string teacher, Pattern pattern, IEnumerable<Answer> origins, IReadOnlyCollection<Job> jobs,
        IEnumerable<PatternVerdict> verdicts) => new(
        question.Name,
        teacher.Length == 0 ? null : teacher,
        PatternLineDocument.Of(pattern, question),
        [.. origins.Select(OriginDocument.Of)],
        [.. pattern.Applied.Select(applied => AppliedDocument.Of(applied, jobs.FirstOrDefault(job => job.Id == applied.Job)))],
        [.. verdicts.Select(VerdictDocument.Of)]);
}

/// <summary>An answer that a pattern came from.</summary>
public sealed record OriginDocument(
    long Position, string Text, string Label, string Source, string By, DateTimeOffset At, string? Job, long? Call)
{
    public static OriginDocument Of(Answer answer) => new(
        answer.Position, answer.Text, answer.Label, answer.Source == AnswerSource.Person ? "person" : "teacher", answer.By, answer.At,
        answer.Job?.Value, answer.Call);
}

/// <summary>A job in which a pattern was decisive for texts that were not asked.</summary>
public sealed record AppliedDocument(string Job, string? Input, string? State, int Texts, long Rows)
{
    public static AppliedDocument Of(AppliedPattern applied, Job? job) =>
        new(applied.Job.Value, job?.InputName, job?.State.Word(), applied.Texts, applied.Rows);
}
