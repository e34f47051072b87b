using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Hints;
using LeadScout.Messages;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Texts;

namespace LeadScout.Jobs.Lists;

/// <summary>A list, one or more questions about its leads, and how to go about it.</summary>
/// <param name="Input">The list and where its result goes.</param>
/// <param name="OutputName">For messages: the result's path.</param>
/// <param name="Questions">One to <see cref="MostQuestions"/>, their templates naming columns of the list; those with the same template are
/// asked together.</param>
/// <param name="Settings">How to go about it; the error budget is each question's own.</param>
public sealed record JobRequest(LeadFile Input, string OutputName, ImmutableArray<Question> Questions, JobSettings Settings)
{
    /// <summary>More make a prompt that nobody answers well.</summary>
    public const int MostQuestions = 8;

    /// <summary>The usual job: one question.</summary>
    public JobRequest(LeadFile input, string outputName, Question question, JobSettings settings)
        : this(input, outputName, [question], settings)
    {
    }

    /// <summary>Kept with the job, see <see cref="Job.Invocation"/>; of no influence on the outcome. The latest run's counts.</summary>
    public ImmutableSortedDictionary<string, string> Invocation { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>
    /// What was stated about the teacher that changes its answers, in words; part of the job's identity. Empty for nothing.
    /// </summary>
    public string AnswersUnder { get; init; } = "";

    /// <summary>Whether texts that earlier runs of the job gave up are asked again in this one.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>The job that is to be resumed; null where any job that the request describes is meant, new ones included.</summary>
    public JobId? Resumes { get; init; }

    /// <summary>
    /// What embeds the texts, so that the student sees what they mean; its <see cref="IEmbedder.Model"/> is a part of the job's identity. Null
    /// for nothing.
    /// </summary>
    public IEmbedder? Embedder { get; init; }

    /// <summary>
    /// Whether a database that keeps keys in place of texts keeps their vectors all the same, though much of a text can be read from its
    /// vector. Of no influence elsewhere.
    /// </summary>
    public bool KeepsVectors { get; init; }

    /// <summary>What the column with a question's labels is called in the result.</summary>
    public string OutColumnOf(Question question) => Settings.OutColumns.GetValueOrDefault(question.Name, question.Name);

    /// <summary>The columns that the result has beside those of the list, in order.</summary>
    public IEnumerable<AddedColumn> ColumnsToAdd => Settings.Certify is { } certify
        ? ResultColumns.OfCorrected(certify.LabelColumns)
        : Questions.SelectMany(question => ResultColumns.Named(OutColumnOf(question)));

    /// <summary>The questions' names, as in a list of jobs.</summary>
    public string QuestionNames => string.Join(", ", Questions.Select(question => question.Name));

    /// <summary>The question's version; of several, a hash of theirs in order.</summary>
    public QuestionVersion Version => VersionOf(Questions);

    /// <summary>The version of one question; of several, a hash of theirs in order.</summary>
    public static QuestionVersion VersionOf(ImmutableArray<Question> questions) => questions is [var only]
        ? only.Version
        : new QuestionVersion(Hash128.Of(string.Concat(questions.Select(question => question.Version))));

    /// <summary>
    /// The budgets by label that count for one of the questions, in the order of its labels: what the settings say, else what the label says of
    /// itself. Where given labels are put to the proof, those that the settings state: what a question says of its labels is meant for the
    /// jobs that give them.
    /// </summary>
    public ImmutableArray<LabelBudget> LabelBudgetsOf(Question question) =>
        LabelBudgets.Of(question, Settings.LabelBudgets, Settings.Certify is null);

    /// <summary>The same as limits.</summary>
    internal ImmutableArray<LabelLimit> LimitsOf(Question question) => LabelBudgets.Limits(question, LabelBudgetsOf(question));

    /// <summary>Refuses what can't be carried out.</summary>
    /// <exception cref="BadInputException">Too many questions, two that are the same or whose columns would be called alike, or several
    /// with deferred learning.</exception>
    internal void Check()
    {
        if (Questions.Length is < 1 or > MostQuestions)
        {
            throw new BadInputException(
                $"{Questions.Length} questions in one pass. Allowed: 1 to {MostQuestions}; ask the others in another pass.");
        }

        if (Questions.Length > 1 && Settings.Learn != LearnMode.Immediate)
        {
            throw new BadInputException(
                "learn-needs-one-question",
                $"{Setting.Learn.To(Settings.Learn.Word())} compares ways of learning with one question. Give one {Setting.Question}, or leave {Setting.Learn} out.");
        }

        if (Settings.Hints.Length > JobSettings.MostHints || Settings.Hints.Distinct(StringComparer.Ordinal).Count() < Settings.Hints.Length)
        {
            throw new BadInputException(
                "hints", $"{Setting.Hint.To(string.Join(", ", Settings.Hints))}: name at most {JobSettings.MostHints} columns of hints, each once.");
        }

        if (Settings.Certify is { } certify)
        {
            Check(certify);
        }

        if (Questions.GroupBy(question => question.Version).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new BadInputException($"The questions {string.Join(" and ", twice.Select(question => question.Name))} ask the LLM the same. Give one of them.");
        }

        CheckColumns();
        if (Settings.Keep is not null)
        {
            CheckKeep();
        }

        LabelBudgets.Check(Questions, Settings.LabelBudgets);
    }

    private void CheckColumns()
    {
        foreach (var (question, column) in Settings.OutColumns)
        {
            if (Questions.All(asked => asked.Name != question) || column.Trim().Length == 0 || Settings.Certify is not null)
            {
                throw new BadInputException(
                    "out-column",
                    $"{Setting.OutColumn.To(column)}: {(Settings.Certify is not null ? "labels that are put to the proof add no column of labels" : column.Trim().Length == 0 ? "a column has a name" : $"'{question}' is none of the job's questions: {QuestionNames}")}. Leave it out, or name a question and its column.");
            }
        }

        if (Questions.SelectMany(question => ResultColumns.Named(OutColumnOf(question))).GroupBy(column => column.Name, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(columns => columns.Count() > 1) is { } clash)
        {
            throw new BadInputException(
                $"The questions {QuestionNames} would add the column '{clash.Key}' twice. Give one of them another name in its file, or name its column with {Setting.OutColumn}.");
        }
    }

    private void CheckKeep()
    {
        if (Questions.Length > 1 || Settings.Certify is not null || Settings.Learn != LearnMode.Immediate)
        {
            throw new BadInputException(
                "keep-needs-one-question",
                $"{Setting.Keep} keeps the labels of one question while the others of its rows are decided. Give one {Setting.Question}, and neither {Setting.LabelColumn} nor {Setting.Learn}.");
        }
    }

    private void Check(CertifySettings certify)
    {
        if (Questions.Length > 1)
        {
            throw new BadInputException(
                "certify-needs-one-question", $"Labels are put to the proof of one question at a time. Give one {Setting.Question}.");
        }

        if (Settings.Learn != LearnMode.Immediate)
        {
            throw new BadInputException(
                "certify-learns-at-once", $"{Setting.Learn} says how a list is labelled; it has no meaning where its labels are put to the proof. Leave it out.");
        }

        if (certify.LabelColumns.Length is < 1 or > CertifySettings.MostColumns
            || certify.LabelColumns.Distinct(StringComparer.Ordinal).Count() < certify.LabelColumns.Length)
        {
            throw new BadInputException(
                "label-columns", $"{Setting.LabelColumn.To(string.Join(", ", certify.LabelColumns))}: name 1 to {CertifySettings.MostColumns} columns of labels, each once.");
        }
    }
}
