using System.Globalization;
using LeadScout.Cascades;
using LeadScout.Questions;

namespace LeadScout.Jobs;

/// <summary>Streams the list again and writes it with the added columns: a pure function of the list and the decisions.</summary>
internal sealed class ResultWriter(JobRequest request, LeadTexts texts)
{
    /// <summary>Writes the result file.</summary>
    /// <param name="decisions">By text; null where the job never got to it.</param>
    /// <param name="unreached">Why it never got to those.</param>
    public void Write(ReadOnlySpan<Decision?> decisions, UndecidedReason unreached)
    {
        var blank = CellsOf(Decision.Undecided(UndecidedReason.Blank));
        var cells = new string[decisions.Length][];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = CellsOf(decisions[i] ?? Decision.Undecided(unreached));
        }

        using var reader = request.Input.Open();
        using var writer = request.Input.Create(reader, ColumnsOf(request.Question));
        var leadText = new LeadText(request.Question.Text, reader, request.Input.Name);
        while (reader.Row != texts.RowCount && reader.Read())
        {
            var index = texts.IndexOf(leadText.Of(reader));
            if (index == -2)
            {
                throw new BadInputException($"{request.Input.Name} changed while the job ran: row {reader.Row} holds a text that was not there before. Run the command again.");
            }

            writer.Write(index < 0 ? blank : cells[index]);
        }

        writer.Complete();
    }

    /// <summary>The names of the added columns.</summary>
    public static string[] ColumnsOf(Question question) => [question.Name, question.Name + "_confidence", question.Name + "_source"];

    private string[] CellsOf(Decision decision) => decision.IsDecided
        ?
        [
            request.Question.Labels[decision.Label].Name,
            decision.Confidence.ToString("0.###", CultureInfo.InvariantCulture),
            decision.Source.Word(),
        ]
        : ["", "", "undecided:" + decision.Reason.Word()];
}
