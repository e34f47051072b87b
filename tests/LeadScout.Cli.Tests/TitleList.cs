using System.Collections.Immutable;
using System.Text;
using LeadScout.Jobs;
using LeadScout.Llm.Recorded;
using LeadScout.Questions;
using LeadScout.Texts;

namespace LeadScout.Cli.Tests;

/// <summary>A list of invented job titles, which repeat as real ones do, as a CSV; and what the teacher says about it.</summary>
internal sealed record TitleList(string Csv, string Question, string Expected, Recording Answers, int DistinctTexts, int Rows)
{
    private const int RowCount = 6_000;
    private const int TitleCount = 1_700;
    private const int Seed = 3;

    private static readonly string[] Ranks =
        ["", "Senior ", "Junior ", "Lead ", "Chief ", "Deputy ", "Assistant ", "Trainee ", "Head ", "Night ", "Seasonal "];
    private static readonly string[] Places =
        ["", " (harbour)", ", \"North\" plant", " - mountain hut", ", school", " / airport", " of the valley"];

    // By group of occupations: the words that tell it.
    private static readonly ImmutableSortedDictionary<string, string[]> Trades = new Dictionary<string, string[]>
    {
        ["Building"] = ["Bricklayer", "Roofer", "Plasterer", "Carpenter's Mate", "Crane Driver"],
        ["Care, health"] = ["Nurse", "Physiotherapist", "Ward Clerk", "Midwife", "Dental Technician"],
        ["Cleaning"] = ["Room Attendant", "Window Cleaner", "Laundry Worker", "Street Sweeper"],
        ["Farming"] = ["Fruit Picker", "Milker", "Shepherd", "Vine Dresser", "Beekeeper"],
        ["Kitchen"] = ["Line Cook", "Pastry Cook", "Dishwasher", "Grill Cook", "Baker"],
        ["Office"] = ["Bookkeeper", "Payroll Clerk", "Receptionist", "Archivist"],
        ["Selling"] = ["Shop Assistant", "Market Trader", "Key Account Manager", "Cashier"],
        ["Sports"] = ["Ski Teacher", "Lifeguard", "Riding Instructor", "Tennis Coach"],
        ["Transport"] = ["Lorry Driver", "Deckhand", "Signal Operator", "Courier", "Ferry Pilot"],
        ["Woods"] = ["Tree Planter", "Log Grader", "Sawyer", "Forest Ranger"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static readonly Lazy<TitleList> Made = new(Make);

    /// <summary>The list; always the same.</summary>
    public static TitleList Invented => Made.Value;

    /// <summary>The CSV of its first rows.</summary>
    public string FirstRows(int rows) => string.Concat(Csv.Split("\r\n").Take(rows + 1).Select(line => line + "\r\n"));

    private static TitleList Make()
    {
        var titles = Titles();
        var random = new Random(Seed);
        var (csv, expected) = (
            new StringBuilder("Id,Job Title,Note\r\n"), new StringBuilder("Id,Job Title,Note,group,group_confidence,group_source\r\n"));
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < RowCount; i++)
        {
            // Few titles are in many rows and most in hardly any.
            var (title, label) = titles[(int)(titles.Length * Math.Pow(random.NextDouble(), 3))];
            seen[title] = label;

            // Quoted and bare fields, leading zeros, blanks and empty fields by turns: all must pass through byte for byte.
            var row = $"{i:00000},{(i % 3 == 0 || title.AsSpan().ContainsAny(',', '"') ? Quoted(title) : title)},{(i % 5) switch
            {
                0 => "",
                1 => "\"a \"\"b\"\", c\"",
                2 => " 007 ",
                3 => "é",
                _ => "\"\""
            }}";
            csv.Append(row).Append("\r\n");
            expected.Append(row).Append(',').Append(label.Contains(',') ? Quoted(label) : label).Append(",1,teacher\r\n");
        }

        var question = $"name: group\nask: Which group of occupations does this job title belong to?\ntext: \"{{Job Title}}\"\nlabels:\n{string.Concat(Trades.Keys.Select(label => $"  - \"{label}\"\n"))}";
        return new TitleList(
            csv.ToString(),
            question,
            expected.ToString(),
            AnswersOf(seen),
            seen.Keys.Select(title => TextKey.Of(title)).Distinct().Count(),
            RowCount);
    }

    private static (string Title, string Label)[] Titles()
    {
        var all = (
            from trade in Trades from word in trade.Value from rank in Ranks from place in Places select (rank + word + place, trade.Key)).ToArray();
        new Random(Seed).Shuffle(all);
        return all[..TitleCount];
    }

    /// <summary>A recording of labels by text.</summary>
    public static Recording AnswersOf(Dictionary<string, string> labels)
    {
        using var folder = new Folder();
        return Recording.Load(
            folder.Write("answers.tsv", "text\tlabel\n" + string.Concat(labels.Select(pair => $"{pair.Key}\t{pair.Value}\n"))));
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"")}\"";
}
