using System.Collections.Immutable;
using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Reviews;

/// <summary>A result list, read back: what stands in it is what is reviewed. Immutable.</summary>
public sealed class LabelledList
{
    private LabelledList(
        ImmutableArray<LabelledText> texts,
        PredictedErrors predicted,
        ImmutableArray<LabelledRow> sample,
        ImmutableArray<(int Text, int Label, long Rows)> byPersons) =>
        (Texts, Predicted, Sample, ByPersons) = (texts, predicted, sample, byPersons);

    /// <summary>The distinct texts in the order in which they first appear; without the blank one.</summary>
    public ImmutableArray<LabelledText> Texts { get; }

    /// <summary>What is predicted about the rows that have a label and that no person decided: those that a sample is drawn from.</summary>
    public PredictedErrors Predicted { get; }

    /// <summary>The rows drawn, in the order of the draw.</summary>
    public ImmutableArray<LabelledRow> Sample { get; }

    /// <summary>The rows that a person decided, by text and label.</summary>
    public ImmutableArray<(int Text, int Label, long Rows)> ByPersons { get; }

    /// <summary>Reads a list to its end.</summary>
    /// <param name="reader">At its beginning.</param>
    /// <param name="name">The list, for messages.</param>
    /// <param name="question">The question, its template naming columns of the list.</param>
    /// <param name="keys">How the log makes keys.</param>
    /// <param name="sampleSize">Rows to draw, at least 1.</param>
    /// <param name="seed">Of the draw.</param>
    /// <param name="settings">Those of the job that labelled it: how long a text may be; null for as usual.</param>
    /// <exception cref="BadInputException">The list was not labelled with this question, or holds something else by now.</exception>
    public static LabelledList Read(
        ILeadReader reader, string name, Question question, TextKeys keys, int sampleSize, ulong seed, JobSettings? settings = null)
    {
        var leadText = new LeadText(question.Text, reader, name, settings);
        var columns = new LabelColumns(reader, name, question, settings?.OutColumns.GetValueOrDefault(question.Name) ?? question.Name);
        var texts = new LeadTexts(keys);
        var found = new List<(int Label, DecisionSource Source, double Confidence)>();
        var (predicted, sample) = (new PredictedErrors(), new RowSample<LabelledRow>(sampleSize, seed));
        var byPersons = new Dictionary<(int Text, int Label), long>();
        while (reader.Read())
        {
            var (text, row) = (texts.Add(leadText.Of(reader), leadText.Flaw), columns.Read());
            if (text == found.Count)
            {
                found.Add(row);
            }

            if (row.Source == DecisionSource.Person)
            {
                byPersons[(text, row.Label)] = byPersons.GetValueOrDefault((text, row.Label)) + 1;
            }
            else if (text >= 0 && row.Label >= 0)
            {
                var doubt = row.Source == DecisionSource.Student ? 1 - row.Confidence : 0;
                predicted.Add(doubt);
                sample.Offer(reader.Row, new LabelledRow(reader.Row, text, row.Label, doubt));
            }
        }

        return new LabelledList(
            [.. found.Select((row, i) => new LabelledText(texts.Text(i), texts.Key(i), texts.Rows(i), row.Label, row.Source, row.Confidence))],
            predicted,
            [.. sample.Draw()],
            [.. byPersons.Select(pair => (pair.Key.Text, pair.Key.Label, pair.Value))]);
    }

    /// <summary>The three added columns of the row that a reader stands on.</summary>
    private sealed class LabelColumns
    {
        private readonly ILeadReader _reader;
        private readonly string _name;
        private readonly Question _question;
        private readonly int[] _at;

        public LabelColumns(ILeadReader reader, string name, Question question, string column)
        {
            (_reader, _name, _question) = (reader, name, question);
            _at = [.. ResultColumns.Named(column).Select(added => IndexOf(added.Name))];
        }

        public (int Label, DecisionSource Source, double Confidence) Read()
        {
            var (label, confidence, source) = (
                _reader.Value(_at[0]).ToString(), _reader.Value(_at[1]).ToString(), _reader.Value(_at[2]).ToString());
            var word = source == UndecidedReason.Kept.Word() ? DecisionSource.None.Word() : source.Split(':')[0]; // its label is no decision
            var by = Enum.GetValues<DecisionSource>().Cast<DecisionSource?>().FirstOrDefault(known => known!.Value.Word() == word)
                ?? throw Fault(2, source, "person, exact, rule, student, teacher, undecided and a reason");
            if (by == DecisionSource.None)
            {
                return (-1, by, 0);
            }

            return _question.IndexOf(label) is >= 0 and var index
                ? (index, by, double.TryParse(confidence, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
                    ? share
                    : throw Fault(1, confidence, "a number from 0 to 1"))
                : throw Fault(0, label, string.Join(", ", _question.Labels));
        }

        private int IndexOf(string column)
        {
            for (var i = 0; i < _reader.Columns.Count; i++)
            {
                if (_reader.Columns[i] == column)
                {
                    return i;
                }
            }

            throw new BadInputException(
                "no-result",
                $"'{_name}' has no column '{column}', so it is no result of the question '{_question.Name}'. Name the labelled list that `{UserAction.StartJob}` wrote, or its job.");
        }

        private BadInputException Fault(int column, string value, string allowed) => new(
            $"'{_name}', row {_reader.Row}, column '{_reader.Columns[_at[column]]}': '{value}' is not known. Allowed: {allowed}. Has the list been edited, or labelled with another version of the question? "
            + "Run its classify command again.");
    }
}
