using LeadScout.Classifiers;
using LeadScout.Messages;
using LeadScout.Questions;

namespace LeadScout.Jobs.Lists;

/// <summary>
/// The labels that stand in a list's column and are kept, text by text. A text is kept where all of its rows have the same label, it is none of
/// those that are to be reopened, and nothing better is known of it: an answer, a person's word or a rule.
/// </summary>
internal sealed class KeptLabels
{
    private const int Unseen = -2;
    private const int Open = -1;

    private readonly int[] _labels;

    private KeptLabels(int[] labels, long rows) => (_labels, Rows) = (labels, rows);

    /// <summary>Rows that keep their label.</summary>
    public long Rows { get; }

    /// <summary>The label of a text that keeps it.</summary>
    public int LabelOf(int text) => _labels[text];

    /// <summary>Streams the list once more, and takes the texts that keep their label out of what is to be decided.</summary>
    /// <param name="request">The list; its settings name the column.</param>
    /// <param name="question">Whose labels they are.</param>
    /// <param name="intake">The list's texts, and what is known of them.</param>
    /// <param name="interrupt">The wish to stop.</param>
    /// <exception cref="BadInputException">A label that is to be reopened is none of the question's.</exception>
    public static KeptLabels Read(JobRequest request, Question question, Intake intake, CancellationToken interrupt)
    {
        var keep = request.Settings.Keep!;
        var values = new GivenValues(keep.Column, question, []);
        var reopened = keep.Reopen.Select(label => IndexOf(label, question, values)).ToHashSet();
        var labels = new int[intake.Texts.Count];
        Array.Fill(labels, Unseen);
        using (var rows = new GivenRows(request, question, [keep.Column]))
        {
            while (rows.Read())
            {
                interrupt.ThrowIfCancellationRequested();
                if (rows.TextIn(intake.Texts) is >= 0 and var text)
                {
                    var label = values.See(rows.Label(0), rows.Row);
                    labels[text] = labels[text] is var before && (before == Unseen || before == label) && !reopened.Contains(label) ? label : Open;
                }
            }
        }

        return new KeptLabels(labels, Keep(intake, labels));
    }

    private static long Keep(Intake intake, int[] labels)
    {
        long rows = 0;
        for (var text = 0; text < labels.Length; text++)
        {
            if (labels[text] >= 0 && intake.Decisions[text] is null)
            {
                intake.Decisions[text] = Decision.Undecided(UndecidedReason.Kept);
                rows += intake.Texts.Rows(text);
            }
        }

        return rows;
    }

    private static int IndexOf(string label, Question question, GivenValues values) => values.IndexOf(label) is >= 0 and var index
        ? index
        : throw new BadInputException(
            "label-unknown",
            $"{Setting.Reopen.To(label)}: '{label}' is no label of the question '{question.Name}'.{NearestNames.Hint(label, [.. question.Labels.Select(known => known.Name)])} Its labels are: {string.Join(", ", question.Labels)}.");
}
