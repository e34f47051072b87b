using LeadScout.Questions;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>Providers' prompt caches on the bill.</summary>
public sealed class CacheTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("Think of the whole list. ", 400));

    [Theory]
    [InlineData("openai:gpt-6-luna")]
    [InlineData("openai:gpt-4.1-mini")]
    public async Task Cached_and_written_tokens_are_read_and_priced(string name)
    {
        await using var room = await Classroom.Open();
        room.Server.Script("cache");
        var asked = room.Teacher(name);

        var usage = (await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)).Usage;

        var (read, written) = (usage.InputTokens / 2, usage.InputTokens / 4);
        Assert.Equal((read, written), (usage.CachedInputTokens, usage.CacheWrittenTokens));
        var price = asked.Profile.Price!;
        Assert.Equal(
            Money.OfDollars(
                (((usage.InputTokens - read - written) * price.Input) + (read * price.CachedInput) + (written * price.CacheWrite) + (usage.OutputTokens * price.Output)) / 1_000_000),
            price.Of(usage));
    }

    [Fact]
    public async Task Where_the_provider_does_not_say_a_prompt_long_enough_for_its_cache_counts_as_written()
    {
        await using var room = await Classroom.Open();
        var asked = room.Teacher("openai:gpt-6-luna");

        var small = (await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)).Usage;
        var large = (await asked.AskAsync(Classroom.Ask("CMO", Long), Classroom.Cancellation)).Usage;

        Assert.Equal(0, small.CacheWrittenTokens);
        Assert.Equal(large.InputTokens, large.CacheWrittenTokens);
    }

    [Theory]
    [InlineData("openai:gpt-5-mini", true)]
    [InlineData("anthropic:claude-haiku-5-5", false)]
    [InlineData("ollama:qwen3:8b", false)]
    public void Row_by_row_is_priced_with_long_instructions_from_the_cache_where_the_provider_has_one_and_short_ones_in_full(
        string name, bool caches)
    {
        var teacher = Teachers.ProfileOf(name);
        var wordy = new Question("q", Long, TextTemplate.OfColumn("c"), [new Label("Sales"), new Label("Other")]);

        var estimate = teacher.Estimate(new Ask(wordy, ["CMO"]));

        Assert.Equal(0, teacher.Estimate(Classroom.Ask("CMO")).CachedInputTokens);
        Assert.Equal(caches, estimate.CachedInputTokens > 1024);
        Assert.True(estimate.CachedInputTokens < estimate.InputTokens);
    }
}
