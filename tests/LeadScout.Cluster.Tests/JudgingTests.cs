using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeadScout.Cli.Tests;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>A list that is too long for one student to study is judged by every node.</summary>
public sealed class JudgingTests(ServiceFixture fixture)
{
    private const int Texts = 51_000; // a thousand more than a student studies all of

    private static readonly (string Title, string Label)[] Titles =
    [
        .. Enumerable.Range(0, Texts).Select(i => ((string Word, string Label)[])
            [("Nurse", "Care, health"), ("Roofer", "Building"), ("Baker", "Kitchen"), ("Cashier", "Selling"), ("Sawyer", "Woods")] is var trades
            ? (string.Create(CultureInfo.InvariantCulture, $"{trades[i % 5].Word} of unit {i}"), trades[i % 5].Label)
            : default),
    ];

    private static readonly byte[] List = Encoding.UTF8.GetBytes("Job Title\n" + string.Concat(Titles.Select(title => title.Title + "\n")));

    private static readonly StandInOptions Teacher = new() { Answers = TitleList.AnswersOf(Titles.ToDictionary(title => title.Title, title => title.Label)) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_long_list_that_several_nodes_judge_comes_to_the_bytes_and_the_asks_of_one()
    {
        await using var alone = await Service.StartAsync(fixture, 1, Teacher);
        var first = await SubmitAsync(alone[0]); // as soon as there is a node: this job, too, is ready to be shared
        var expected = await Service.ResultAsync(alone[0], first);
        await SaidAsync(alone[0], $"texts of job {first}, 0 of them on other nodes");

        var gate = new Gate(1);
        await using var service = await Service.StartAsync(fixture, 2, gate.Options with { Answers = Teacher.Answers });
        var job = await SubmitAsync(service[0]);
        await gate.ArrivedAsync(1);
        var other = (await service.NodeOfAsync(job)) == service[0] ? service[1] : service[0];
        await SaidAsync(other, $"Judges texts of job {job}");
        gate.Open();
        Assert.Equal(expected, await Service.ResultAsync(other, job));
        Assert.Equal(alone.Asked, service.Asked);
        await SaidAsync(other == service[0] ? service[1] : service[0], $"texts of job {job}, "); // judged in ranges that the other could take
        Assert.DoesNotContain("that judges them itself", service.Logs, StringComparison.Ordinal);
    }

    private static async Task SaidAsync(Node node, string line)
    {
        while (!node.Log.Contains(line, StringComparison.Ordinal))
        {
            Assert.DoesNotContain("that judges them itself", node.Log, StringComparison.Ordinal);
            await Task.Delay(20, Cancellation);
        }
    }

    private static async Task<string> SubmitAsync(Node node)
    {
        using var list = new ByteArrayContent(List) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var response = await node.Client.PostAsync("jobs/upload?name=long.csv&question=group&maxError=0.05", list, Cancellation);
        var body = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonDocument.Parse(body).RootElement.GetProperty("job").GetString()!;
    }
}
