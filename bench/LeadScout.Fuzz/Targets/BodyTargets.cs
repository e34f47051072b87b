using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using LeadScout.Fuzz.Engine;
using LeadScout.Llm;
using LeadScout.Llm.Anthropic;
using LeadScout.Llm.Faults;
using LeadScout.Llm.Leniency;
using LeadScout.Llm.Negotiation;
using LeadScout.Llm.Ollama;
using LeadScout.Llm.OpenAI;
using LeadScout.Llm.Providers;
using LeadScout.Teaching;

namespace LeadScout.Fuzz.Targets;

/// <summary>What a provider's server sends, through everything that stands between the wire and a teacher's reply.</summary>
internal static partial class BodyTargets
{
    private const string Promised = "a reply or a fault of the call; never an exception, never a library's word for a status that was plain";

    private static readonly TeacherOptions Options = new()
    {
        Url = new Uri("http://127.0.0.1:9/"),
        Clients = [OpenAIClients.OpenAI, AnthropicClients.Anthropic, OllamaClients.Ollama],
        Environment = _ => "no-key",
    };

    public static readonly FuzzTarget OpenAI = Answered("body-openai", "openai:gpt-5-mini", Provider.OpenAI, OpenAIReply.Plain, OpenAIClients.OpenAI);

    public static readonly FuzzTarget Anthropic = Answered("body-anthropic", "anthropic:claude-sonnet-4-5", Provider.Anthropic, AnthropicReply.Plain, AnthropicClients.Anthropic);

    public static readonly FuzzTarget Ollama = Answered("body-ollama", "ollama:llama3", Provider.Ollama, null, OllamaClients.Ollama);

    /// <summary>An error; the first two characters choose the status.</summary>
    public static readonly FuzzTarget Refused = new("body-error", "the fault that the status and its words mean; never an exception", Refuse)
    {
        Words =
        [
            "{\"error\":{\"message\":\"", "\"code\":\"", "\"type\":\"", "insufficient_quota", "rate_limit_exceeded", "invalid_api_key", "\"param\":\"response_format\"", "{\"detail\":[{\"loc\":[\"body\",\"model\"],\"msg\":\"", "\\ud83d", "\\u0000", "<html>",
            "<script>", "retry after 20s", "Please try again in 1m2.5s", "\"retry_after\":", "1e400", "[[[[[[[[[", "{\"error\":", "\"errors\":[", "\\\"{\\\\\\\"", "'loc': ('body',)", "maximum context length is 4096 tokens", "input_value=", "99999999999999999999",
        ],
    };

    private static FuzzTarget Answered(string name, string teacher, Provider provider, Provider.Write? plain, ProviderClient library) =>
        new(name, Promised, bytes => AnswerAlike(teacher, provider, plain, library, bytes))
        {
            Words =
            [
                .. ReplyTargets.Words.Take(12), "\"choices\":[", "\"message\":{\"role\":\"assistant\",\"content\":", "\"content\":[{\"type\":\"text\",\"text\":", "\"usage\":{\"prompt_tokens\":", "\"completion_tokens\":", "\"finish_reason\":\"length\"",
                "\"tool_calls\":[{\"function\":{\"arguments\":", "\"error\":{\"message\":\"x\",\"code\":429}", "\"stop_reason\":\"max_tokens\"", "\"done_reason\":\"stop\"", "\"eval_count\":", "data: ", "\\ud83d", "1e400", "-1", "null", "[[[[", "\uFEFF",
            ],
        };

    /// <summary>Half a character spoils nothing but itself: with U+FFFD in its place the reply says the same.</summary>
    private static void AnswerAlike(string teacher, Provider provider, Provider.Write? plain, ProviderClient library, byte[] bytes)
    {
        var reply = Answer(teacher, provider, plain, library, HttpStatusCode.OK, bytes);
        if (plain is not null)
        {
            var mended = Encoding.UTF8.GetBytes(HalfEscape().Replace(Encoding.UTF8.GetString(bytes), @"\ufffd"));
            var same = Answer(teacher, provider, plain, library, HttpStatusCode.OK, mended);
            Promise.SameTexts([.. same.Items.Select(item => $"{item.Label}")], [.. reply.Items.Select(item => $"{item.Label}")], "A reply with half a character, and with none");
            Promise.Same(same.Fault?.Kind, reply.Fault?.Kind, "The fault of a reply with half a character, and with none");
        }
    }

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex HalfEscape();

    private static void Refuse(byte[] bytes)
    {
        var status = bytes.Length < 2 ? 500 : 400 + ((((bytes[0] - '0') * 10) + bytes[1] - '0') % 100 is var last and >= 0 ? last : 0);
        var body = bytes.AsSpan(Math.Min(2, bytes.Length)).ToArray();
        var fault = Answer("openai:gpt-5-mini", Provider.OpenAI, OpenAIReply.Plain, OpenAIClients.OpenAI, (HttpStatusCode)status, body).Fault;
        Promise.Holds(fault is not null, $"The status {status} was taken for a reply.");
        Promise.Holds(fault.Kind != TeacherFaultKind.Unreadable, $"The status {status} was told as a reply that can't be read: {fault.Message}");
        Promise.Holds(fault.RetryAfter is null or { Ticks: >= 0 }, $"Told to wait {fault.RetryAfter}.");
    }

    private static Reply Answer(string name, Provider provider, Provider.Write? plain, ProviderClient library, HttpStatusCode status, byte[] body)
    {
        var ask = new Ask(ReplyTargets.Department, ["VP Sales", "CMO", "Hausmeister"]);
        var profile = provider.Profile(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..], Options);
        var negotiating = new NegotiatingHandler(profile.Negotiation!, new FaultHandler(name, TimeProvider.System, new Wire(status, body)));
        using var http = new HttpClient(plain is null ? negotiating : new LenientHandler(plain, negotiating));
        var teacher = new LlmTeacher(profile, () => library.Connect(new ProviderConnection(new Uri("http://127.0.0.1:9/v1"), "no-key", "m", http)));
        var reply = teacher.AskAsync(ask, CancellationToken.None).GetAwaiter().GetResult();
        Promise.Same(ask.AnswerCount, reply.Items.Length, "Outcomes, one for each text");
        Promise.Holds(reply.Items.All(item => item.Label < ReplyTargets.Department.Labels.Length), "A label outside the list was taken.");
        Promise.Holds(reply.Usage is { InputTokens: >= 0, OutputTokens: >= 0, CachedInputTokens: >= 0 }, $"Tokens below none: {reply.Usage}.");
        return reply;
    }

    private sealed class Wire(HttpStatusCode status, byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => Task.FromResult(new HttpResponseMessage(status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", Encoding.UTF8.WebName) } },
        });
    }
}
