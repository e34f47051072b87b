using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using LeadScout.Nodes.Faults;
using LeadScout.Nodes.Running;
using LeadScout.StandIn;

namespace LeadScout.Nodes.Figures;

/// <summary>
/// <c>lists</c>: small lists, one after the other on whichever node, of which no text is known and nothing can be learned, so that each is asked:
/// the most that such lists can take of nodes, database and disk.
/// </summary>
internal static class ListsCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public static Command Create()
    {
        var lists = new Option<int>("--lists") { DefaultValueFactory = _ => 60, Description = "How many lists." };
        var rows = new Option<int>("--rows") { DefaultValueFactory = _ => 100, Description = "How many rows each has, all different." };
        var nodes = new Option<int>("--nodes") { DefaultValueFactory = _ => 3, Description = "How many nodes." };
        var questions = new Option<int>("--questions") { DefaultValueFactory = _ => 6, Description = "How many questions, by turns: lists of one question wait for one another." };
        var latency = new Option<int>("--latency") { DefaultValueFactory = _ => 200, Description = "How long the LLM takes for a call, in milliseconds." };
        var concurrency = new Option<int?>("--concurrency") { Description = "The most calls of one list in flight; as the product chooses unless given." };
        var command = new Command("lists", "How many small lists a service labels, and what each takes of nodes, database and disk.") { lists, rows, nodes, questions, latency, concurrency };
        command.SetAction(async (parsed, interrupt) =>
        {
            await using var stage = await Stage.OpenAsync(interrupt);
            var teacher = new StandInOptions { Answers = Stage.List.Answers, MakesUpTheRest = true, Latency = TimeSpan.FromMilliseconds(parsed.GetValue(latency)) };
            await using var set = await NodeSet.StartAsync(stage.Server, Stage.Begun, parsed.GetValue(nodes), teacher, [], [], interrupt);
            for (var question = 0; question < parsed.GetValue(questions); question++)
            {
                await set.Nodes[0].PostAsync("questions", new { yaml = QuestionOf(question) }, interrupt);
            }

            var query = parsed.GetValue(concurrency) is { } most ? string.Create(CultureInfo.InvariantCulture, $"&concurrency={most}") : "";
            await RunAsync(set, -parsed.GetValue(questions), parsed.GetValue(questions), parsed.GetValue(rows), parsed.GetValue(questions), query, interrupt); // those before compile
            var before = await TakenAsync(set);
            var watch = Stopwatch.StartNew();
            await RunAsync(set, 0, parsed.GetValue(lists), parsed.GetValue(rows), parsed.GetValue(questions), query, interrupt);
            var (seconds, after, count) = (watch.Elapsed.TotalSeconds, await TakenAsync(set), parsed.GetValue(lists));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count} lists of {parsed.GetValue(rows)} rows with {parsed.GetValue(questions)} questions on {set.Nodes.Count} nodes: {count / seconds:0.00} lists/s, {count * parsed.GetValue(rows) / seconds:0} rows/s; each {(after.Calls - before.Calls) / (double)count:0.0} calls, {(after.Answers - before.Answers) / (double)count:0.0} answers, {(after.Nodes - before.Nodes).TotalMilliseconds / count:0} ms of processor time on nodes and {(after.Database - before.Database).TotalMilliseconds / count:0} ms in PostgreSQL, {(after.Bytes - before.Bytes) / count / 1024} KB in the database with list and result"));
            return 0;
        });
        return command;
    }

    // All at once: what has no place waits.
    private static async Task RunAsync(NodeSet set, int first, int count, int rows, int questions, string more, CancellationToken interrupt)
    {
        for (var list = first; list < first + count; list++)
        {
            var csv = new StringBuilder("Job Title\n");
            for (var row = 0; row < rows; row++)
            {
                csv.Append(CultureInfo.InvariantCulture, $"Keeper {row} of list {list}\n");
            }

            var query = string.Create(CultureInfo.InvariantCulture, $"name=list{list}.csv&question=group{(list + questions) % questions}&maxError=0.05{more}");
            await set.Nodes[(list + questions) % set.Nodes.Count].SubmitAsync(csv.ToString(), query, interrupt);
        }

        while (await set.SqlAsync("SELECT count(*) FROM server_job WHERE wanted") is > 0L)
        {
            await Task.Delay(Look, interrupt);
        }
    }

    private static string QuestionOf(int number) =>
        Stage.List.Question.Replace("name: group", string.Create(CultureInfo.InvariantCulture, $"name: group{number}"), StringComparison.Ordinal)
            .Replace("Which", string.Create(CultureInfo.InvariantCulture, $"In table {number}, which"), StringComparison.Ordinal);

    private static async Task<Taken> TakenAsync(NodeSet set) => new(
        set.Nodes.Aggregate(TimeSpan.Zero, (sum, node) => sum + node.ProcessorTime),
        DatabaseProcesses.ProcessorTime(set.Server),
        (long)(await set.SqlAsync("SELECT pg_database_size(current_database())"))!,
        (long)(await set.SqlAsync("SELECT count(*) FROM call"))!,
        (long)(await set.SqlAsync("SELECT count(*) FROM answer"))!);

    private sealed record Taken(TimeSpan Nodes, TimeSpan Database, long Bytes, long Calls, long Answers);
}
