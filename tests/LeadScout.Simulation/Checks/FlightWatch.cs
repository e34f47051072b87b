using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Texts;

namespace LeadScout.Simulation.Checks;

/// <summary>The texts that a process is asking: each goes out once, whoever wants it.</summary>
internal sealed class FlightWatch
{
    private readonly HashSet<(QuestionVersion, TextKey)> _out = [];

    public bool IsEmpty => _out.Count == 0;

    public void Enter(Ask ask)
    {
        foreach (var text in TextsOf(ask))
        {
            Violation.Unless(_out.Add(text), "who wants a text in flight shares its call", $"{text} is asked again before the reply is there.");
        }
    }

    public void Leave(Ask ask) => _out.ExceptWith(TextsOf(ask));

    private static IEnumerable<(QuestionVersion, TextKey)> TextsOf(Ask ask) =>
        Enumerable.Range(0, ask.AnswerCount).Select(place => (ask.QuestionAt(place).Version, TextKey.Of(ask.TextAt(place))));
}
