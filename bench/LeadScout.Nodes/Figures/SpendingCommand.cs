using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using LeadScout.Nodes.Faults;
using LeadScout.Nodes.Running;
using LeadScout.StandIn;

namespace LeadScout.Nodes.Figures;

/// <summary><c>spending</c>: three nodes race to spend one key's limit, and the LLM counts.</summary>
internal static class SpendingCommand
{
    private const decimal PriceIn = 100;
    private const decimal PriceOut = 400;

    public static Command Create()
    {
        var limit = new Option<decimal>("--limit") { DefaultValueFactory = _ => 1m, Description = "The key's limit, in dollars." };
        var command = new Command("spending", "Three nodes ask with one key until its limit is reached: what the LLM has counted, beside the limit.") { limit };
        command.SetAction(async (parsed, interrupt) =>
        {
            var most = parsed.GetValue(limit);
            await using var stage = await Stage.OpenAsync(interrupt);
            string[] prices = ["--price-in", Text(PriceIn), "--price-out", Text(PriceOut)];
            await using var nodes = await NodeSet.StartAsync(
                stage.Server, Stage.Begun, 3, new StandInOptions { Answers = Stage.List.Answers, MakesUpTheRest = true, Latency = TimeSpan.FromMilliseconds(50) }, [], prices, interrupt);
            await nodes.Nodes[0].PostAsync("questions", new { yaml = Stage.List.Question }, interrupt);
            var key = await KeyAsync(stage.Server.Address(nodes.Database), most, interrupt);
            var answered = await Task.WhenAll(nodes.Nodes.SelectMany((node, at) => Enumerable.Range(0, 8).Select(lane => AskAsync(node, key, $"{at}-{lane}", interrupt))));
            var stats = nodes.Teacher.Stats;
            var counted = ((stats.InputTokens * PriceIn) + (stats.OutputTokens * PriceOut)) / 1_000_000;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"limit ${most:0.00}; 24 lanes on 3 nodes asked until they were refused: {answered.Sum()} texts answered, {stats.Calls} calls; counted by the LLM ${counted:0.0000}, {counted / most:0.0 %} of the limit"));
            return counted <= most ? 0 : 1;
        });
        return command;
    }

    // Asks text after text until it is refused for want of money.
    private static async Task<int> AskAsync(Node node, string key, string lane, CancellationToken interrupt)
    {
        for (var number = 0; ; number++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "classify") { Content = JsonContent.Create(new { question = "group", text = $"Warden {lane} number {number}" }) };
            request.Headers.Authorization = new("Bearer", key);
            using var response = await node.Client.SendAsync(request, interrupt);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                await Task.Delay(200, interrupt);
            }
            else if (!response.IsSuccessStatusCode)
            {
                return number;
            }
        }
    }

    private static async Task<string> KeyAsync(string database, decimal limit, CancellationToken interrupt)
    {
        var start = new ProcessStartInfo(
            NodeSetup.Program, ["serve", "keys", "add", "racer", "--scope", "label", "--per-minute", "1000000", "--max-cost", Text(limit), "--db", database])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        return (await process.StandardOutput.ReadToEndAsync(interrupt)).Trim();
    }

    private static string Text(decimal dollars) => dollars.ToString(CultureInfo.InvariantCulture);
}
