using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Sqlite.Predecessor;
using LeadScout.Texts;

namespace LeadScout.Cli.AnswerLog;

/// <summary>
/// Makes answers of the predecessor's rows, one a text. Of texts with several labels none is taken: nothing says which is right. Remembers
/// one number a text. Not thread-safe.
/// </summary>
/// <param name="question">What the answers are to.</param>
/// <param name="labels">How its labels are meant.</param>
/// <param name="keys">How the log makes keys.</param>
/// <param name="asTeacher">Whose answers they shall count as; null for a teacher of their own.</param>
internal sealed class PredecessorAnswers(Question question, LabelMap labels, TextKeys keys, string? asTeacher)
{
    /// <summary>The beginning of the teacher's name, before the provider's.</summary>
    public const string Teacher = "leadscout-py";

    private const int Contradicted = -1;
    private const int Taken = -2;

    private readonly Dictionary<TextKey, int> _labelOf = [];

    /// <summary>Rows that were left, by reason.</summary>
    public SortedDictionary<string, long> Left { get; } = new(StringComparer.Ordinal);

    /// <summary>Labels that mean nothing to the question, with their rows.</summary>
    public SortedDictionary<string, long> UnknownLabels { get; } = new(StringComparer.Ordinal);

    /// <summary>The answers to take; what was left is counted on the way.</summary>
    public IEnumerable<Answer> Of(PredecessorFile file)
    {
        foreach (var row in file.Rows())
        {
            if (ReasonAgainst(row) is null)
            {
                var (key, label) = (keys.Of(row.Text!), labels.IndexOf(row.Label!));
                _labelOf[key] = _labelOf.TryGetValue(key, out var earlier) && earlier != label ? Contradicted : label;
            }
        }

        foreach (var row in file.Rows())
        {
            if ((ReasonAgainst(row) ?? Choose(row)) is { } reason)
            {
                Count(Left, reason);
                if (reason == Reasons.UnknownLabel)
                {
                    Count(UnknownLabels, row.Label!.Trim());
                }
            }
            else
            {
                yield return AnswerOf(row);
            }
        }
    }

    private string? ReasonAgainst(PredecessorRow row) => row switch
    {
        { Text: null } or { Label: null } or { At: null } => Reasons.Unreadable,
        _ when TextNormaliser.Normalise(row.Text).Length == 0 => Reasons.EmptyName,
        _ => labels.IndexOf(row.Label) < 0 ? Reasons.UnknownLabel : null,
    };

    private string? Choose(PredecessorRow row)
    {
        var key = keys.Of(row.Text!);
        var label = _labelOf[key];
        _labelOf[key] = label == Contradicted ? Contradicted : Taken;
        return label switch
        {
            Contradicted => Reasons.Contradicted,
            Taken => Reasons.Repeated,
            _ => null,
        };
    }

    private Answer AnswerOf(PredecessorRow row) => new()
    {
        Question = question.Version,
        Key = keys.Of(row.Text!),
        Text = row.Text!,
        Label = question.Labels[labels.IndexOf(row.Label!)].Name,
        Source = AnswerSource.Teacher,
        By = asTeacher ?? (string.IsNullOrWhiteSpace(row.Provider) ? Teacher : $"{Teacher}:{row.Provider.Trim()}"),
        At = row.At!.Value,
    };

    private static void Count(SortedDictionary<string, long> counts, string what) => counts[what] = counts.GetValueOrDefault(what) + 1;

    /// <summary>Why a row was left.</summary>
    private static class Reasons
    {
        public const string Unreadable = "unreadable row (name, label or time missing or not text)";
        public const string EmptyName = "empty name";
        public const string UnknownLabel = "unknown label";
        public const string Contradicted = "same name with different labels";
        public const string Repeated = "same name and label again";
    }
}
