using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>Single texts share calls, over real HTTP on both sides.</summary>
public sealed class SharedCallTests
{
    private static readonly string[] Texts =
        [.. File.ReadLines(Samples.Answers).Skip(1).Select(line => line.Split('\t')[0]).Take(200)];

    [Fact]
    public async Task Many_texts_take_few_tokens_and_come_back_in_order()
    {
        await using var teacher = await StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(Samples.Answers) });
        await using var trial = await StartAsync(teacher);
        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "one by itself" });
        var alone = teacher.Stats.InputTokens / teacher.Stats.Calls;
        var before = teacher.Stats;

        var many = await trial.PostAsync("/api/v1/classify/many", new { question = "department", texts = Texts });

        Assert.Equal(Texts, many.EnumerateArray().Select(one => one.Text("text")));
        Assert.All(many.EnumerateArray(), one => Assert.NotNull(one.Text("label")));
        var (calls, tokens) = (teacher.Stats.Calls - before.Calls, teacher.Stats.InputTokens - before.InputTokens);
        TestContext.Current.TestOutputHelper?.WriteLine($"{calls} calls, {tokens} input tokens; by themselves {200 * alone}");
        Assert.Equal(10, calls);
        Assert.InRange(tokens, 1, 200 * alone / 8);
    }

    [Fact]
    public async Task Single_texts_that_arrive_together_share_calls()
    {
        var (first, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var teacher = await StandInServer.StartAsync(new StandInOptions
        {
            Answers = Recording.Load(Samples.Answers),
            Before = gone =>
            {
                first.TrySetResult();
                return gate.Task.WaitAsync(gone);
            },
        });
        await using var trial = await StartAsync(teacher);
        var all = Texts.Take(41).Select(text => trial.PostAsync("/api/v1/classify", new { question = "department", text })).ToArray();
        await first.Task.WaitAsync(ServerTrial.Gone);
        gate.SetResult();

        var said = await Task.WhenAll(all);

        Assert.Equal(Texts.Take(41), said.Select(one => one.Text("text")));
        Assert.InRange(teacher.Stats.Calls, 1, 20);
    }

    private static Task<ServerTrial> StartAsync(StandInServer teacher) => ServerTrial.StartAsync(options => options with
    {
        Teacher = "openai:gpt-5-mini",
        TeacherUrl = teacher.Url.ToString(),
    });
}
