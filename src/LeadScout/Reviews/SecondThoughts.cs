using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Classifiers;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Reviews;

/// <summary>
/// What students say about texts whose own answer they have not seen: the answered texts are dealt out by lot to two students, and each
/// judges the texts of the other. Where it disagrees with an answer, one of the two is wrong. Not thread-safe.
/// </summary>
internal sealed class SecondThoughts
{
    // How the last answers would have been predicted is what a student's error model learns from.
    private const int Recorded = 500;

    private readonly ImmutableArray<LabelledText> _texts;
    private readonly Question _question;
    private readonly Student[] _students;
    private readonly int[] _judge;

    /// <param name="texts">The texts.</param>
    /// <param name="question">What was asked about them.</param>
    /// <param name="byPersons">Labels by persons, by text.</param>
    /// <param name="vectors">What the texts mean, in their order; null where nothing says.</param>
    public SecondThoughts(
        ImmutableArray<LabelledText> texts, Question question, IReadOnlyDictionary<int, int> byPersons, TextVectors? vectors = null)
    {
        (_texts, _question) = (texts, question);
        var table = FeatureTable.Build([.. texts.Select(text => TextNormaliser.Normalise(text.Text))]);
        var neighbours = new Neighbours(table);
        _students = [NewStudent(), NewStudent()];

        // By lot: a list may well be sorted, or alternate.
        var lot = new SeededRandom(1);
        _judge = [.. texts.Select(_ => (int)lot.NextBelow(_students.Length))];
        for (var half = 0; half < _students.Length; half++)
        {
            var answered = Enumerable.Range(0, texts.Length)
                .Where(text => _judge[text] != half)
                .Select(text => (text, Label: LabelOf(text, byPersons)))
                .Where(pair => pair.Label >= 0)
                .ToArray();
            var student = _students[half];
            var earlier = Math.Max(0, answered.Length - Recorded);
            student.LearnEarlier(answered.Take(earlier));
            foreach (var (text, label) in answered.Skip(earlier))
            {
                student.Learn(text, label);
            }
        }

        // Most of the list is looked at once: to compare all its texts with each other would take longer than a person waits.
        Student NewStudent() => new(table, neighbours, question.Labels.Length, 1, vectors, null, isOfStream: true);
    }

    /// <summary>Learns a person's answer.</summary>
    public void Learn(int text, int label) => Array.ForEach(_students, student => student.Learn(text, label));

    /// <summary>How doubtful a label is, and why.</summary>
    public (double Doubt, string Because) Of(int text)
    {
        // Without a lesson, all would be doubtful alike.
        const int Fewest = 20;

        // A teacher that is contradicted is right about as often as not; uncontradicted, hardly ever wrong.
        const double Contradicted = 0.5, Uncontradicted = 0.05;
        var student = _students[_judge[text]];
        var of = _texts[text];
        var now = student.AnswerCount >= Fewest ? student.Predict(text) : (Prediction?)null;
        var disagrees = now is { } prediction && prediction.Label != of.Label;
        var sure = now is { } said ? 1 - said.ErrorProbability : 0;
        var objection = disagrees
            ? $"without having seen this answer, the student would say {_question.Labels[now!.Value.Label].Name} ({Percent(sure)} sure)"
            : null;
        return of.Source == DecisionSource.Student
            ? (disagrees ? Math.Max(1 - of.Confidence, sure) : 1 - of.Confidence, $"the student is {Percent(of.Confidence)} sure{(disagrees ? $"; by now it would say {_question.Labels[now!.Value.Label].Name}" : "")}")
            : disagrees
                ? (Contradicted * sure, objection!)
                : (Uncontradicted * (1 - sure), $"by the {(of.Source == DecisionSource.Teacher ? "LLM" : of.Source.Word())}, undisputed");
    }

    private int LabelOf(int text, IReadOnlyDictionary<int, int> byPersons) =>
        byPersons.TryGetValue(text, out var label) ? label : _texts[text].Source == DecisionSource.Student ? -1 : _texts[text].Label;

    private static string Percent(double share) => (100 * share).ToString("0", CultureInfo.InvariantCulture) + " %";
}
