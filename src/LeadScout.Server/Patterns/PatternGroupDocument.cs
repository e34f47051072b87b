using LeadScout.Answers;
using LeadScout.Application.Reports;
using LeadScout.Patterns;
using LeadScout.Questions;

namespace LeadScout.Server.Patterns;

/// <summary>What a person would call one thing among what the student goes by, for a program.</summary>
/// <param name="Name">What it is called, in words: “vertrieb”, “head of”, or “…tion…”, as in production.</param>
/// <param name="IsPart">Whether it is a part of words or a sound that belongs to no one word.</param>
/// <param name="Answers">Answered texts with one of its words, or with the part, each counted once.</param>
/// <param name="Evidence">These texts by label.</param>
/// <param name="Strength">At least this share of such texts have the most frequent label, at 95 %.</param>
/// <param name="AppliedRows">Rows that rest on it: at least so many.</param>
/// <param name="AppliedTexts">Their texts: at least so many.</param>
/// <param name="SavedUsd">What asking about these texts would have cost at least, by what their jobs paid for a text; null when unknown.</param>
/// <param name="Since">When the first answer came that it rests on.</param>
/// <param name="Audits">What audits said, each counted once.</param>
/// <param name="ContradictedShare">At least this share of audits like those contradict it, at 95 %.</param>
/// <param name="Patterns">Its patterns, the one that it is called by first.</param>
public sealed record PatternGroupDocument(
    string Name,
    bool IsPart,
    int Answers,
    SortedDictionary<string, int> Evidence,
    double Strength,
    long AppliedRows,
    int AppliedTexts,
    decimal? SavedUsd,
    DateTimeOffset Since,
    AuditRecordDocument Audits,
    double ContradictedShare,
    IReadOnlyList<PatternLineDocument> Patterns)
{
    internal static PatternGroupDocument Of(PatternGroup group, Question question, DateTimeOffset since, IReadOnlyDictionary<JobId, decimal?> prices) => new(
        PatternWords.Of(group.Name, group.Head.Kind) + (group.In.IsEmpty ? "" : ", as in " + string.Join(", ", group.In)),
        group.IsPart,
        group.Texts,
        new(
            group.Answers.Index().Where(count => count.Item > 0).ToDictionary(count => question.Labels[count.Index].Name, count => count.Item),
            StringComparer.Ordinal),
        Math.Round(GroupQuery.Strength(group), 4),
        group.AppliedRows,
        group.Applied.Sum(applied => applied.Texts),
        group.Applied.Select(applied => prices.GetValueOrDefault(applied.Job) * applied.Texts).Aggregate((decimal?)0, (sum, part) => sum + part),
        since,
        AuditRecordDocument.Of(group.Confirmed, group.Confirmed + group.Contradicted),
        Math.Round(GroupQuery.Contradiction(group), 4),
        [.. group.Patterns.Select(pattern => PatternLineDocument.Of(pattern, question))]);
}
