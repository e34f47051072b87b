using System.Net.Sockets;
using LeadScout.Teaching;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace LeadScout.Llm.Tests;

public sealed class FaultTests
{
    private const string Lead = "Leiterin Sondervermögen Müggelheim";

    private static readonly string[] Formats = ["openai:gpt-5-mini", "anthropic:claude-haiku-4-5", "ollama:qwen3:8b"];

    public static TheoryData<string, string, TeacherFaultKind> OnTheWire => Each(
        ("429", TeacherFaultKind.RateLimited),
        ("401", TeacherFaultKind.KeyRefused),
        ("403", TeacherFaultKind.KeyRefused),
        ("402", TeacherFaultKind.KeyRefused),
        ("400", TeacherFaultKind.Renegotiated),
        ("404", TeacherFaultKind.NotFound),
        ("413", TeacherFaultKind.BadRequest),
        ("422", TeacherFaultKind.Renegotiated),
        ("408", TeacherFaultKind.Unavailable),
        ("500", TeacherFaultKind.Unavailable),
        ("502", TeacherFaultKind.Unavailable),
        ("503", TeacherFaultKind.Unavailable),
        ("529", TeacherFaultKind.Unavailable),
        ("close", TeacherFaultKind.Unavailable),
        ("close-mid-reply", TeacherFaultKind.Unavailable),
        ("echo", TeacherFaultKind.BadRequest),
        ("bad-body", TeacherFaultKind.Unreadable));

    public static TheoryData<string, string, TeacherFaultKind> InTheReply => Each(
        ("empty", TeacherFaultKind.Unreadable),
        ("bad-json", TeacherFaultKind.Unreadable));

    [Theory]
    [MemberData(nameof(OnTheWire))]
    [MemberData(nameof(InTheReply))]
    public async Task Every_failure_becomes_a_fault_without_key_or_lead_text(string teacher, string script, TeacherFaultKind expected)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(script);

        var reply = await room.AskAsync(teacher, Lead, "CMO");

        Assert.Equal(expected, reply.Fault?.Kind);
        Assert.All(reply.Items, item => Assert.False(item.IsAnswered));
        var said = reply.Fault!.Message + string.Concat(reply.Items.Select(item => item.Failure));
        Assert.StartsWith(teacher, said, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Leiterin", said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("CMO", said, StringComparison.Ordinal);
        Assert.Equal(1, room.Server.Stats.Calls); // and nothing retried it
    }

    [Theory]
    [MemberData(nameof(OnTheWire))]
    public async Task What_may_have_been_worked_on_counts_with_its_ceiling_and_what_was_refused_with_nothing(
        string teacher, string script, TeacherFaultKind kind)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(script);
        var asked = room.Teacher(teacher);
        var ask = Classroom.Ask("CMO");

        var reply = await asked.AskAsync(ask, Classroom.Cancellation);

        var refused = script == "echo" || (int.TryParse(script, out var status) && status is < 500 and not 408);
        Assert.Equal(refused, reply.UsageKnown);
        Assert.Equal(refused ? default : asked.Profile.Ceiling(ask), reply.Usage);
        Assert.Equal(refused ? Billing.NotBilled : Billing.PossiblyBilled, reply.Billing);
        Assert.NotNull(reply.Fault);
        Assert.Equal(kind, reply.Fault.Kind);
    }

    [Theory]
    [InlineData("429 retry-after=7", 7.0)]
    [InlineData("429 retry-after-ms=1500", 1.5)]
    [InlineData("503 retry-after=3", 3.0)]
    [InlineData("429 retry-after=Sun, 01 Nov 2026 12:00:30 GMT", 30.0)]
    [InlineData("429 retry-after=Sun, 01 Nov 2026 11:00:00 GMT", 0.0)]
    [InlineData("429 retry-after=soon", null)]
    [InlineData("429", null)]
    public async Task The_time_the_provider_asks_us_to_wait_is_passed_on(string script, double? seconds)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(script, script, script);
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

        foreach (var format in Formats)
        {
            var reply = await room.Teacher(format, options => options with { Time = clock })
                .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

            Assert.Equal(seconds, reply.Fault!.RetryAfter?.TotalSeconds);
        }
    }

    [Fact]
    public async Task A_connection_that_is_used_again_and_closed_is_not_tried_again_under_our_feet()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("ok", "close", "ok");
        var asked = room.Teacher();

        await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);
        var closed = await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal(TeacherFaultKind.Unavailable, closed.Fault!.Kind);
        Assert.Equal(2, room.Server.Stats.Calls);
    }

    [Fact]
    public async Task No_credit_left_is_nothing_to_wait_for()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("429 insufficient_quota");

        var reply = await room.AskAsync("openai:gpt-5-mini", "CMO");

        Assert.Equal(TeacherFaultKind.KeyRefused, reply.Fault!.Kind);
        Assert.Contains("no credit left", reply.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_is_too_long_for_the_model_asks_for_smaller_ones()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("400 context_length_exceeded");

        Assert.Equal(TeacherFaultKind.TooLong, (await room.AskAsync("openai:gpt-5-mini", "CMO")).Fault!.Kind);
    }

    [Theory]
    [InlineData("301")]
    [InlineData("308")]
    public async Task A_redirect_is_not_followed_but_told(string status)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(status + " location=https://elsewhere.invalid/v1");

        var fault = (await room.AskAsync("openai:gpt-5-mini", "CMO")).Fault!;

        Assert.Equal(TeacherFaultKind.NotFound, fault.Kind);
        Assert.Contains("sends calls on to https://elsewhere.invalid/v1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_model_is_named_with_the_providers_words()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("404");

        var reply = await room.AskAsync("openai:gpt-5-mini", "CMO", "od", "IS", "");

        Assert.Equal("openai:gpt-5-mini: the request was refused (HTTP 404): The model does not exist.", reply.Fault!.Message);
    }

    [Theory]
    [InlineData("hang")]
    [InlineData("drip")]
    public async Task A_reply_that_does_not_end_in_time_times_out(string script)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(script, script, script);

        foreach (var format in Formats)
        {
            var reply = await room.Teacher(format, options => options with { Timeout = TimeSpan.FromMilliseconds(80) })
                .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

            Assert.Equal(TeacherFaultKind.TimedOut, reply.Fault!.Kind);
            Assert.Equal($"{format}: no reply within 0.08 s.", reply.Fault.Message);
            Assert.False(reply.UsageKnown);
        }
    }

    [Fact]
    public async Task A_slow_reply_that_ends_in_time_is_a_reply()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("drip", "drip", "drip");

        foreach (var format in Formats)
        {
            Assert.True((await room.AskAsync(format, "CMO")).Items[0].IsAnswered);
        }
    }

    [Fact]
    public async Task Nobody_listening_is_unavailable()
    {
        var free = new TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var url = new Uri($"http://{free.LocalEndpoint}/v1");
        free.Stop();

        foreach (var format in Formats)
        {
            var reply = await Teachers.Create(format, Provided.Options with { Url = url })
                .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

            Assert.Equal(TeacherFaultKind.Unavailable, reply.Fault!.Kind);
            Assert.Equal(
                $"{format} at {url.Authority}: nobody listens there (connection refused). Start the server, or check the URL's host and port.",
                reply.Fault.Message);
            Assert.Equal((true, default), (reply.UsageKnown, reply.Usage));
        }
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_unavailable()
    {
        var reply = await Teachers.Create("my-model", Provided.Options with { Url = new Uri("http://no-such-host.invalid/v1") })
            .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal(TeacherFaultKind.Unavailable, reply.Fault!.Kind);
        Assert.Contains("no-such-host.invalid", reply.Fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_throws_and_nothing_else_does()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("hang", "hang", "hang");

        foreach (var format in Formats)
        {
            using var cancellation = new CancellationTokenSource();
            var asked = room.Teacher(format).AskAsync(Classroom.Ask("CMO"), cancellation.Token);
            await cancellation.CancelAsync();

            var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
            Assert.Equal(cancellation.Token, thrown.CancellationToken);
        }
    }

    [Fact]
    public async Task A_reply_cut_off_by_length_keeps_its_complete_pairs()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("length", "length", "length");

        foreach (var format in Formats)
        {
            var reply = await room.AskAsync(format, "VP Sales EMEA", "CMO", "Hausmeister", "Außendienst");

            Assert.Equal(TeacherFaultKind.CutOff, reply.Fault!.Kind);
            Assert.True(reply.Items[0].IsAnswered);
            Assert.False(reply.Items[3].IsAnswered);
            Assert.True(reply.UsageKnown);
        }
    }

    [Theory]
    [InlineData("openai:gpt-5-mini", "refusal")]
    [InlineData("openai:gpt-5-mini", "filter")]
    [InlineData("openai:gpt-5-mini", "400 content_filter")]
    [InlineData("anthropic:claude-haiku-4-5", "refusal")]
    public async Task A_refusal_is_told_apart_from_an_empty_reply(string teacher, string script)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(script);

        Assert.Equal(TeacherFaultKind.Refused, (await room.AskAsync(teacher, "CMO")).Fault!.Kind);
    }

    [Theory]
    [InlineData("wrong-ids", -1, -1, "missing from the reply")]
    [InlineData("wrong-labels", -1, -1, "not one of the labels: \"Ministry of Silly Walks\"")]
    [InlineData("missing", 0, -1, "missing from the reply")]
    [InlineData("fenced", 0, 1, null)]
    public async Task Bad_items_concern_only_themselves(string script, int first, int second, string? problem)
    {
        await using var room = await Classroom.Open();
        room.Server.Script(script);

        var reply = await room.AskAsync("openai:gpt-5-mini", "VP Sales EMEA", "CMO");

        Assert.Null(reply.Fault);
        Assert.Equal([first, second], reply.Items.Select(item => item.Label));
        Assert.Equal(problem, reply.Items[1].Failure);
    }

    [Fact]
    public async Task A_reply_without_usage_is_estimated_and_says_so()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("no-usage", "no-usage", "no-usage");

        foreach (var format in Formats)
        {
            var asked = room.Teacher(format);
            var reply = await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

            Assert.True(reply.Items[0].IsAnswered);
            Assert.False(reply.UsageKnown);
            Assert.InRange(reply.Usage.InputTokens, 100, asked.Profile.Ceiling(Classroom.Ask("CMO")).InputTokens);
            Assert.InRange(reply.Usage.OutputTokens, 3, 20);
        }
    }

    [Fact]
    public async Task A_server_that_takes_no_schema_is_asked_without_one_from_then_on()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("no-schema");
        var asked = room.Teacher();

        var refused = await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);
        var answered = await asked.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal(TeacherFaultKind.Renegotiated, refused.Fault!.Kind);
        Assert.True(answered.Items[0].IsAnswered);
        Assert.Equal("json_object", room.LastBody().GetProperty("response_format").GetProperty("type").GetString());
        Assert.Equal(
            ["openai:gpt-5-mini does not take a JSON schema for its reply (HTTP 400). From now on: any JSON object instead of a schema."],
            room.Notices);
    }

    [Fact]
    public async Task A_schema_that_the_user_insists_on_is_not_dropped()
    {
        await using var room = await Classroom.Open();
        room.Server.Script("no-schema");

        var reply = await room.Teacher(with: options => options with { StructuredOutput = ReplyFormat.Schema })
            .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal(TeacherFaultKind.BadRequest, reply.Fault!.Kind);
        Assert.Empty(room.Notices);
    }

    [Fact]
    public async Task A_schema_that_the_user_does_not_want_is_not_sent()
    {
        await using var room = await Classroom.Open();

        await room.Teacher(with: options => options with { StructuredOutput = ReplyFormat.None })
            .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.False(room.LastBody().TryGetProperty("response_format", out _));
    }

    private static TheoryData<string, string, TeacherFaultKind> Each(params (string Script, TeacherFaultKind Kind)[] cases)
    {
        var data = new TheoryData<string, string, TeacherFaultKind>();
        foreach (var format in Formats)
        {
            foreach (var (script, kind) in cases)
            {
                data.Add(format, script, kind);
            }
        }

        return data;
    }
}
