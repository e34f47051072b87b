using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Cascades;
using LeadScout.Learning;
using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>Streams the list again and writes it with the added columns: a pure function of the list and the decisions.</summary>
internal sealed class ResultWriter(JobRequest request, ImmutableArray<Strand> strands)
{
    private const int ColumnsPerQuestion = 3;

    /// <summary>Writes the result file.</summary>
    /// <param name="unreached">Why the job never got to texts without a decision.</param>
    public void Write(UndecidedReason unreached)
    {
        var cells = strands.Select(strand => CellsOf(strand, unreached)).ToArray();
        var blank = UndecidedCells(UndecidedReason.Blank);
        using var reader = request.Input.Open();
        using var writer = request.Input.Create(reader, [.. request.Questions.SelectMany(ColumnsOf)]);
        var leadTexts = strands.Select(strand => new LeadText(strand.Question.Text, reader, request.Input.Name)).ToArray();
        var added = new string[ColumnsPerQuestion * strands.Length];
        while (reader.Row != strands[0].Texts.RowCount && reader.Read())
        {
            for (var i = 0; i < strands.Length; i++)
            {
                var index = IndexOf(leadTexts[i].Of(reader), strands[i], reader);
                (index < 0 ? blank : cells[i][index]).CopyTo(added, ColumnsPerQuestion * i);
            }

            writer.Write(added);
        }

        writer.Complete();
    }

    /// <summary>The names of the added columns.</summary>
    public static string[] ColumnsOf(Question question) => [question.Name, question.Name + "_confidence", question.Name + "_source"];

    private int IndexOf(string text, Strand strand, ILeadReader reader) => strand.Texts.IndexOf(text) is not -2 and var index
        ? index
        : throw new BadInputException($"{request.Input.Name} changed while the job ran: row {reader.Row} holds a text that was not there before. Run the command again.");

    private string[][] CellsOf(Strand strand, UndecidedReason unreached)
    {
        // A guess is marked as uncertified.
        var guess = request.Settings.OnUndecided == OnUndecided.Guess ? strand.Plan.Guess : null;
        var cells = new string[strand.Texts.Count][];
        for (var text = 0; text < cells.Length; text++)
        {
            cells[text] = (strand.Plan.Decisions[text], guess) switch
            {
                ({ IsDecided: true } decision, _) => DecidedCells(strand.Question, decision),
                ({ } undecided, _) => UndecidedCells(undecided.Reason),
                (null, not null) => GuessedCells(strand.Question, guess(text)),
                _ => UndecidedCells(unreached),
            };
        }

        return cells;
    }

    private static string[] DecidedCells(Question question, Decision decision) =>
        [question.Labels[decision.Label].Name, Shown(decision.Confidence), decision.Source.Word()];

    private static string[] GuessedCells(Question question, Prediction guess) =>
        [question.Labels[guess.Label].Name, Shown(1 - guess.ErrorProbability), DecisionSource.Student.Word() + ":uncertified"];

    private static string[] UndecidedCells(UndecidedReason reason) => ["", "", "undecided:" + reason.Word()];

    private static string Shown(double confidence) => confidence.ToString("0.###", CultureInfo.InvariantCulture);
}
