using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Simulation.Checks;

/// <summary>Which labels of LLMs the log has had: what else says that an LLM said so, made it up.</summary>
internal sealed class AnswerBook
{
    private readonly Dictionary<(QuestionVersion, TextKey), HashSet<string>> _labels = [];

    public void Add(IEnumerable<Answer> answers)
    {
        foreach (var answer in answers.Where(answer => answer.Source == AnswerSource.Teacher))
        {
            var place = (answer.Question, answer.Key);
            (_labels.TryGetValue(place, out var labels) ? labels : _labels[place] = []).Add(answer.Label);
        }
    }

    public bool Has(QuestionVersion question, TextKey text, string? label) =>
        label is not null && _labels.TryGetValue((question, text), out var labels) && labels.Contains(label);
}
