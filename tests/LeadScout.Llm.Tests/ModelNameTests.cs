using LeadScout.Llm.Prices;
using LeadScout.Llm.Providers;
using Microsoft.Extensions.AI;
using Xunit;

namespace LeadScout.Llm.Tests;

public sealed class ModelNameTests
{
    [Theory]
    [InlineData("gpt-5-mini", "gpt-5-mini")]
    [InlineData("openai/gpt-5-mini", "gpt-5-mini")]
    [InlineData("openrouter/openai/gpt-5-mini", "gpt-5-mini")]
    [InlineData("azure/gpt-5-mini", "gpt-5-mini")]
    [InlineData("azure/eu/gpt-5-mini-2025-08-07", "gpt-5-mini")]
    [InlineData("OpenAI/GPT-5-mini", "GPT-5-mini")]
    [InlineData("gpt-5.4-mini-2026-03-05", "gpt-5.4-mini")]
    [InlineData("chatgpt-4o-latest", "chatgpt-4o")]
    [InlineData("ft:gpt-4o-mini-2024-07-18:acme::9xyz", "gpt-4o-mini")]
    [InlineData("us.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5")]
    [InlineData("global.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5")]
    [InlineData("bedrock/eu.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5")]
    [InlineData("anthropic.claude-opus-4-6-v1", "claude-opus-4-6")]
    [InlineData("vertex_ai/claude-sonnet-4-5@20250929", "claude-sonnet-4-5")]
    [InlineData("claude-haiku-4-5@default", "claude-haiku-4-5")]
    [InlineData("anthropic/claude-haiku-4.5", "claude-haiku-4-5")]
    [InlineData("anthropic/claude-haiku-4.5:thinking", "claude-haiku-4-5")]
    [InlineData("claude-haiku-4-5-latest", "claude-haiku-4-5")]
    [InlineData("deepseek/deepseek-r1:free", "deepseek-r1")]
    [InlineData("accounts/fireworks/models/deepseek-v3", "deepseek-v3")]
    [InlineData("qwen3:8b", "qwen3:8b")]
    [InlineData("mistral-large-2407", "mistral-large-2407")]
    public void The_models_own_name_is_found_in_what_stands_around_it(string given, string plain) =>
        Assert.Equal(plain, ModelName.Of(given).Plain);

    [Theory]
    [InlineData("openai:openai/gpt-5-mini", "openai:gpt-5-mini")]
    [InlineData("openai:azure/gpt-5-mini", "openai:gpt-5-mini")]
    [InlineData("openai:openrouter/openai/gpt-5-mini-2025-08-07", "openai:gpt-5-mini")]
    [InlineData("openai:anthropic/claude-haiku-4.5", "anthropic:claude-haiku-4-5")]
    [InlineData("anthropic:us.anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic:claude-haiku-4-5")]
    [InlineData("openai:bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0", "anthropic:claude-haiku-4-5")]
    [InlineData("openai:gpt-4o-2024-05-13", "openai:gpt-4o-2024-05-13")]
    [InlineData("openai:openai/gpt-4o-2024-05-13", "openai:gpt-4o-2024-05-13")]
    public void A_model_behind_a_proxy_has_its_makers_price(string teacher, string row) =>
        Assert.Equal(row, PriceTable.BuiltIn.Find(teacher)?.Model);

    [Theory]
    [InlineData("openai:openai/gpt-5-mini:nitro")]
    [InlineData("openai:openai/gpt-5-mini:online")]
    [InlineData("openai:ft:gpt-4o-mini-2024-07-18:acme::9xyz")]
    [InlineData("openai:openai/gpt-5-mini-fast")]
    [InlineData("openai:gpt-oss-120b")]
    [InlineData("openai:deepseek/deepseek-r1")]
    [InlineData("azure-openai:my-deployment")]
    [InlineData("openai:my-gpt-5-mini")]
    public void The_price_of_another_model_is_never_taken(string teacher) => Assert.Null(PriceTable.BuiltIn.Find(teacher));

    [Theory]
    [InlineData("openai:deepseek/deepseek-r1:free")]
    [InlineData("openai:openai/gpt-5-mini:free")]
    public void A_free_variant_is_free(string teacher)
    {
        var price = PriceTable.BuiltIn.Find(teacher)!.Price;

        Assert.Equal((0m, 0m), (price.Input, price.Output));
    }

    [Fact]
    public void Traits_go_by_the_models_own_name()
    {
        Assert.Equal(Traits.OfOpenAI("gpt-5-mini"), Traits.OfOpenAI("openrouter/openai/gpt-5-mini-2025-08-07"));
        Assert.Equal(Traits.OfOpenAI("gpt-4.1"), Traits.OfOpenAI("openai/gpt-4.1"));
        Assert.Equal(Traits.OfAnthropic("claude-haiku-5-5"), Traits.OfAnthropic("us.anthropic.claude-haiku-5-5-v1:0"));
        Assert.Equal(ReasoningEffort.Low, Traits.OfAnthropic("anthropic/claude-haiku-5.5").Effort);
        Assert.Null(Traits.OfOpenAI("anthropic/claude-haiku-5.5").Temperature);
        Assert.Equal(Traits.OfOpenAI("gpt-5-mini"), Traits.OfAzure("gpt-5-mini-2025-08-07"));
    }
}
