using LeadScout.Messages;
using LeadScout.Teaching;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>What services really say when they refuse, over HTTP: statuses and bodies as bug reports of 2023 to 2026 show them.</summary>
public sealed class FaultWordsTests
{
    private static readonly string[] Formats =
        ["openai:gpt-5-mini", "anthropic:claude-haiku-4-5", "ollama:qwen3:8b", "azure-openai:gpt-5-mini"];

    /// <summary>Nobody but the user can mend these: the job stops at once, and no text is to blame.</summary>
    public static TheoryData<string, string> Accounts => new()
    {
        { "OpenAI, no credit, as a rate limit", """429 {"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""" },
        { "the same without a code", """429 {"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":null,"code":null}}""" },
        { "OpenAI, hard limit, as a bad request", """400 {"error":{"message":"Billing hard limit has been reached","type":"invalid_request_error","code":"billing_hard_limit_reached"}}""" },
        { "OpenAI, inactive", """429 {"error":{"message":"Your account is not active, please check your billing details on our website.","type":"billing_not_active","code":"billing_not_active"}}""" },
        { "OpenAI, closed", """401 {"error":{"message":"The OpenAI account associated with this API key has been deactivated.","type":"invalid_request_error","code":"account_deactivated"}}""" },
        { "OpenAI, region", """403 {"error":{"code":"unsupported_country_region_territory","message":"Country, region, or territory not supported","param":null,"type":"request_forbidden"}}""" },
        { "OpenAI, unverified", """400 {"error":{"message":"Your organization must be verified to use the model `gpt-5-mini`.","type":"invalid_request_error","code":null}}""" },
        { "OpenAI, no access", """404 {"error":{"message":"The model `gpt-5-mini` does not exist or you do not have access to it.","type":"invalid_request_error","code":"model_not_found"}}""" },
        { "Anthropic, no credit", """400 {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}""" },
        { "Anthropic, limit of one's own", """400 {"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC."}}""" },
        { "Anthropic, closed", """400 {"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."}}""" },
        { "a bad key, its message cut in the middle of an emoji", """401 {"error":{"message":"Incorrect API key \ud83d","type":"invalid_request_error","code":"invalid_api_key"}}""" },
        { "Google, bad key", """400 [{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}]""" },
        { "Google, expired key", """400 {"error":{"code":400,"message":"API key expired. Please renew the API key.","status":"INVALID_ARGUMENT"}}""" },
        { "Google, leaked key", """403 {"error":{"code":403,"message":"Your API key was reported as leaked. Please use another API key.","status":"PERMISSION_DENIED"}}""" },
        { "Google, region", """400 {"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}""" },
        { "Google, billing off", """403 {"error":{"code":403,"message":"This API method requires billing to be enabled.","status":"PERMISSION_DENIED","details":[{"reason":"BILLING_DISABLED"}]}}""" },
        { "Google, today's quota", """429 {"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details.","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]}}""" },
        { "OpenRouter, no credit", """402 {"error":{"message":"This request requires more credits, or fewer max_tokens. You requested up to 16384 tokens, but can only afford 3919.","code":402}}""" },
        { "OpenRouter, key limit", """403 {"error":{"message":"Key limit exceeded (total limit). Manage it using https://openrouter.ai/settings/keys","code":403}}""" },
        { "DeepSeek, no credit, as a bad request", """400 {"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}""" },
        { "Together, no credit", """402 {"id":"o3LiXw4","error":{"message":"Credit limit exceeded. Please navigate to https://api.together.xyz/settings/billing to add credit or upgrade your plan.","type":"credit_limit"}}""" },
        { "xAI, no credit, as a rate limit", """429 {"code":"Some resource has been exhausted","error":"Your team 16f2151a has either used all available credits or reached its monthly spending limit. To continue making API requests, please purchase more credits or raise your spending limit."}""" },
        { "xAI, no credit, forbidden", """403 {"code":"The caller does not have permission to execute the specified operation","error":"You have run out of credits or need a Grok subscription."}""" },
        { "xAI, bad key as a bad request", """400 {"code":"Client specified an invalid argument","error":"Incorrect API key provided: xa***45. You can obtain an API key from https://console.x.ai."}""" },
        { "Groq, restricted", """400 {"error":{"message":"Organization has been restricted. Please reach out to support if you believe this was in error.","type":"invalid_request_error","code":"organization_restricted"}}""" },
        { "Mistral", """401 {"detail":"Unauthorized"}""" },
        { "Bedrock, no access", """403 {"message":"You don't have access to the model with the specified model ID.","__type":"AccessDeniedException"}""" },
        { "Bedrock, expired", """403 {"message":"The security token included in the request is expired"}""" },
        { "Bedrock, today's tokens", """429 {"message":"Too many tokens per day, please wait before trying again."}""" },
        { "Bedrock through a proxy, as a server error", """500 {"error":{"message":"litellm.APIConnectionError: BedrockException - {\"message\":\"Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions\"}."}}""" },
        { "LiteLLM, budget", """400 {"error":{"message":"Budget has been exceeded! Current cost: 10.01, Max budget: 10.0","type":"budget_exceeded","param":null,"code":"400"}}""" },
        { "Fireworks, suspended", """412 {"error":{"message":"Account acme is suspended, possibly due to reaching the monthly spending limit or failure to pay past invoices.","code":"PRECONDITION_FAILED"}}""" },
        { "Alibaba, overdue", """400 {"error":{"message":"Access denied, please make sure your account is in good standing.","code":"Arrearage"}}""" },
        { "Zhipu, no credit", """429 {"error":{"code":"1113","message":"余额不足或无可用资源包,请充值。"}}""" },
        { "Moonshot, suspended", """429 {"error":{"message":"Your account org-1 is suspended, please check your plan and billing details","type":"exceeded_current_quota_error"}}""" },
        { "Hugging Face", """402 {"error":"You have exceeded your monthly included credits for Inference Providers. Subscribe to PRO to get 20x more monthly included credits."}""" },
        { "Azure, bad key", """401 {"statusCode":401,"message":"Access denied due to invalid subscription key or wrong API endpoint."}""" },
        { "a gateway, in plain text", "403 payment required" },
    };

    /// <summary>A text is to blame for these.</summary>
    public static TheoryData<string, string> Contents => new()
    {
        { "Azure", """400 {"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation","content_filter_result":{"violence":{"filtered":true,"severity":"medium"}}}}}""" },
        { "OpenAI", """400 {"error":{"message":"Invalid prompt: your prompt was flagged as potentially violating our usage policy.","type":"invalid_request_error","code":"invalid_prompt"}}""" },
        { "Anthropic", """400 {"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}}""" },
        { "OpenRouter", """403 {"error":{"message":"Your chosen model requires moderation and your input was flagged for \"violence\". No credits were charged.","code":403,"metadata":{"reasons":["violence"],"flagged_input":"..."}}}""" },
        { "xAI", """403 {"code":"The caller does not have permission to execute the specified operation","error":"Content violates usage guidelines. Team: 16f2, API key ID: a, Model: grok-4, Failed check: SAFETY_CHECK_TYPE_CSAM"}""" },
        { "DeepSeek", """400 {"error":{"message":"Content Exists Risk","type":"invalid_request_error"}}""" },
        { "Google", """400 {"error":{"code":400,"message":"The prompt was blocked: PROHIBITED_CONTENT","status":"INVALID_ARGUMENT"}}""" },
        { "Alibaba", """400 {"error":{"code":"data_inspection_failed","message":"Input data may contain inappropriate content."}}""" },
        { "Zhipu", """400 {"error":{"code":"1301","message":"系统检测到输入或生成内容可能包含不安全或敏感内容，请您避免输入易产生敏感内容的提示语"}}""" },
        { "Moonshot", """400 {"error":{"message":"The request was rejected because it was considered high risk","type":"content_filter"}}""" },
        { "a gateway, as unprocessable", """422 {"detail":[{"loc":["body"],"msg":"Moderation failed for this input"}]}""" },
        { "a gateway, as a failed dependency", """424 {"error":"content_filter"}""" },
        { "unavailable for legal reasons", """451 {"error":"no"}""" },
    };

    public static TheoryData<string, string> TooLong => new()
    {
        { "OpenAI", """400 {"error":{"message":"This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens. Please reduce the length of the messages.","code":"context_length_exceeded"}}""" },
        { "OpenAI, more than a minute allows", """429 {"error":{"message":"Request too large for gpt-5-mini on tokens per min (TPM): Limit 30000, Requested 40000.","type":"tokens","code":"rate_limit_exceeded"}}""" },
        { "Anthropic", """400 {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""" },
        { "Google", """400 {"error":{"code":400,"message":"The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}""" },
        { "llama.cpp", """400 {"error":{"code":400,"message":"the request exceeds the available context size, try increasing it","type":"exceed_context_size_error"}}""" },
        { "Groq", """413 {"error":{"message":"Request too large for model `llama` in organization `org` on tokens per minute (TPM): Limit 6000, Requested 7500","type":"tokens","code":"rate_limit_exceeded"}}""" },
        { "Bedrock", """400 {"message":"The model returned the following errors: Input is too long for requested model."}""" },
    };

    public static TheoryData<string, string> Loading => new()
    {
        { "llama.cpp", """503 {"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""" },
        { "the same, flat", """503 {"message":"Loading model","type":"unavailable_error","code":503}""" },
        { "Hugging Face", """503 {"error":"Model meta-llama/Llama-2-7b is currently loading","estimated_time":20.0}""" },
        { "Ollama", """503 {"error":"llm server loading model"}""" },
        { "Bedrock", """429 {"message":"Model is not ready for inference. Please wait and try your request again.","__type":"ModelNotReadyException"}""" },
        { "a cold start, in plain text", "503 The endpoint is still warming up" },
    };

    public static TheoryData<string, string> ForNow => new()
    {
        { "Google, this minute's quota", """429 {"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing details. Please retry in 34.07s.","status":"RESOURCE_EXHAUSTED","details":[{"quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"},{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"34s"}]}}""" },
        { "Groq, with advertising", """429 {"error":{"message":"Rate limit reached for model `llama` on tokens per day (TPD): Limit 100000, Used 97050, Requested 3619. Please try again in 9m38.016s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing","type":"tokens"}}""" },
        { "Bedrock", """429 {"message":"Too many tokens, please wait before trying again.","__type":"ThrottlingException"}""" },
        { "Mistral", """429 {"object":"error","message":"Service tier capacity exceeded for this model.","type":"invalid_request_error"}""" },
        { "a message that was cut in the middle of an emoji", """429 {"error":{"message":"Rate limit reached \ud83d","type":"requests","code":"rate_limit_exceeded"}}""" },
        { "half characters wherever a word may stand", """429 {"\ud83d":"\ude00","error":{"\ud800":[{"\udfff":"x","loc":["\ud83d"]}],"message":"Slow down","param":"\ud83d"},"detail":["\ud83d"]}""" },
        { "a gateway that says 400", """400 {"error":"Too many requests, slow down"}""" },
        { "a plan's limit on a minute", """429 {"error":"Rate limit exceeded. Upgrade to a paid plan for more requests per minute."}""" },
    };

    [Theory]
    [MemberData(nameof(Accounts))]
    public Task Credit_quota_account_and_key_are_nobodys_text(string who, string answer) =>
        ExpectAsync(who, answer, TeacherFaultKind.KeyRefused);

    [Theory]
    [MemberData(nameof(Contents))]
    public Task What_a_filter_takes_exception_to_is_a_texts_fault(string who, string answer) =>
        ExpectAsync(who, answer, TeacherFaultKind.Refused);

    [Theory]
    [MemberData(nameof(TooLong))]
    public Task A_prompt_that_is_too_long_is_told_apart_from_a_bad_request(string who, string answer) =>
        ExpectAsync(who, answer, TeacherFaultKind.TooLong);

    [Theory]
    [MemberData(nameof(Loading))]
    public Task A_model_that_loads_is_told_apart_from_a_server_with_a_problem(string who, string answer) =>
        ExpectAsync(who, answer, TeacherFaultKind.Loading);

    [Theory]
    [MemberData(nameof(ForNow))]
    public Task What_passes_by_itself_is_a_rate_limit(string who, string answer) => ExpectAsync(who, answer, TeacherFaultKind.RateLimited);

    [Theory]
    [InlineData("""400 {"error":{"message":"Invalid value: 'Head of Billing: insufficient credits'."}}""")]
    [InlineData("403 <html><head><title>Attention Required!</title></head><body>Sorry, you have been blocked</body></html>")]
    public async Task What_says_nothing_known_is_a_bad_request(string answer) =>
        await ExpectAsync("somebody", answer, TeacherFaultKind.BadRequest);

    [Fact]
    public async Task A_job_title_that_reads_like_an_unpaid_bill_is_none()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("""400-with {"error":{"message":"Can't label \"Insufficient credits manager\"."}}""");

        var reply = await room.AskAsync("openai:gpt-5-mini", "Insufficient credits manager");

        Assert.Equal(TeacherFaultKind.BadRequest, reply.Fault!.Kind);
        Assert.DoesNotContain("manager", reply.Fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("413-with {}", Setting.RowsPerCall, "Fewer RowsPerCall make it smaller.")]
    [InlineData("""403-with {"error":{"message":"Project does not have access to model x","code":"model_not_found"}}""", Setting.Teacher, "or name another model with Teacher.")]
    public async Task What_can_be_set_against_a_fault_is_advice_and_data(string answer, Setting setting, string words)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(answer);

        var fault = (await room.AskAsync("openai:gpt-5-mini", "CMO")).Fault!;

        Assert.Equal([Remedy.Of(setting)], fault.InFull.Remedies);
        Assert.EndsWith(words, $"{fault.InFull}", StringComparison.Ordinal);
        Assert.StartsWith($"{fault.Message} ", $"{fault.InFull}", StringComparison.Ordinal);
        Assert.DoesNotContain($"{setting}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stops_the_job_says_what_to_do_in_the_services_words_and_ours()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("""400-with {"error":{"message":"Your credit balance is too low to access the API."}}""");

        var reply = await room.AskAsync("openai:gpt-5-mini", "CMO");

        Assert.Equal(
            "openai:gpt-5-mini: the account has no credit left, or has reached its spending limit (HTTP 400): Your credit balance is too low to access the API. "
            + "Add credit or raise the limit with the provider, then run the command again.",
            reply.Fault!.Message);
    }

    [Theory]
    [InlineData("""{"error":{"message":"Quota exceeded for metric x.","details":[{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"20s"}]}}""", 20.0)]
    [InlineData("""{"error":{"message":"Rate limit. retry_delay { seconds: 33 }"}}""", 33.0)]
    [InlineData("""{"error":{"message":"Rate limit reached. Please try again in 20s. Visit us."}}""", 20.0)]
    [InlineData("""{"error":{"message":"Rate limit reached. Please try again in 6ms."}}""", 0.006)]
    [InlineData("""{"error":{"message":"Rate limit reached. Please try again in 1m30.5s."}}""", 90.5)]
    [InlineData("""{"error":{"message":"Rate limit reached. Please try again in 1h2m3s."}}""", 3723.0)]
    [InlineData("""{"error":{"message":"Rate limit. Please retry after 26 seconds."}}""", 26.0)]
    [InlineData("""{"error":{"message":"Rate limit. Please retry in 45.67s."}}""", 45.67)]
    [InlineData("""{"error":{"message":"Too many requests, wait 2 minutes"}}""", 120.0)]
    [InlineData("""{"error":"Too many requests","retry_after":12}""", 12.0)]
    [InlineData("""{"error":"Too many requests","retry_after_ms":1500}""", 1.5)]
    [InlineData("""{"error":"Model x is currently loading","estimated_time":20.0}""", 20.0)]
    [InlineData("""{"error":"Rate limit, resets at 2026-11-01T12:00:40Z"}""", 40.0)]
    [InlineData("Too many requests. Try again in 15 seconds.", 15.0)]
    [InlineData("""{"error":{"message":"Rate limit reached for 3 seconds of audio"}}""", null)]
    [InlineData("""{"error":{"message":"Too many requests"}}""", null)]
    public async Task A_delay_that_the_body_asks_for_is_passed_on(string body, double? seconds)
    {
        await using var room = await Classroom.Open();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
        foreach (var format in Formats)
        {
            room.Server.Script("429-with " + body);
            var reply = await room.Teacher(format, options => options with { Time = clock })
                .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

            Assert.Equal(seconds, reply.Fault!.RetryAfter?.TotalSeconds);
        }
    }

    [Theory]
    [InlineData("x-ratelimit-reset-tokens=1m2s", 62.0)]
    [InlineData("x-ratelimit-reset-requests=20ms", 0.02)]
    [InlineData("x-ratelimit-reset=1793534430", 30.0)]
    [InlineData("X-RateLimit-Reset=1793534430000", 30.0)]
    [InlineData("ratelimit-reset=8", 8.0)]
    [InlineData("anthropic-ratelimit-tokens-reset=2026-11-01T12:00:45Z", 45.0)]
    [InlineData("x-ratelimit-limit-tokens=300", null)]
    public async Task A_reset_that_the_headers_tell_is_a_delay(string header, double? seconds)
    {
        await using var room = await Classroom.Open();
        room.Server.Script("429 " + header);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

        var reply = await room.Teacher(with: options => options with { Time = clock })
            .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal(seconds, reply.Fault!.RetryAfter?.TotalSeconds);
    }

    private static async Task ExpectAsync(string who, string answer, TeacherFaultKind expected)
    {
        await using var room = await Classroom.Open();
        var space = answer.IndexOf(' ', StringComparison.Ordinal);
        foreach (var format in Formats)
        {
            room.Server.Script($"{answer[..space]}-with {answer[(space + 1)..]}");

            var reply = await room.AskAsync(format, "CMO", "Head of Billing: insufficient credits");

            Assert.True(expected == reply.Fault?.Kind, $"{who} by {format}: {reply.Fault}");
            var mayBeBilled = answer[0] == '5'
                || answer.StartsWith("408", StringComparison.Ordinal)
                || answer.StartsWith("409", StringComparison.Ordinal)
                || answer.StartsWith("424", StringComparison.Ordinal) || (expected == TeacherFaultKind.Refused && !answer.StartsWith("451", StringComparison.Ordinal) && format.StartsWith("azure", StringComparison.Ordinal));
            Assert.True(mayBeBilled == (reply.Billing == Billing.PossiblyBilled), $"{who} by {format}: {reply.Billing}");
            Assert.Equal(default, reply.UsageKnown ? reply.Usage : default);
        }
    }
}
