using LeadScout.Application.Certificates;
using LeadScout.Server.Analytics;

namespace LeadScout.Server.Dashboard.Learned;

/// <summary>The learning of one question in figures, as it stood when it was read.</summary>
/// <param name="Lists">What each of its lists asked.</param>
/// <param name="Insight">Where it is weak.</param>
/// <param name="History">Its record over its jobs.</param>
public sealed record QuestionLearning(IReadOnlyList<ListLearning> Lists, QuestionInsight Insight, QuestionHistory History);
