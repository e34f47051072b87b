using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Server.Clustering;

namespace LeadScout.Cluster;

/// <summary>What a node that has a job asks of another, as it goes over the wire.</summary>
[GenerateSerializer]
[Alias("leadscout.judge-wish")]
[Immutable]
internal sealed record JudgeWish
{
    [Id(0)]
    public required string Address { get; init; }

    [Id(1)]
    public required string Job { get; init; }

    [Id(2)]
    public required string Question { get; init; }

    [Id(3)]
    public int LessonsBefore { get; init; }

    [Id(4)]
    public int[] Texts { get; init; } = [];

    [Id(5)]
    public int[] Labels { get; init; } = [];

    [Id(6)]
    public int Lessons { get; init; }

    [Id(7)]
    public int From { get; init; }

    [Id(8)]
    public int Count { get; init; }

    public static JudgeWish Of(string address, JudgeRequest request) => new()
    {
        Address = address,
        Job = request.Job.Value,
        Question = request.Question.ToString(),
        LessonsBefore = request.LessonsBefore,
        Texts = [.. request.Lessons.Select(lesson => lesson.Text)],
        Labels = [.. request.Lessons.Select(lesson => lesson.Label)],
        Lessons = request.Range?.Lessons ?? 0,
        From = request.Range?.From ?? 0,
        Count = request.Range?.Count ?? 0,
    };

    public JudgeRequest ToRequest() => new(new JobId(Job), QuestionVersion.Parse(Question))
    {
        LessonsBefore = LessonsBefore,
        Lessons = [.. Texts.Zip(Labels, (text, label) => new Lesson(text, label))],
        Range = Count > 0 ? new JudgingRange(Lessons, From, Count) : null,
    };
}

/// <summary>What the other says, as it goes over the wire.</summary>
[GenerateSerializer]
[Alias("leadscout.judge-answer")]
[Immutable]
internal sealed record JudgeAnswer
{
    [Id(0)]
    public int? Lessons { get; init; }

    [Id(1)]
    public int[] Labels { get; init; } = [];

    [Id(2)]
    public int[] RunnerUps { get; init; } = [];

    [Id(3)]
    public double[] ErrorProbabilities { get; init; } = [];

    public static JudgeAnswer Of(JudgeReply reply) => new()
    {
        Lessons = reply.Lessons,
        Labels = [.. reply.Predictions.Select(said => said.Label)],
        RunnerUps = [.. reply.Predictions.Select(said => said.RunnerUp)],
        ErrorProbabilities = [.. reply.Predictions.Select(said => said.ErrorProbability)],
    };

    public JudgeReply ToReply() => new(
        Lessons, [.. Labels.Select((label, place) => new Prediction(label, RunnerUps[place], ErrorProbabilities[place]))]);
}
