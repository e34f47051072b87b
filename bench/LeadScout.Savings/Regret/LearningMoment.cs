using System.Collections.Immutable;

namespace LeadScout.Savings.Regret;

/// <summary>What a student that only learns knows at one growth of its answers.</summary>
/// <param name="Answers">Texts whose answers it has learnt, those from before the job included.</param>
/// <param name="Asked">Texts that the job asked, those in flight included.</param>
/// <param name="Open">The texts not asked: their rows, how probably the student is wrong by its own account, and whether it is.</param>
internal sealed record LearningMoment(int Answers, int Asked, ImmutableArray<OpenText> Open);

/// <summary>A text that was not asked.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Risk">The student's own estimate, 0..1, that it is wrong.</param>
/// <param name="IsWrong">Whether it is.</param>
internal readonly record struct OpenText(int Rows, double Risk, bool IsWrong);
