using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Simulation.Worlds;

/// <summary>An answer from before the trial.</summary>
/// <param name="Text">About which text.</param>
/// <param name="IsPerson">Whether a person gave it.</param>
/// <param name="Off">How many labels beside the truth it is.</param>
internal sealed record EarlierAnswer(string Text, bool IsPerson, int Off)
{
    /// <summary>As it stands in the log.</summary>
    public Answer About(Question question, TextKeys keys, Truth truth) => new()
    {
        Question = question.Version,
        Key = keys.Of(Text),
        Text = Text,
        Label = question.Labels[(truth.LabelOf(question, Text) + Off) % question.Labels.Length].Name,
        Source = IsPerson ? AnswerSource.Person : AnswerSource.Teacher,
        By = IsPerson ? "mira" : Scenario.Teacher,
        At = DateTimeOffset.UnixEpoch,
    };
}
