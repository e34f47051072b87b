using System.Collections.Immutable;
using System.Text.Json.Serialization;
using LeadScout.Answers;
using LeadScout.Questions;

namespace LeadScout.Classifiers;

/// <summary>What is behind a decision: an answer, a rule, or the student's patterns.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Why.Answered), "answered")]
[JsonDerivedType(typeof(Why.Ruled), "ruled")]
[JsonDerivedType(typeof(Why.Learned), "learned")]
public abstract record Why
{
    private Why()
    {
    }

    /// <summary>An answer: of a person, or of the teacher, just now or earlier.</summary>
    /// <param name="Source">Who gave it.</param>
    /// <param name="By">The name of the teacher or person.</param>
    /// <param name="At">When.</param>
    /// <param name="Call">The paid call it came from, if any.</param>
    /// <param name="Audit">Set when the student had decided the text just now, and this checked it.</param>
    public sealed record Answered(AnswerSource Source, string By, DateTimeOffset At, long? Call, AuditMark? Audit = null) : Why;

    /// <summary>A rule of the question.</summary>
    /// <param name="Rule">The first that matched.</param>
    public sealed record Ruled(Rule Rule) : Why;

    /// <summary>The student.</summary>
    /// <param name="RunnerUp">The label it held second most probable.</param>
    /// <param name="Patterns">What spoke for the label over the runner-up, and against it; the weightiest first, at most
    /// <see cref="MostPatterns"/>.</param>
    /// <param name="Odds">All that spoke for the label over the runner-up: every pattern, named or not, and what is not about
    /// patterns.</param>
    public sealed record Learned(string RunnerUp, ImmutableArray<PatternWeight> Patterns, LogOdds Odds) : Why
    {
        /// <summary>The most patterns that are named.</summary>
        public const int MostPatterns = 12;
    }
}
