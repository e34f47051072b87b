using LeadScout.StandIn;
using LeadScout.StandIn.Picky;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests.Negotiation;

public sealed class NegotiationTests
{
    private const string NoSchema =
        """{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error"}}""";

    [Fact]
    public async Task Calls_that_begin_together_find_out_once()
    {
        await using var room = await Classroom.Open(rejects: body => PickyServer.HasSchema(body) ? new(400, NoSchema) : null);
        var teacher = room.Teacher();

        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)));

        Assert.Equal(1, first.Count(reply => reply.Fault?.Kind == TeacherFaultKind.Renegotiated));
        Assert.Equal(7, first.Count(reply => reply.Fault is null));
        Assert.Single(room.Notices);
        Assert.Equal(
            (true, default),
            (first.Single(reply => reply.Fault is not null).UsageKnown, first.Single(reply => reply.Fault is not null).Usage));
    }

    [Fact]
    public async Task What_was_found_out_is_remembered_by_name_and_address_and_found_out_anew_when_it_no_longer_does()
    {
        var (isChanged, kept) = (false, new Profiles());
        await using var room = await Classroom.Open(rejects: body => isChanged
            ? PickyServer.Has(body, "response_format") ? new(400, """{"error":"response_format is not supported"}""") : null
            : PickyServer.HasSchema(body) ? new(400, NoSchema) : null);

        var (first, second, third) = (Ask(), Ask(), Ask());
        Assert.Equal(TeacherFaultKind.Renegotiated, (await first()).Fault!.Kind);
        Assert.Null((await first()).Fault);
        Assert.Null((await second()).Fault);
        Assert.Equal(("openai:gpt-5-mini", room.Server.Url.AbsoluteUri), kept.Kept.Single().Key);

        isChanged = true;
        Assert.Equal(TeacherFaultKind.Renegotiated, (await third()).Fault!.Kind);
        Assert.Null((await third()).Fault);
        Assert.Null((await Ask()()).Fault);
        Assert.Equal(2, room.Server.Stats.Faults["rejected"]);

        Func<Task<Reply>> Ask()
        {
            var teacher = room.Teacher(with: options => options with { RequestProfiles = kept });
            return () => teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);
        }
    }

    [Theory]
    [InlineData(400, """{"error":{"message":"Your credit balance is too low to access the API with response_format.","type":"invalid_request_error"}}""")]
    [InlineData(400, """{"error":{"message":"Incorrect API key provided","code":"invalid_api_key"}}""")]
    [InlineData(400, """{"error":{"message":"The model `gpt-9` does not exist","code":"model_not_found"}}""")]
    [InlineData(400, """{"error":{"message":"The response was filtered due to the prompt triggering the content management policy.","code":"content_filter"}}""")]
    [InlineData(403, """{"error":{"message":"response_format is not allowed for this key"}}""")]
    [InlineData(429, """{"error":{"message":"rate limit for structured outputs"}}""")]
    [InlineData(404, """{"error":{"message":"schema not found"}}""")]
    public async Task Money_keys_models_and_content_are_no_matter_of_negotiation(int status, string body)
    {
        await using var room = await Classroom.Open(rejects: _ => new(status, body));
        var teacher = room.Teacher();

        for (var call = 0; call < 3; call++)
        {
            Assert.NotEqual(
                TeacherFaultKind.Renegotiated, (await teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)).Fault!.Kind);
        }

        Assert.Empty(room.Notices);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_without_a_reason_is_tried_a_bounded_number_of_times_and_then_asked_as_before()
    {
        await using var room = await Classroom.Open(rejects: _ => new(400, "no"));
        var teacher = room.Teacher();

        var kinds = new List<TeacherFaultKind>();
        for (var call = 0; call < 12; call++)
        {
            kinds.Add((await teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation)).Fault!.Kind);
        }

        Assert.InRange(kinds.Count(kind => kind == TeacherFaultKind.Renegotiated), 3, 8);
        Assert.All(kinds[9..], kind => Assert.Equal(TeacherFaultKind.BadRequest, kind));
        Assert.True(PickyServer.HasSchema(room.LastBody()));
        Assert.Empty(room.Notices);
    }

    [Fact]
    public async Task A_refusal_that_was_about_the_texts_changes_nothing_for_the_next()
    {
        await using var room = await Classroom.Open(
            rejects: body => body.GetRawText().Contains("Sondervermögen", StringComparison.Ordinal) && PickyServer.HasSchema(body) ? new(400, "no") : null);
        var teacher = room.Teacher();
        while ((await teacher.AskAsync(Classroom.Ask("Leiterin Sondervermögen"), Classroom.Cancellation)).Fault is not null)
        {
            Assert.InRange(room.Server.Stats.Calls, 1, 9);
        }

        await teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.True(PickyServer.HasSchema(room.LastBody()));
    }

    [Fact]
    public async Task A_lead_that_is_quoted_is_no_complaint()
    {
        await using var room = await Classroom.Open(
            rejects: body => body.GetRawText().Contains("Grammar", StringComparison.Ordinal) ? new(400, """{"error":"Can't work with Grammar school teacher, temperature"}""") : null);
        var teacher = room.Teacher();
        await teacher.AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        var reply = await teacher.AskAsync(Classroom.Ask("Grammar school teacher"), Classroom.Cancellation);

        Assert.Equal(TeacherFaultKind.BadRequest, reply.Fault!.Kind);
    }

    [Fact]
    public async Task A_temperature_that_the_user_states_is_not_given_up()
    {
        await using var room = await Classroom.Open(
            rejects: body => PickyServer.Has(body, "temperature") ? new(400, """{"error":{"message":"Unsupported value: 'temperature'","param":"temperature"}}""") : null);

        var reply = await room.Teacher(with: options => options with { Temperature = 0.5f })
            .AskAsync(Classroom.Ask("CMO"), Classroom.Cancellation);

        Assert.Equal(TeacherFaultKind.BadRequest, reply.Fault!.Kind);
        Assert.Empty(room.Notices);
    }

    [Fact]
    public async Task A_schema_without_references_enters_the_ceiling()
    {
        await using var room = await Classroom.Open(
            rejects: body => PickyServer.Says(body, "$ref") ? new(400, """{"error":"Unsupported ref: #/$defs/label ($ref)"}""") : null);
        var (teacher, ask) = (room.Teacher(), Classroom.Ask("CMO", "Hausmeister", "Außendienst", "VP Sales EMEA"));
        var before = teacher.Profile.Ceiling(ask);

        await teacher.AskAsync(ask, Classroom.Cancellation);
        var reply = await teacher.AskAsync(ask, Classroom.Cancellation);

        Assert.Null(reply.Fault);
        Assert.True(teacher.Profile.Ceiling(ask).InputTokens > before.InputTokens);
        Assert.StartsWith(
            """{"type":"object","properties":{"1":{"type":"string","enum":["Sales","Marketing","Général & Co"]}""",
            room.LastBody().GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").GetRawText(),
            StringComparison.Ordinal);
    }

    private sealed class Profiles : IRequestProfileStore
    {
        public Dictionary<(string, string), string> Kept { get; } = [];

        public Task<string?> FindProfileAsync(string teacher, string url, CancellationToken cancellation = default) =>
            Task.FromResult(Kept.GetValueOrDefault((teacher, url)));

        public Task KeepProfileAsync(
            string teacher, string url, string? profile, DateTimeOffset at, CancellationToken cancellation = default)
        {
            Kept[(teacher, url)] = profile!;
            return Task.CompletedTask;
        }
    }
}
