using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LeadScout.Nodes.Faults;
using LeadScout.Nodes.Running;
using LeadScout.StandIn;

namespace LeadScout.Nodes.Figures;

/// <summary>
/// <c>judging</c>: a long list by one node on one core, and by two nodes on a core each. The LLM answers at once, so that nearly all of the time
/// goes into reading the list and judging its texts. The longer these are, the more of it is judging.
/// </summary>
internal static partial class JudgingCommand
{
    private static readonly (string Word, string Label)[] Trades = [("Nurse", "Care, health"), ("Roofer", "Building"), ("Baker", "Kitchen"), ("Cashier", "Selling"), ("Sawyer", "Woods")];
    private static readonly string[] Said = ["of", "in", "a", "small", "large", "family", "regional", "shop", "works", "team", "with", "its", "own", "stock", "since", "spring", "north", "valley", "harbour", "service"];

    public static Command Create()
    {
        var texts = new Option<int>("--texts") { DefaultValueFactory = _ => 300_000, Description = "How many different texts the list has." };
        var words = new Option<int>("--words") { DefaultValueFactory = _ => 0, Description = "How many words are said of each beside its trade: 0 for titles, 30 for descriptions." };
        var command = new Command("judging", "How much sooner two nodes, each on a core of its own, are done with one long list than one.") { texts, words };
        command.SetAction(async (parsed, interrupt) =>
        {
            var random = new Random(11);
            var titles = Enumerable.Range(0, parsed.GetValue(texts))
                .Select(i => (Title: TextOf(i, random.GetItems(Said, parsed.GetValue(words))), Trades[i % 5].Label))
                .ToDictionary(title => title.Title, title => title.Label, StringComparer.Ordinal);
            var csv = new StringBuilder("Job Title\n").AppendJoin('\n', titles.Keys).Append('\n').ToString();
            var teacher = new StandInOptions { Answers = TitleList.AnswersOf(titles) };
            await using var stage = await Stage.OpenAsync(interrupt);
            var (one, first) = await RunAsync(stage, 1, csv, teacher, interrupt);
            var (two, second) = await RunAsync(stage, 2, csv, teacher, interrupt);
            var isSame = first.AsSpan().SequenceEqual(second);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{titles.Count} texts of {csv.Length / titles.Count} characters: {one.Seconds:0.0} s on one node, {two.Seconds:0.0} s on two, {one.Seconds / two.Seconds:0.00} times as fast; the other judged {two.ByOther} texts; bytes {(isSame ? "equal" : "NOT EQUAL")}"));
            return isSame ? 0 : 1;
        });
        return command;
    }

    private static string TextOf(int i, string[] said) =>
        string.Join(' ', [string.Create(CultureInfo.InvariantCulture, $"{Trades[i % 5].Word} of unit {i}"), .. said]);

    private static async Task<((double Seconds, long ByOther) Figures, byte[] Output)> RunAsync(Stage stage, int nodes, string csv, StandInOptions teacher, CancellationToken interrupt)
    {
        await using var set = await NodeSet.StartAsync(stage.Server, Stage.Begun, nodes, teacher, [], [], interrupt);
        await set.Nodes[0].PostAsync("questions", new { yaml = Stage.List.Question }, interrupt);
        foreach (var (core, node) in set.Nodes.Index())
        {
            node.StayOn(core);
        }

        var watch = Stopwatch.StartNew();
        var output = await set.ResultAsync(await set.Nodes[0].SubmitAsync(csv, "name=long.csv&question=group&maxError=0.05", interrupt), interrupt);
        return ((watch.Elapsed.TotalSeconds, Judged().Matches(set.Logs).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))), output);
    }

    [GeneratedRegex(@"has judged (\d+) texts")]
    private static partial Regex Judged();
}
