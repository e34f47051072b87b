using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using LeadScout.Questions;
using LeadScout.StandIn;
using LeadScout.StandIn.Faults;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

public sealed class StandInTests
{
    [Theory]
    [InlineData("openai:stand-in")]
    [InlineData("anthropic:stand-in")]
    [InlineData("ollama:stand-in")]
    public async Task Several_questions_are_answered_in_one_call_in_every_wire_format(string teacher)
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());
        var level = new Question("level", "Which level?", TextTemplate.OfColumn("Job Title"), [new Label("High"), new Label("Low")]);
        var asked = Teachers.Create(teacher, Provided.Options with { Url = server.Url, Environment = _ => "key" });
        var ask = new Ask([Classroom.Department, level], ["VP Sales EMEA", "CMO"]);

        var reply = await asked.AskAsync(ask, Classroom.Cancellation);

        Assert.Null(reply.Fault);
        Assert.Equal(4, reply.Items.Length);
        Assert.All(reply.Items, item => Assert.True(item.IsAnswered, item.Failure));
        Assert.Equal(1, server.Stats.Calls);
        Assert.InRange(reply.Usage.OutputTokens, 1, asked.Profile.Ceiling(ask).OutputTokens);
        Assert.InRange(reply.Usage.InputTokens, 1, asked.Profile.Ceiling(ask).InputTokens);
    }

    [Fact]
    public async Task It_counts_what_it_received_and_what_it_answered()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("ok", "429", "missing");

        await room.AskAsync("openai:m", "CMO", "Hausmeister");
        await room.AskAsync("openai:m", "Außendienst");
        await room.AskAsync("openai:m", "cmo", "VP Sales EMEA");

        var stats = room.Server.Stats;
        Assert.Equal((3, 5, 4, 1), (stats.Calls, stats.Items, stats.DistinctTexts, stats.RepeatedTexts));
        Assert.Equal((2, 1, 1), (stats.AnsweredTexts, stats.AnsweredAgain, stats.MaxConcurrent));
        Assert.Equal(["429", "missing"], stats.Faults.Keys);
    }

    [Fact]
    public async Task It_can_be_inspected_scripted_and_reset_over_http()
    {
        await using var room = await Classroom.Open();
        using var http = new HttpClient { BaseAddress = room.Server.Url };

        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsJsonAsync("/script", new[] { "500" }, Classroom.Cancellation)).StatusCode);
        await room.AskAsync("openai:m", "CMO");
        var stats = await http.GetFromJsonAsync<JsonElement>("/stats", Classroom.Cancellation);
        var log = await http.GetFromJsonAsync<JsonElement>("/log", Classroom.Cancellation);
        Assert.Equal((1, 1), (stats.GetProperty("calls").GetInt32(), stats.GetProperty("faults").GetProperty("500").GetInt32()));
        Assert.Equal(("CMO", "500"), (log[0].GetProperty("items")[0].GetString(), log[0].GetProperty("outcome").GetString()));

        Assert.Equal(HttpStatusCode.NoContent, (await http.PostAsync("/reset", null, Classroom.Cancellation)).StatusCode);
        Assert.Equal(0, room.Server.Stats.Calls);
    }

    [Fact]
    public async Task A_fault_that_it_does_not_know_is_refused()
    {
        await using var room = await Classroom.Open();
        using var http = new HttpClient { BaseAddress = room.Server.Url };

        var response = await http.PostAsJsonAsync("/script", new[] { "explode" }, Classroom.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(
            "There is no fault 'explode'. Allowed: ok,",
            await response.Content.ReadAsStringAsync(Classroom.Cancellation),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    public async Task What_is_no_chat_request_is_refused_and_not_counted(string body)
    {
        await using var room = await Classroom.Open();
        using var http = new HttpClient();

        var response = await http.PostAsync(
            new Uri($"{room.Server.Url}/chat/completions"), new StringContent(body), Classroom.Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, room.Server.Stats.Calls);
    }

    [Fact]
    public async Task Faults_by_chance_hit_the_same_asks_whatever_the_order()
    {
        async Task<string> Outcomes(IEnumerable<string> texts)
        {
            await using var room = await Classroom.Open(default, null, FaultRate.Parse("429:0.2"), FaultRate.Parse("empty:0.2"));
            foreach (var text in texts)
            {
                await room.AskAsync("openai:m", text);
            }

            return string.Join(";", room.Server.Calls.Select(call => call.Items[0] + call.Outcome).Order(StringComparer.Ordinal));
        }

        var texts = Enumerable.Range(0, 40).Select(i => $"text {i}").ToArray();
        var once = await Outcomes(texts);

        Assert.Equal(once, await Outcomes(texts.Reverse()));
        Assert.Contains("429", once, StringComparison.Ordinal);
        Assert.Contains("empty", once, StringComparison.Ordinal);
        Assert.Contains("ok", once, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_file_it_makes_up_labels_of_the_question()
    {
        await using var server = await StandInServer.StartAsync(new StandInOptions());

        var reply = await Teachers.Create("m", Provided.Options with { Url = server.Url })
            .AskAsync(Classroom.Ask("CMO", "anything"), Classroom.Cancellation);

        Assert.All(reply.Items, item => Assert.True(item.IsAnswered));
    }

    [Fact]
    public async Task Calls_at_once_are_counted_at_their_most()
    {
        var (calls, third) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await using var server = await StandInServer.StartAsync(new StandInOptions { Before = WaitAsync });
        var teacher = Teachers.Create("m", Provided.Options with { Url = server.Url });

        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => teacher.AskAsync(Classroom.Ask("CMO", $"text {i}"), Classroom.Cancellation)));

        Assert.InRange(server.Stats.MaxConcurrent, 2, 4);

        // The first call to a server may go alone; the second is answered once there is a third.
        Task WaitAsync(CancellationToken gone)
        {
            var number = Interlocked.Increment(ref calls);
            if (number == 3)
            {
                third.SetResult();
            }

            return number == 2 ? third.Task.WaitAsync(gone) : Task.CompletedTask;
        }
    }
}
