using System.Text.Json.Serialization;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Streaming;
using LeadScout.Texts;

namespace LeadScout.Application.Reports;

/// <summary>What <c>ask</c> and <c>explain</c> say about a text, for a program. Names are part of the command line's contract.</summary>
public sealed record ClassificationDocument
{
    /// <param name="text">The text.</param>
    /// <param name="question">What was asked about it.</param>
    /// <param name="teacher">Who was asked, or would be; "" for nobody.</param>
    /// <param name="classification">What is said about it.</param>
    /// <param name="words">How what can be set or done is said.</param>
    public ClassificationDocument(
        string text, Question question, string teacher, Classification classification, Func<Remedy, string> words)
    {
        (Text, Question, Teacher) = (text, question.Name, teacher.Length == 0 ? null : teacher);
        (Label, Source, Confidence) = (classification.Label, classification.Decision.Source.Word(), classification.Decision.Confidence);
        UndecidedBecause = classification.Decision.IsDecided ? null : classification.Decision.Reason.Word();
        Reason = classification.ReasonIn(words);
        Answer = classification.Why is Why.Answered answered
            ? new AnswerDocument(answered.By, answered.At, answered.Call, answered.Audit?.StudentLabel, answered.Audit?.Probability)
            : null;
        Rule = classification.Why is Why.Ruled { Rule: var rule } ? new RuleDocument(rule.Words, rule.Expression) : null;
        Student = classification.Why is Why.Learned learned
            ? new StudentDocument(
                learned.RunnerUp,
                [.. learned.Patterns.Select(p => new PatternDocument(p.Pattern, Math.Round(p.Weight, 4), p.Answers, p.Agreeing))],
                LogOddsDocument.Of(learned.Odds))
            : null;
        Like = NearAnswerDocument.Of(classification.Like);
    }

    public string Text { get; }

    public string Question { get; }

    public string? Teacher { get; }

    public string? Label { get; }

    public string Source { get; }

    public double Confidence { get; }

    public string? UndecidedBecause { get; }

    public string? Reason { get; }

    public AnswerDocument? Answer { get; }

    public RuleDocument? Rule { get; }

    public StudentDocument? Student { get; }

    /// <summary>The answered texts nearest in meaning, where the text was embedded and the student decided; else left out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<NearAnswerDocument>? Like { get; }
}

/// <summary>An answer; the audit's fields are set where the student had decided the text and the LLM was asked to check it.</summary>
public sealed record AnswerDocument(string By, DateTimeOffset At, long? Call, string? StudentLabel, double? AuditProbability);

/// <summary>An answered text, its label, and how near its meaning is: a cosine of at most 1.</summary>
public sealed record NearAnswerDocument(string Text, string Label, double Likeness)
{
    /// <summary>The nearest first; null for none.</summary>
    public static IReadOnlyList<NearAnswerDocument>? Of(IReadOnlyList<NearAnswer>? near) => near is null or { Count: 0 }
        ? null
        : [.. near.Select(one => new NearAnswerDocument(one.Text, one.Label, Math.Round(one.Likeness, 4)))];
}

/// <summary>A rule: words, or an expression.</summary>
public sealed record RuleDocument(IReadOnlyList<string> Words, string? Expression);

/// <summary>The student's patterns, the weightiest first.</summary>
public sealed record StudentDocument(string RunnerUp, IReadOnlyList<PatternDocument> Patterns, LogOddsDocument LogOdds);

/// <summary>
/// The log odds of the label over the runner-up: all patterns, the nearest answered texts, how common the labels are, and their sum.
/// </summary>
public sealed record LogOddsDocument(double Patterns, double Nearness, double Frequency, double Total)
{
    public static LogOddsDocument Of(LogOdds odds) =>
        new(Math.Round(odds.Patterns, 4), Math.Round(odds.Nearness, 4), Math.Round(odds.Frequency, 4), Math.Round(odds.Total, 4));
}

/// <summary>
/// A pattern: its weight in log odds of the label over the runner-up, and how many of the answered texts with it have the label.
/// </summary>
public sealed record PatternDocument(string Pattern, double Weight, int Answers, int Agreeing);
