using System.Text;
using LeadScout.Texts;

namespace LeadScout.SampleGenerator;

/// <summary>What the teacher answers, text by text.</summary>
internal sealed class RecordedAnswers
{
    private readonly Dictionary<TextKey, (string Text, string Department)> _answers = [];

    private static readonly Dictionary<TextKey, string> Exceptions = Language.All
        .SelectMany(language => language.Exceptions)
        .SelectMany(pair => pair.Value.SelectMany(title => new[] { title.Value.Man, title.Value.Woman }.Distinct(), (_, form) => (form, pair.Key)))
        .DistinctBy(pair => TextKey.Of(pair.form))
        .ToDictionary(pair => TextKey.Of(pair.form), pair => pair.Key);

    /// <summary>How many texts have an answer.</summary>
    public int Count => _answers.Count;

    /// <summary>A title that is among the exceptions belongs where they say, whatever parts it came from.</summary>
    public static (Forms Title, string Department) Judge((Forms Title, string Department) drawn) =>
        (drawn.Title, Exceptions.GetValueOrDefault(TextKey.Of(drawn.Title.Man), drawn.Department));

    /// <summary>Records an answer.</summary>
    /// <exception cref="InvalidOperationException">The text has another one already.</exception>
    public void Add(string text, string department)
    {
        if (!_answers.TryAdd(TextKey.Of(text), (text, department)) && _answers[TextKey.Of(text)].Department is var other && other != department)
        {
            throw new InvalidOperationException($"'{text}' is {other} and {department}: make it an exception, or take it out of one of them.");
        }
    }

    /// <summary>A tab-separated file.</summary>
    public override string ToString()
    {
        var lines = new StringBuilder("text\tlabel\n");
        foreach (var (text, department) in _answers.Values)
        {
            lines.Append(text.Trim()).Append('\t').Append(department).Append('\n');
        }

        return lines.ToString();
    }
}
