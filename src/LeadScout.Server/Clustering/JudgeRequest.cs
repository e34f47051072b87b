using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;

namespace LeadScout.Server.Clustering;

/// <summary>What a node that has a job asks of another.</summary>
/// <param name="Job">The job.</param>
/// <param name="Question">Which of its questions.</param>
public sealed record JudgeRequest(JobId Job, QuestionVersion Question)
{
    /// <summary>How many lessons the other is thought to have heard.</summary>
    public int LessonsBefore { get; init; }

    /// <summary>The lessons after these.</summary>
    public ImmutableArray<Lesson> Lessons { get; init; } = [];

    /// <summary>What it is to judge; null for nothing yet.</summary>
    public JudgingRange? Range { get; init; }
}

/// <summary>What the other says.</summary>
/// <param name="Lessons">How many lessons it has heard; null where it does not judge for this job, or not yet.</param>
/// <param name="Predictions">One for each text of the range; empty where it is not ready to judge it.</param>
public sealed record JudgeReply(int? Lessons, ImmutableArray<Prediction> Predictions)
{
    /// <summary>It does not judge for this job, or not yet.</summary>
    public static JudgeReply No { get; } = new(null, []);
}
