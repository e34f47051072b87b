using LeadScout.ActiveLearning;
using LeadScout.Application.Patterns;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Application.Reports;

/// <summary>
/// A pattern, for a program: answered texts with it by label, the surest label's strength, where it was decisive, and what audits said.
/// </summary>
public sealed record PatternLineDocument(
    string Pattern,
    string Kind,
    int Answers,
    SortedDictionary<string, int> Evidence,
    double Strength,
    int AppliedTexts,
    long AppliedRows,
    AuditRecordDocument Audits,
    VerdictDocument? Retired)
{
    public static PatternLineDocument Of(Pattern pattern, Question question) => new(
        pattern.Name,
        pattern.Kind.Word(),
        pattern.Texts,
        new(
            pattern.Answers.Index()
                .Where(count => count.Item > 0)
                .ToDictionary(count => question.Labels[count.Index].Name, count => count.Item),
            StringComparer.Ordinal),
        Math.Round(PatternQuery.Strength(pattern), 4),
        pattern.AppliedTexts,
        pattern.AppliedRows,
        AuditRecordDocument.Of(pattern),
        pattern.Retired is { } verdict ? VerdictDocument.Of(verdict) : null);
}

/// <summary>Audits about a pattern, and the exact 95 % interval for how often they confirm it: 0 to 1 without an audit.</summary>
public sealed record AuditRecordDocument(int Audits, int Confirmed, double Lower, double Upper)
{
    public static AuditRecordDocument Of(Pattern pattern) => Of(pattern.Confirmed, pattern.Confirmed + pattern.Contradicted);

    public static AuditRecordDocument Of(int confirmed, int audits)
    {
        var interval = ExactInterval.Of(confirmed, audits);
        return new AuditRecordDocument(audits, confirmed, Math.Round(interval.Lower, 4), Math.Round(interval.Upper, 4));
    }
}

/// <summary>A verdict on a pattern.</summary>
public sealed record VerdictDocument(string Verdict, string By, DateTimeOffset At)
{
    public static VerdictDocument Of(PatternVerdict verdict) => new(verdict.Retired ? "retired" : "restored", verdict.By, verdict.At);
}
