using LeadScout.Questions;

namespace LeadScout.Cli.AnswerLog;

/// <summary>
/// Which of a question's labels another program's label means: by <c>--map Old=New</c>, or by name with case, accents and blanks forgiven.
/// </summary>
internal sealed class LabelMap
{
    private readonly LabelMatcher _labels;
    private readonly Dictionary<string, int> _mapped = new(StringComparer.Ordinal);

    /// <param name="question">The question.</param>
    /// <param name="maps">As given with <c>--map</c>.</param>
    /// <exception cref="BadInputException">One is no such pair, or its second half no label.</exception>
    public LabelMap(Question question, IEnumerable<string> maps)
    {
        _labels = new LabelMatcher(question);
        foreach (var map in maps)
        {
            var (old, label) = map.LastIndexOf('=') is > 0 and var at
                ? (map[..at], map[(at + 1)..])
                : throw new BadInputException(
                    $"--map can't be '{map}'. Allowed: 'OldLabel=NewLabel', the new one a label of the question.");
            var index = _labels.IndexOf(label);
            _mapped[LabelMatcher.Fold(old)] = index >= 0 ? index : throw new BadInputException(
                $"--map '{map}': '{label.Trim()}' is no label of the question '{question.Name}'. Its labels are: {string.Join(", ",
                question.Labels)}.");
        }
    }

    /// <summary>The label's index in the question, or -1.</summary>
    public int IndexOf(string label) => _mapped.TryGetValue(LabelMatcher.Fold(label), out var mapped) ? mapped : _labels.IndexOf(label);
}
