using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using LeadScout.Nodes.Faults;
using LeadScout.Nodes.Running;
using LeadScout.StandIn;
using LeadScout.Teaching;

namespace LeadScout.Nodes.Figures;

/// <summary>
/// <c>spending</c>: three nodes race for one key's limit, with a job and with single texts, until none is served any more; and the LLM counts what it
/// has worked on.
/// </summary>
internal static class SpendingCommand
{
    private const int Lanes = 8; // requests at once on each node

    // A single text is held back for with the most that it can take, several calls: output is cheap, so that many fit beside one another.
    private static readonly Price Price = new(100, 100, 1);

    public static Command Create()
    {
        var limit = new Option<decimal>("--limit") { DefaultValueFactory = _ => 5m, Description = "The key's limit, in dollars." };
        var races = new Option<int>("--races") { DefaultValueFactory = _ => 3, Description = "How many races, each with a key of its own." };
        var command = new Command("spending", "Three nodes spend with one key until its limit is reached: what the LLM has counted, beside the limit.") { limit, races };
        command.SetAction(async (parsed, interrupt) =>
        {
            await using var stage = await Stage.OpenAsync(interrupt);
            var most = parsed.GetValue(limit);
            var isPassed = false;
            for (var race = 0; race < parsed.GetValue(races); race++)
            {
                var teacher = new StandInOptions { Answers = Stage.List.Answers, MakesUpTheRest = true, Latency = TimeSpan.FromMilliseconds(50) };
                await using var nodes = await NodeSet.StartAsync(
                    stage.Server, Stage.Begun, 3, teacher, [], ["--price-in", Text(Price.Input), "--price-out", Text(Price.Output)], interrupt);
                var (served, seconds) = await RaceAsync(nodes, most, interrupt);
                var stats = nodes.Teacher.Stats;
                var counted = Price.Of(new Usage(stats.WorkedInputTokens, 0, stats.WorkedOutputTokens)).Dollars;
                isPassed |= counted > most;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"limit ${most:0.00}: a job and {3 * Lanes} lanes of single texts on 3 nodes, {stats.Calls} calls, {served} single texts, {seconds:0} s; counted by the LLM ${counted:0.0000}, {counted / most:0.0 %} of the limit"));
            }

            return isPassed ? 1 : 0;
        });
        return command;
    }

    private static async Task<(int Served, double Seconds)> RaceAsync(NodeSet nodes, decimal limit, CancellationToken interrupt)
    {
        await nodes.Nodes[0].PostAsync("questions", new { yaml = Stage.List.Question }, interrupt);
        var made = await nodes.Nodes[0].PostAsync("settings/keys", new { name = "racer", scope = "label", purseUsd = limit, perMinute = 1_000_000 }, interrupt);
        foreach (var node in nodes.Nodes)
        {
            node.Client.DefaultRequestHeaders.Authorization = new("Bearer", made.GetProperty("text").GetString());
            while (await IsServedAsync(node, "first", interrupt) is null)
            {
                await Task.Delay(500, interrupt); // the other nodes read the keys now and then
            }
        }

        var watch = System.Diagnostics.Stopwatch.StartNew();
        await nodes.Nodes[0].SubmitAsync(Stage.List.Csv, $"name=titles.csv&question=group&maxError=0.05&maxCostUsd={Text(limit / 3)}", interrupt);
        var all = 0;
        for (var (round, served) = (0, int.MaxValue); served > 0; round++)
        {
            served = (await Task.WhenAll(nodes.Nodes.SelectMany((node, at) => Enumerable.Range(0, Lanes).Select(lane => IsServedAsync(node, $"{at} {lane} {round}", interrupt)))))
                .Count(isServed => isServed == true);
            all += served;
        }

        while (await nodes.SqlAsync("SELECT count(*) FROM server_job WHERE wanted") is > 0L)
        {
            await Task.Delay(100, interrupt);
        }

        return (all, watch.Elapsed.TotalSeconds);
    }

    // Null where the node does not know the key yet.
    private static async Task<bool?> IsServedAsync(Node node, string number, CancellationToken interrupt)
    {
        using var response = await node.Client.PostAsJsonAsync("classify", new { question = "group", text = $"Keeper {number}" }, interrupt);
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => null,
            HttpStatusCode.PaymentRequired => false,
            _ => response.EnsureSuccessStatusCode().IsSuccessStatusCode,
        };
    }

    private static string Text(decimal dollars) => dollars.ToString(CultureInfo.InvariantCulture);
}
