using LeadScout.Application.Reports;
using LeadScout.Jobs;
using LeadScout.Llm;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Cli.Demo;

/// <summary>What the demo's list would cost with a model that charges, call by call, by the prompts that it would be sent. Nobody is asked.</summary>
internal sealed class DemoPrices(Question question, IReadOnlyList<LabelledRow> rows)
{
    public const string Model = "openai:gpt-5-mini";
    private const int RowsPerCall = 20;

    private readonly TeacherProfile _model = Teachers.ProfileOf(Model, new TeacherOptions());

    /// <summary>In four steps, each beside the one before.</summary>
    /// <param name="calls">How many texts each call of the demo's job held.</param>
    public IEnumerable<string> Lines(IEnumerable<int> calls)
    {
        string[] asked = [.. rows.Where(row => row.Source == "teacher").Select(row => row.Text).DistinctBy(Texts.TextKey.Of)];
        string[] labelled = [.. rows.Where(row => row.Label.Length > 0).Select(row => row.Text)];
        string[] once = [.. labelled.DistinctBy(Texts.TextKey.Of)];
        var savings = new Savings
        {
            Rows = labelled.Length,
            RowByRow = StepOf(labelled.Chunk(1)),
            Batched = StepOf(labelled.Chunk(RowsPerCall)),
            EachTextOnce = StepOf(once.Chunk(RowsPerCall)),
            NotKnownBefore = StepOf(once.Chunk(RowsPerCall)),
            Asked = StepOf(Packed(asked, calls)),
        };
        string[] names = ["row by row", $"{RowsPerCall} rows a call", "each title once", "learned"];
        return SavingsText.Lines(savings).Zip(names).Select(line =>
        {
            var ((_, step, saved), name) = line;
            return $"     {name,-16}{step.Texts.Text(),6} titles {step.Calls.Text(),6} calls   {step.Cost}{(saved.Length > 0 ? "   " : "")}{saved}";
        });
    }

    private SavingsStep StepOf(IEnumerable<string[]> calls) => new(calls.Sum(call => call.Length), calls.Count(), Cost(calls));

    private static List<string[]> Packed(string[] texts, IEnumerable<int> sizes)
    {
        var (packed, from) = (new List<string[]>(), 0);
        foreach (var size in sizes)
        {
            packed.Add(texts[from..Math.Min(texts.Length, from + size)]);
            from += size;
        }

        return packed;
    }

    private Money Cost(IEnumerable<string[]> calls) => calls
        .GroupBy(call => string.Join('\n', call), StringComparer.Ordinal)
        .Aggregate(Money.Zero, (sum, same) => sum + new Money(same.Count() * Once(same.First()).NanoDollars));

    private Money Once(string[] call) => _model.Price!.Of(_model.Estimate(new Ask(question, [.. call])));
}
