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
/// <c>judging</c>: a long list by one node on one core, and by two nodes on a core each. What is compared is the time in which its
/// texts were judged, as the node that has the job says it; the job's whole time is shown beside it.
/// </summary>
internal static partial class JudgingCommand
{
    private static readonly (string Word, string Label)[] Trades = [("Nurse", "Care, health"), ("Roofer", "Building"), ("Baker", "Kitchen"), ("Cashier", "Selling"), ("Sawyer", "Woods")];
    private static readonly string[] Said = ["of", "in", "a", "small", "large", "family", "regional", "shop", "works", "team", "with", "its", "own", "stock", "since", "spring", "north", "valley", "harbour", "service"];

    public static Command Create()
    {
        var texts = new Option<int>("--texts") { DefaultValueFactory = _ => 300_000, Description = "How many different texts the list has." };
        var words = new Option<int>("--words") { DefaultValueFactory = _ => 0, Description = "How many words are said of each beside its trade: 0 for titles, 30 for descriptions." };
        var latency = new Option<int>("--latency") { DefaultValueFactory = _ => 200, Description = "How many milliseconds an LLM takes." };
        var command = new Command("judging", "How much sooner two nodes, each on a core of its own, have judged one long list than one.") { texts, words, latency };
        command.SetAction(async (parsed, interrupt) =>
        {
            var random = new Random(11);
            var titles = Enumerable.Range(0, parsed.GetValue(texts))
                .Select(i => (Title: TextOf(i, random.GetItems(Said, parsed.GetValue(words))), Trades[i % 5].Label))
                .ToDictionary(title => title.Title, title => title.Label, StringComparer.Ordinal);
            var csv = new StringBuilder("Job Title\n").AppendJoin('\n', titles.Keys).Append('\n').ToString();
            var teacher = new StandInOptions { Answers = TitleList.AnswersOf(titles), Latency = TimeSpan.FromMilliseconds(parsed.GetValue(latency)) };
            await using var stage = await Stage.OpenAsync(interrupt);
            var (one, first) = await RunAsync(stage, 1, csv, teacher, interrupt);
            var (two, second) = await RunAsync(stage, 2, csv, teacher, interrupt);
            var isSame = first.AsSpan().SequenceEqual(second);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{titles.Count} texts of {csv.Length / titles.Count} characters: {one.Judged} judged in {one.JudgingSeconds:0.0} s by one node, {two.Judged} in {two.JudgingSeconds:0.0} s by two, of which the other {two.ByOther}: {one.JudgingSeconds / two.JudgingSeconds:0.00} times as fast; the job {one.Seconds:0.0} and {two.Seconds:0.0} s; bytes {(isSame ? "equal" : "NOT EQUAL")}"));
            return isSame && one.Judged > 0 && one.Judged == two.Judged && two.ByOther > 0 ? 0 : 1;
        });
        return command;
    }

    private static string TextOf(int i, string[] said) =>
        string.Join(' ', [string.Create(CultureInfo.InvariantCulture, $"{Trades[i % 5].Word} of unit {i}"), .. said]);

    private static async Task<(Run Run, byte[] Output)> RunAsync(Stage stage, int nodes, string csv, StandInOptions teacher, CancellationToken interrupt)
    {
        await using var set = await NodeSet.StartAsync(stage.Server, Stage.Begun, nodes, teacher, [], [], interrupt);
        await set.Nodes[0].PostAsync("questions", new { yaml = Stage.List.Question }, interrupt);
        foreach (var (core, node) in set.Nodes.Index())
        {
            node.StayOn(core);
        }

        var watch = Stopwatch.StartNew();
        var output = await set.ResultAsync(await set.Nodes[0].SubmitAsync(csv, "name=long.csv&question=group&maxError=0.05", interrupt), interrupt);
        var seconds = watch.Elapsed.TotalSeconds;
        long[][] passes = [.. Judged().Matches(set.Logs).Select(pass => pass.Groups.Values.Skip(1).Select(group => long.Parse(group.Value, CultureInfo.InvariantCulture)).ToArray())];
        return (new Run(seconds, passes.Sum(pass => pass[0]), passes.Sum(pass => pass[1]), passes.Sum(pass => pass[2]) / 1000.0), output);
    }

    [GeneratedRegex(@"Judged (\d+) texts of job \S+, (\d+) of them on other nodes, in (\d+) ms")]
    private static partial Regex Judged();

    private readonly record struct Run(double Seconds, long Judged, long ByOther, double JudgingSeconds);
}
