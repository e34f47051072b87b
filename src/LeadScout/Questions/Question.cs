using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using LeadScout.Texts;

namespace LeadScout.Questions;

/// <summary>
/// What is asked about every lead: an instruction, a closed list of labels, and how a lead becomes a text. Immutable and thread-safe.
/// </summary>
public sealed class Question
{
    private readonly FrozenDictionary<string, int> _indexOf;
    private readonly ImmutableArray<int> _labelOfRule;

    /// <param name="name">Short name, used for the added columns; letters, digits, '-' and '_'.</param>
    /// <param name="instructions">What the teacher is told to do, not blank.</param>
    /// <param name="text">How a lead becomes a text.</param>
    /// <param name="labels">At least two, all different.</param>
    /// <param name="rules">Decisions fixed by hand, tried in order; each for one of the labels.</param>
    /// <exception cref="ArgumentException">A part breaks the rules above; the message names it.</exception>
    public Question(string name, string instructions, TextTemplate text, IEnumerable<Label> labels, IEnumerable<Rule>? rules = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(instructions);
        if (string.IsNullOrEmpty(name) || !name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_'))
        {
            throw new ArgumentException($"The question's name '{name}' may hold letters, digits, '-' and '_' only.", nameof(name));
        }

        Name = name;
        Instructions = instructions.Trim();
        Text = text;
        Labels = [.. labels];
        Rules = [.. rules ?? []];
        if (Labels.Length < 2)
        {
            throw new ArgumentException(
                $"The question '{name}' has {Labels.Length} labels; it needs at least two to choose from.", nameof(labels));
        }

        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Labels.Length; i++)
        {
            if (!indexOf.TryAdd(Labels[i].Name, i))
            {
                throw new ArgumentException($"The question '{name}' has the label '{Labels[i].Name}' twice.", nameof(labels));
            }
        }

        _indexOf = indexOf.ToFrozenDictionary(StringComparer.Ordinal);
        _labelOfRule = [.. Rules.Select(LabelOf)];
        Version = HashOf(Instructions, Labels);
    }

    /// <summary>
    /// A question in code, about texts as they are: <c>Question.Ask("department", "Which department?", "Sales", "IT", "Other")</c>.
    /// </summary>
    /// <param name="name">Short name; letters, digits, '-' and '_'.</param>
    /// <param name="instructions">What the teacher is told to do, not blank.</param>
    /// <param name="labels">At least two, all different.</param>
    /// <exception cref="ArgumentException">A part breaks the rules above; the message names it.</exception>
    public static Question Ask(string name, string instructions, params IEnumerable<string> labels) =>
        Ask(name, instructions, Named(labels));

    /// <summary>The same with labels that say what they mean: <c>new Label("Sales", "sells to customers")</c>.</summary>
    /// <inheritdoc cref="Ask(string, string, IEnumerable{string})"/>
    public static Question Ask(string name, string instructions, params IEnumerable<Label> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new(name, instructions, TextTemplate.OfColumn("text"), labels);
    }

    /// <summary>Short name; the added columns are called after it.</summary>
    public string Name { get; }

    /// <summary>What the teacher is told to do, as in <c>Which department does this job title belong to?</c></summary>
    public string Instructions { get; }

    /// <summary>How a lead becomes a text.</summary>
    public TextTemplate Text { get; }

    /// <summary>The closed list of labels; a label is known everywhere by its index here.</summary>
    public ImmutableArray<Label> Labels { get; }

    /// <summary>Decisions fixed by hand, tried in order.</summary>
    public ImmutableArray<Rule> Rules { get; }

    /// <summary>
    /// Why a question that infers a protected trait may be asked all the same (see <see cref="ProtectedTraits"/>), in its author's words;
    /// else null. Not part of the version.
    /// </summary>
    public string? LawfulBasis { get; init; }

    /// <summary>Answers belong to this version.</summary>
    public QuestionVersion Version { get; }

    /// <summary>The index of the label of exactly this name, or -1.</summary>
    public int IndexOf(string label) => _indexOf.GetValueOrDefault(label, -1);

    /// <summary>The label that the first matching rule fixes for a normalised text, or -1.</summary>
    public int LabelByRule(string normalisedText) => IndexOfRule(normalisedText) is >= 0 and var rule ? _labelOfRule[rule] : -1;

    /// <summary>The place in <see cref="Rules"/> of the first that matches a normalised text, or -1.</summary>
    public int IndexOfRule(string normalisedText)
    {
        for (var i = 0; i < Rules.Length; i++)
        {
            if (Rules[i].Matches(normalisedText))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The same question about another column or template; the version stays.</summary>
    public Question WithText(TextTemplate text) => new(Name, Instructions, text, Labels, Rules) { LawfulBasis = LawfulBasis };

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static IEnumerable<Label> Named(IEnumerable<string> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return labels.Select(label => new Label(label));
    }

    private int LabelOf(Rule rule) =>
        IndexOf(rule.Label) is >= 0 and var index
            ? index
            : throw new ArgumentException($"A rule of the question '{Name}' gives the label '{rule.Label}', which is none of its labels: {string.Join(", ", Labels)}.");

    private static QuestionVersion HashOf(string instructions, ImmutableArray<Label> labels)
    {
        var content = new StringBuilder(instructions).Append('\0');
        foreach (var label in labels)
        {
            content.Append(label.Name).Append('\0').Append(label.Means).Append('\0');
        }

        return new QuestionVersion(Hash128.Of(content.ToString()));
    }
}
