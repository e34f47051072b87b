using System.Globalization;
using LeadScout.Cascades;
using LeadScout.Learning;
using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>Streams the list again and writes it with the added columns: a pure function of the list and the decisions.</summary>
internal sealed class ResultWriter(JobRequest request, LeadTexts texts)
{
    /// <summary>Writes the result file.</summary>
    /// <param name="decisions">By text; null where the job never got to it.</param>
    /// <param name="unreached">Why it never got to those.</param>
    /// <param name="guess">What the student would say about those; null for no guesses. A guess is marked as uncertified.</param>
    public void Write(ReadOnlySpan<Decision?> decisions, UndecidedReason unreached, Func<int, Prediction>? guess = null)
    {
        var shared = new Dictionary<Decision, string[]>(); // most decisions are like others
        var blank = CellsOf(Decision.Undecided(UndecidedReason.Blank));
        var cells = new string[decisions.Length][];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = decisions[i] is null && guess is not null ? CellsOf(guess(i)) : SharedCellsOf(decisions[i] ?? Decision.Undecided(unreached));
        }

        using var reader = request.Input.Open();
        using var writer = request.Input.Create(reader, ColumnsOf(request.Question));
        using var leads = new LeadsAhead(reader, new LeadText(request.Question.Text, reader, request.Input.Name), request.Settings.Limit, writer.Take);
        for (var row = 1L; leads.Read(); row++)
        {
            var index = texts.IndexOf(leads.Text);
            if (index == -2 || row > texts.RowCount)
            {
                throw new BadInputException($"{request.Input.Name} changed while the job ran: row {row} was not there before, or held another text. Run the command again.");
            }

            writer.Write(index < 0 ? blank : cells[index]);
        }

        writer.Complete();

        string[] SharedCellsOf(Decision decision)
        {
            if (!shared.TryGetValue(decision, out var known))
            {
                shared.Add(decision, known = CellsOf(decision));
            }

            return known;
        }
    }

    /// <summary>The added columns.</summary>
    public static AddedColumn[] ColumnsOf(Question question) =>
        [new(question.Name), new(question.Name + "_confidence", IsNumber: true), new(question.Name + "_source")];

    private string[] CellsOf(Decision decision) => decision.IsDecided
        ?
        [
            request.Question.Labels[decision.Label].Name,
            Shown(decision.Confidence),
            decision.Source.Word(),
        ]
        : ["", "", "undecided:" + decision.Reason.Word()];

    private string[] CellsOf(Prediction guess) =>
        [request.Question.Labels[guess.Label].Name, Shown(1 - guess.ErrorProbability), DecisionSource.Student.Word() + ":uncertified"];

    private static string Shown(double confidence) => confidence.ToString("0.###", CultureInfo.InvariantCulture);
}
