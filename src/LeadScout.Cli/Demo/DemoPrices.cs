using LeadScout.Application.Reports;
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
        (string Name, IEnumerable<string[]> Calls)[] steps =
        [
            ("row by row", labelled.Chunk(1)),
            ($"{RowsPerCall} rows a call", labelled.Chunk(RowsPerCall)),
            ("each title once", once.Chunk(RowsPerCall)),
            ("learned", Packed(asked, calls)),
        ];
        var before = (Money?)null;
        foreach (var (name, packed) in steps)
        {
            var (texts, count, cost) = (packed.Sum(call => call.Length), packed.Count(), Cost(packed));
            var less = before is { } all ? $"   {Math.Floor(100 * (1 - (cost.Dollars / all.Dollars))):0} % less" : "";
            yield return $"     {name,-16}{texts.Text(),6} titles {count.Text(),6} calls   {cost}{less}";
            before = cost;
        }
    }

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
