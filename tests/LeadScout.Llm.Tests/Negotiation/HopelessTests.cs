using LeadScout.StandIn;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests.Negotiation;

/// <summary>What no other way of asking would mend is not asked in another way, whatever words it has.</summary>
public sealed class HopelessTests
{
    [Theory]
    [InlineData(400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API. Please go to Plans & Billing to upgrade or purchase credits."}}""")]
    [InlineData(400, """{"error":{"message":"The model `gpt-9` does not exist or you do not have access to it.","type":"invalid_request_error","param":"model","code":"model_not_found"}}""")]
    [InlineData(404, """{"error":"model \"x\" not found, try pulling it first"}""")]
    [InlineData(400, """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}]""")]
    [InlineData(400, """{"error":{"message":"Invalid model name passed in model=gpt-x. Call `/v1/models` to view available models for your key."}}""")]
    [InlineData(422, """{"error":{"code":"insufficient_quota","message":"You exceeded your current quota for requests with response_format."}}""")]
    [InlineData(400, """{"error":{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}}""")]
    [InlineData(400, """{"error":{"code":"1113","message":"余额不足或无可用资源包,请充值。"}}""")]
    [InlineData(400, """{"error":"Ihr Guthaben ist aufgebraucht."}""")]
    [InlineData(400, """{"error":"Model schema-bot-9 is not available"}""")]
    [InlineData(403, """{"error":"response_format: this key may not use json_schema"}""")]
    [InlineData(400, """{"error":{"message":"Budget has been exceeded! Current cost: 10.1, Max budget: 10.0","type":"budget_exceeded","code":"400"}}""")]
    [InlineData(400, """{"error":{"message":"This organization has been disabled.","type":"invalid_request_error"}}""")]
    [InlineData(402, """{"error":"schema too expensive"}""")]
    [InlineData(429, """{"error":"too many requests with response_format"}""")]
    [InlineData(401, """{"error":"temperature is unsupported for anonymous users"}""")]
    [InlineData(400, """{"error":{"message":"Incorrect API key provided: sk-***. You can find your API key at the console.","code":"invalid_api_key"}}""")]
    [InlineData(400, """{"error":"Der API-Schlüssel ist ungültig."}""")]
    [InlineData(400, """{"erreur":"Crédits épuisés pour response_format."}""")]
    [InlineData(400, """{"error":"Saldo insuficiente"}""")]
    [InlineData(400, """{"error":{"code":"1211","message":"模型不存在，请检查模型代码。"}}""")]
    [InlineData(400, """{"error":"Недостаточно средств на балансе, temperature"}""")]
    public async Task Credit_key_and_model_are_never_negotiated(int status, string body)
    {
        await using var room = await Classroom.Open(rejects: _ => new Rejection(status, body));

        var reply = await room.AskAsync("openai:schema-bot-9", "VP Sales EMEA", "CMO");

        Assert.NotNull(reply.Fault);
        Assert.NotEqual(TeacherFaultKind.Renegotiated, reply.Fault.Kind);
        Assert.Equal(1, room.Server.Stats.Calls);
        Assert.DoesNotContain(room.Notices, notice => notice.Contains("From now on", StringComparison.Ordinal));
        if (status is not 429)
        {
            Assert.True(
                reply.Fault.Kind is TeacherFaultKind.KeyRefused or TeacherFaultKind.NotFound, $"{reply.Fault.Kind}: {reply.Fault.Message}");
        }
    }
}
