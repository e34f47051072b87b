using LeadScout.Llm.Prices;
using Xunit;

namespace LeadScout.Llm.Tests.Prices;

/// <summary>Whose price holds: the maker's where only the maker sells, the host's where anybody may host.</summary>
public sealed class HostTests
{
    [Theory]
    [InlineData("openai:deepseek-flash", "https://api.deepseek.com/v1", "deepseek:deepseek-flash")]
    [InlineData("openai:llama-3.3-70b-versatile", "https://api.groq.com/openai/v1", "groq:llama-3.3-70b-versatile")]
    [InlineData("openai:openai/gpt-oss-120b", "https://api.groq.com/openai/v1", "groq:openai/gpt-oss-120b")]
    [InlineData("openai:gpt-oss-120b", "https://api.cerebras.ai/v1", "cerebras:gpt-oss-120b")]
    [InlineData("openai:accounts/fireworks/models/glm-5p2", "https://api.fireworks.ai/inference/v1", "fireworks:accounts/fireworks/models/glm-5p2")]
    [InlineData("openai:mistral-small-2603", "https://api.mistral.ai/v1", "mistral:mistral-small-2603")]
    [InlineData("openai:ministral-8b-latest", "https://api.mistral.ai/v1", "mistral:ministral-8b")]
    [InlineData("openai:qwen3.5-plus", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "alibaba:qwen3.5-plus")]
    [InlineData("openai:kimi-k2.6", "https://api.moonshot.ai/v1", "moonshot:kimi-k2.6")]
    [InlineData("openai:glm-5.2", "https://api.z.ai/api/paas/v4", "zai:glm-5.2")]
    [InlineData("openai:grok-4.6", "https://api.x.ai/v1", "xai:grok-4.6")]
    [InlineData("openai:gemini-3.8-flash", "https://generativelanguage.googleapis.com/v1beta/openai", "google:gemini-3.8-flash")]
    [InlineData("openai:gpt-5-mini", "https://eu.api.openai.com/v1", "openai:gpt-5-mini")]
    [InlineData("openai:google/gemini-3.8-flash", "https://openrouter.ai/api/v1", "google:gemini-3.8-flash")]
    [InlineData("openai:x-ai/grok-4.6", "https://proxy.example.org/v1", "xai:grok-4.6")]
    public void The_address_tells_whose_price_holds(string teacher, string url, string row) =>
        Assert.Equal(row, PriceTable.BuiltIn.Find(teacher, new Uri(url))?.Model);

    [Theory]
    [InlineData("openai:deepseek/deepseek-flash", "https://openrouter.ai/api/v1")]
    [InlineData("openai:gpt-oss-120b", "http://127.0.0.1:8000/v1")]
    [InlineData("openai:qwen3-32b", "https://api.together.xyz/v1")]
    [InlineData("openai:deepseek-flash", "https://api.deepseek.com.example.org/v1")]
    [InlineData("openai:deepseek-flash", "https://notapi.deepseek.com/v1")]
    [InlineData("openai:llama-3.3-70b-versatile", null)]
    public void What_anybody_may_host_has_no_price_where_nobody_states_one(string teacher, string? url) =>
        Assert.Null(PriceTable.BuiltIn.Find(teacher, url is null ? null : new Uri(url)));

    [Fact]
    public void Every_row_has_a_source_and_no_share_above_one()
    {
        Assert.All(PriceTable.BuiltIn.Rows, row =>
        {
            Assert.False(string.IsNullOrWhiteSpace(row.Source));
            Assert.InRange(row.FlexTimes ?? 0.5m, 0, 1);
            Assert.InRange(row.BatchTimes ?? 0.5m, 0, 1);
            Assert.InRange(row.Price.CachedInput, 0, row.Price.Input);
        });
        Assert.InRange(PriceTable.BuiltIn.Rows.Count(), 130, 1_000);
    }
}
