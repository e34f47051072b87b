using System.Text.Json;
using Xunit;

namespace LeadScout.Cluster.Tests;

/// <summary>Three processes are one service: whichever node a request meets.</summary>
public sealed class ServiceTests(ServiceFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_that_is_given_to_one_node_comes_to_the_bytes_and_the_asks_of_one_process_and_every_node_has_its_result()
    {
        await using var service = await Service.StartAsync(fixture, 3);
        var job = await Service.SubmitAsync(service[0]);
        Assert.All(await Task.WhenAll(service.Nodes.Select(node => Service.ResultAsync(node, job))), result => Assert.Equal(fixture.Output, result));
        Assert.Equal(fixture.Asked, service.Asked);
        foreach (var node in service.Nodes)
        {
            Assert.Equal("done", (await node.GetAsync($"jobs/{job}")).GetProperty("status").GetString());
            Assert.Equal(1, (await node.GetAsync("lists")).GetProperty("items").GetArrayLength());
            Assert.EndsWith("/titles.csv", (await node.GetAsync("jobs")).GetProperty("items")[0].GetProperty("input").GetString());
            Assert.Equal(3, (await node.GetAsync($"jobs/{job}/rows?take=3")).GetProperty("items").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_job_is_paused_resumed_and_given_up_on_other_nodes_than_the_one_where_it_is_at_work()
    {
        var gate = new Gate(4);
        await using var service = await Service.StartAsync(fixture, 3, gate.Options);
        var job = await Service.SubmitAsync(service[0], "&concurrency=4");
        await gate.ArrivedAsync(5);
        var (at, others) = await OthersAsync(service, job);
        Assert.True((await ProgressAsync(others[0], job)).GetProperty("askedTexts").GetInt32() > 0);

        var pause = others[0].PostAsync($"jobs/{job}/pause");
        await Service.ShownAsync(others[1], job, "pausing");
        gate.Open();
        Assert.Equal("paused", (await pause).GetProperty("status").GetString());
        Assert.Equal("paused", (await at.GetAsync($"jobs/{job}")).GetProperty("status").GetString());

        var calls = gate.Calls;
        gate.Open(calls + 1);
        Assert.Contains((await others[1].PostAsync($"jobs/{job}/resume")).GetProperty("status").GetString(), (string[])["waiting", "working"]);
        await gate.ArrivedAsync(calls + 2);
        (_, others) = await OthersAsync(service, job);
        var giveUp = others[1].Client.DeleteAsync($"jobs/{job}", Cancellation);
        await Service.ShownAsync(others[0], job, "pausing");
        gate.Open();
        using (var gone = await giveUp)
        {
            Assert.Equal(204, (int)gone.StatusCode);
        }

        foreach (var node in service.Nodes)
        {
            using var missing = await node.Client.GetAsync($"jobs/{job}", Cancellation);
            Assert.Equal(404, (int)missing.StatusCode);
        }

        Assert.Equal(0L, await service.SqlAsync("SELECT count(*) FROM shared_file WHERE path LIKE 'results/%'"));
    }

    [Fact]
    public async Task What_a_person_says_on_one_node_counts_on_all_at_once_and_so_does_what_they_take_back()
    {
        await using var service = await Service.StartAsync(fixture, 3);
        foreach (var node in service.Nodes)
        {
            Assert.Equal("Office", await LabelAsync(node));
        }

        Assert.Single(service.Teacher.Calls);
        await service[1].PostAsync("answers/corrections", new { question = "group", corrections = new[] { new { text = "Archivist", label = "Selling" } } });
        foreach (var node in service.Nodes)
        {
            Assert.Equal("Selling", await LabelAsync(node));
        }

        await service[2].PostAsync("answers/corrections/undo", new { question = "group", text = "Archivist" });
        foreach (var node in service.Nodes)
        {
            Assert.Equal("Office", await LabelAsync(node));
        }

        using var deleted = await service[1].Client.DeleteAsync("questions/group", Cancellation);
        Assert.True(deleted.IsSuccessStatusCode);
        foreach (var node in service.Nodes)
        {
            using var missing = await node.Client.GetAsync("questions/group", Cancellation);
            Assert.Equal(404, (int)missing.StatusCode);
        }
    }

    [Fact]
    public async Task A_node_that_comes_back_brings_no_old_question_with_it()
    {
        await using var service = await Service.StartAsync(fixture, 2);
        await QuestionAsync(service[1]); // a copy of the old one
        await service[1].KillAsync();
        var reworded = TitleList.Invented.Question.Replace("Which group", "To which group", StringComparison.Ordinal);
        await service[0].PostAsync("questions", new { yaml = reworded });

        var back = await service.RestartAsync(service[1]);

        Assert.Equal("To which group of occupations does this job title belong to?", await QuestionAsync(back));
        Assert.Equal("To which group of occupations does this job title belong to?", await QuestionAsync(service[0]));
    }

    [Fact]
    public async Task Jobs_on_three_nodes_keep_one_limit_of_calls_at_once_by_the_LLMs_own_count_and_come_to_what_they_would_without()
    {
        var gate = new Gate(3);
        await using var service = await Service.StartAsync(fixture, 3, gate.Options, args: ["--calls-at-once", "2"]);
        string[] jobs = [await Service.SubmitAsync(service[0]), await AnotherAsync(service, "second"), await AnotherAsync(service, "third")];
        await gate.ArrivedAsync(5); // two are held at once, however slow the machine
        gate.Open();
        Assert.Equal(fixture.Output, await Service.ResultAsync(service[1], jobs[0]));
        await Task.WhenAll(jobs.Select((job, node) => Service.ResultAsync(service[node], job)));
        Assert.Equal(2, service.Teacher.Stats.MaxConcurrent);
    }

    // Another question about the same list, so that its job waits for no turn.
    private static async Task<string> AnotherAsync(Service service, string name)
    {
        await service[1].PostAsync("questions", new { yaml = TitleList.Invented.Question.Replace("name: group", "name: " + name, StringComparison.Ordinal).Replace("Which", name, StringComparison.Ordinal) });
        return await Service.SubmitAsync(service[1], "&limit=400", name);
    }

    private static async Task<string?> QuestionAsync(Node node) => (await node.GetAsync("questions/group")).GetProperty("ask").GetString();

    private static async Task<string?> LabelAsync(Node node) =>
        (await node.PostAsync("classify", new { question = "group", text = "Archivist" })).GetProperty("label").GetString();

    private static async Task<(Node At, Node[] Others)> OthersAsync(Service service, string job)
    {
        var at = await service.NodeOfAsync(job);
        return (at, [.. service.Nodes.Where(node => node != at)]);
    }

    private static async Task<JsonElement> ProgressAsync(Node node, string job)
    {
        while (true)
        {
            var state = await node.GetAsync($"jobs/{job}");
            if (state.GetProperty("progress") is { ValueKind: JsonValueKind.Object } progress && progress.GetProperty("askedTexts").GetInt32() > 0)
            {
                return progress;
            }

            Assert.NotEqual("done", state.GetProperty("status").GetString());
            await Task.Delay(50, Cancellation);
        }
    }
}
