using System.Collections.Immutable;
using System.Globalization;
using LeadScout.ActiveLearning;
using LeadScout.Classifiers;
using LeadScout.Jobs.Lists;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Jobs.Output;

/// <summary>Streams the list again and writes it with the added columns: a pure function of the list and the decisions.</summary>
internal sealed class ResultWriter(JobRequest request, ImmutableArray<QuestionRun> runs)
{
    /// <summary>Writes the result file.</summary>
    /// <param name="unreached">Why the job never got to texts without a decision.</param>
    public void Write(UndecidedReason unreached)
    {
        var cells = runs.Select(run => CellsOf(run, unreached)).ToArray();
        var textless = Enum.GetValues<TextFlaw>().Select(flaw => UndecidedCells(flaw.Reason() ?? UndecidedReason.Blank)).ToArray();
        var texts = runs.Select(run => run.Texts).Distinct().ToArray();
        var textsOf = runs.Select(run => Array.IndexOf(texts, run.Texts)).ToArray();
        var indexes = new int[texts.Length];
        var added = new string[ResultColumns.PerQuestion * runs.Length];
        if (runs[0].Intake.Trail?.Rewrite(Columns) is { } again)
        {
            using (again)
            {
                while (again.Advance(indexes))
                {
                    again.Write(Filled());
                }

                again.Complete();
                return;
            }
        }

        using var reader = request.Input.Open();
        using var writer = request.Input.Create(reader, Columns);
        using var leads = new LeadsAhead(reader, [.. texts.Select(shared => LeadTextOf(shared, reader))], request.Settings.Limit, writer);
        for (var row = 1L; leads.Read(); row++)
        {
            for (var i = 0; i < texts.Length; i++)
            {
                indexes[i] = Intake.Found(IndexOf(leads.Text(i), texts[i], row), leads.Flaw(i));
            }

            writer.Write(Filled());
        }

        writer.Complete();

        string[] Filled()
        {
            for (var i = 0; i < runs.Length; i++)
            {
                var index = indexes[textsOf[i]];
                (index >= 0 ? cells[i][index] : textless[(int)Intake.FlawOf(index)]).CopyTo(added, ResultColumns.PerQuestion * i);
            }

            return added;
        }
    }

    private AddedColumn[] Columns => [.. request.ColumnsToAdd];

    private LeadText LeadTextOf(LeadTexts texts, ILeadReader reader) =>
        new(runs.First(run => run.Texts == texts).Question.Text, reader, request.Input.Name, request.Settings);

    private int IndexOf(ReadOnlySpan<char> text, LeadTexts texts, long row) =>
        texts.IndexOf(text) is not -2 and var index && row <= texts.RowCount
        ? index
        : throw new BadInputException(
            $"{request.Input.Name} changed while the job ran: row {row} was not there before, or held another text. Run the command again.");

    private string[][] CellsOf(QuestionRun run, UndecidedReason unreached)
    {
        // A guess is marked as uncertified.
        var guess = request.Settings.OnUndecided == OnUndecided.Guess ? run.Plan.Guess : null;
        var shared = new Dictionary<Decision, string[]>(); // most decisions are like others
        var cells = new string[run.Texts.Count][];
        for (var text = 0; text < cells.Length; text++)
        {
            cells[text] = run.Plan.Decisions[text] is null && guess is not null
                ? GuessedCells(run.Question, guess(text))
                : run.Plan.Decisions[text] is { IsDecided: false, Reason: UndecidedReason.Kept }
                ? KeptCells(run.Question, run.Intake.Kept!.LabelOf(text))
                : SharedCellsOf(run.Plan.Decisions[text] ?? Decision.Undecided(unreached));
        }

        return cells;

        string[] SharedCellsOf(Decision decision)
        {
            if (!shared.TryGetValue(decision, out var known))
            {
                shared.Add(decision, known = CellsOf(run.Question, decision));
            }

            return known;
        }
    }

    private static string[] CellsOf(Question question, Decision decision) => decision.IsDecided
        ? [question.Labels[decision.Label].Name, Shown(decision.Confidence), decision.Source.Word()]
        : UndecidedCells(decision.Reason);

    private static string[] GuessedCells(Question question, Prediction guess) =>
        [question.Labels[guess.Label].Name, Shown(1 - guess.ErrorProbability), DecisionSource.Student.Word() + ResultCells.GuessMark];

    private static string[] KeptCells(Question question, int label) => [question.Labels[label].Name, "", UndecidedReason.Kept.Word()];

    private static string[] UndecidedCells(UndecidedReason reason) => ["", "", ResultCells.UndecidedMark + reason.Word()];

    private static string Shown(double confidence) => confidence.ToString("0.###", CultureInfo.InvariantCulture);
}
