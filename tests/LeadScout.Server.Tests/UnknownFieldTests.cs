using Xunit;

namespace LeadScout.Server.Tests;

/// <summary>A field that is spelt wrong must not be taken for one that is not there.</summary>
public sealed class UnknownFieldTests
{
    [Theory]
    [InlineData("/jobs", "{\"list\": \"x\", \"question\": \"department\", \"max_cost_usd\": 1}", "'max_cost_usd'. Did you mean 'maxCostUsd'?")]
    [InlineData("/estimate", "{\"list\": \"x\", \"question\": \"department\", \"maxeror\": 0.1}", "'maxeror'. Did you mean 'maxError'?")]
    [InlineData("/classify", "{\"question\": \"department\", \"text\": \"CFO\", \"maxCost\": 1}", "'maxCost'. Allowed: question, text, teacher")]
    [InlineData("/classify/many", "{\"question\": \"department\", \"texts\": [\"CFO\"], \"limit\": 1}", "'limit'")]
    [InlineData("/answers/corrections", "{\"question\": \"department\", \"corrections\": [{\"text\": \"CFO\", \"label\": \"Finance\", \"lable\": \"IT\"}]}", "'lable'.")]
    [InlineData("/answers/forget", "{\"texts\": [\"CFO\"], \"olderThan\": \"1d\"}", "'olderThan'")]
    [InlineData("/patterns/price", "{\"question\": \"department\", \"pattern\": \"word:x\", \"force\": true}", "'force'")]
    [InlineData("/questions", "{\"yaml\": \"name: x\", \"name\": \"y\"}", "'name'")]
    [InlineData("/settings/keys", "{\"name\": \"x\", \"scope\": \"read\", \"maxCostUsd\": 5}", "'maxCostUsd'")]
    public async Task Every_body_with_a_field_that_there_is_not_is_refused_and_nothing_is_done(string path, string body, string said)
    {
        await using var trial = await ServerTrial.StartAsync();
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await trial.Client.PostAsync("/api/v1" + path, content, ServerTrial.Gone);
        var problem = await ServerTrial.JsonAsync(response, 422);

        Assert.Equal("unknown-field", problem.Text("code"));
        Assert.Contains(said, problem.Text("detail"), StringComparison.Ordinal);
    }
}
