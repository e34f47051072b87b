using System.Text.Json.Serialization;
using LeadScout.Files.QuestionFiles;

namespace LeadScout.Application.Reports;

/// <summary>A question file that was written.</summary>
public sealed record NewQuestionDocument(string File);

/// <summary>A question in a list of them.</summary>
public sealed record QuestionLineDocument(string Question, int Labels, string Ask);

/// <summary>A question, with all that is asked.</summary>
public sealed record AskedQuestionDocument(
    string Question, string Ask, string Text, string Version, IReadOnlyList<AskedLabelDocument> Labels, IReadOnlyList<AskedRuleDocument> Rules)
{
    /// <summary>Other names of the column that it is about; left out without any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Synonyms { get; init; }

    /// <summary>As its file states it; left out where it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LawfulBasis { get; init; }

    /// <summary>What was found about the columns of a list; left out where none was looked at.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Notes { get; init; }

    /// <summary>How it fits a list; left out where none was looked at.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public QuestionTrialDocument? Trial { get; init; }

    public static AskedQuestionDocument Of(QuestionSource source)
    {
        var question = source.Question;
        return new(
            question.Name,
            question.Instructions,
            question.Text.ToString()!,
            question.Version.ToString(),
            [.. question.Labels.Select(label => new AskedLabelDocument(label.Name, label.Means, label.MaxError, label.MinRecall))],
            [.. question.Rules.Select(rule => new AskedRuleDocument(rule.Label.ToString()!, rule.Words, rule.Expression))])
        {
            Synonyms = source.Synonyms.IsEmpty ? null : [.. source.Synonyms],
            LawfulBasis = question.LawfulBasis,
        };
    }
}

/// <summary>A label, what it means, and its budgets.</summary>
public sealed record AskedLabelDocument(string Name, string? Means, double? MaxError, double? MinRecall);

/// <summary>A rule: words, or an expression.</summary>
public sealed record AskedRuleDocument(string Label, IReadOnlyList<string> Words, string? Expression);
