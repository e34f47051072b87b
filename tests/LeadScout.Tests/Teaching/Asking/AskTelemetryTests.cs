using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadScout.Answers;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Telemetry;
using LeadScout.Tests.Fakes;
using Xunit;
using static LeadScout.Tests.Teaching.Asking.AskBench;

namespace LeadScout.Tests.Teaching.Asking;

/// <summary>What whoever listens hears of calls. Others ask at the same time: only what this teacher and these questions are named in counts.</summary>
public sealed class AskTelemetryTests : IDisposable
{
    private const string Teacher = "fake:heard";

    private static readonly Question First = new("heard", "Which?", Samples.Question.Text, Samples.Question.Labels);
    private static readonly Question Second = new("heard-too", "Which, again?", Samples.Question.Text, Samples.Question.Labels);

    private readonly AskBench _bench = new();
    private readonly MeterListener _meter = new();
    private readonly ConcurrentQueue<string> _heard = new();

    public AskTelemetryTests()
    {
        _meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Instruments.Name)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument.Name, $"{value}", tags));
        _meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument.Name, $"{(long)Math.Round(value * 1e9)}", tags));
        _meter.Start();
    }

    public void Dispose() => _meter.Dispose();

    [Fact]
    public async Task A_call_is_counted_by_its_end_its_cost_by_whether_it_is_sure()
    {
        FakeTeacher? teacher = null;
        teacher = new FakeTeacher(_ => "Sales")
        {
            Name = Teacher,
            Price = new Price(1, 1, 1),
            Mishap = (n, ask) => n == 1
                ? FakeTeacher.Broken(ask, TeacherFaultKind.Refused) with { UsageKnown = false }
                : teacher!.Answer(ask) with { Usage = new Usage(7, 0, 0) },
        };

        await _bench.AskAsync(teacher, "a");

        Assert.Equal(
            [
                "leadscout.calls 1 fake:heard failed", "leadscout.cost 120000 fake:heard possibly",
                "leadscout.calls 1 fake:heard answered", "leadscout.cost 7000 fake:heard measured",
            ],
            _heard);
    }

    [Fact]
    public async Task Texts_are_counted_for_each_question_and_audits_by_whether_the_student_was_right()
    {
        var asks = ((string Text, string Student)[])[("a", "Sales"), ("b", "Other")];

        await _bench.AskAsync(
            new FakeTeacher(_ => "Sales") { Name = "fake:another" },
            Request() with { Asks = [.. asks.SelectMany(ask => (PlannedAsk[])[AskAbout(ask.Text, First), AskAbout(ask.Text, Second) with { Audit = new AuditMark(ask.Student, 0.5) }])] });

        Assert.Equal(
            ["leadscout.texts.asked 2 heard", "leadscout.texts.asked 2 heard-too", "leadscout.audits 1 heard-too confirmed", "leadscout.audits 1 heard-too contradicted"], _heard);
    }

    [Fact]
    public async Task A_batch_is_traced_with_what_it_held_and_what_it_came_to()
    {
        var teacher = new FakeTeacher(_ => "Sales") { Name = Teacher, Price = new Price(1, 1, 1) };
        var audit = AskAbout("b") with { Audit = new AuditMark("Sales", 0.5) };

        var audits = await SpanOfAsync(teacher, Request("a", "c") with { Asks = [AskAbout("a"), AskAbout("c"), audit] });
        var refusing = new FakeTeacher(_ => null) { Name = Teacher, Mishap = (_, ask) => FakeTeacher.Broken(ask, TeacherFaultKind.KeyRefused) with { UsageKnown = false } };
        var batch = await SpanOfAsync(refusing, Request("d"));

        Assert.Equal(("leadscout.audit", ActivityStatusCode.Unset), (audits.OperationName, audits.Status));
        Assert.Equal($"{Job.Value} {Teacher} 3 1 1 {0.00013}", Said(audits));
        Assert.Equal(("leadscout.batch", ActivityStatusCode.Error, "TeacherUnavailable"), (batch.OperationName, batch.Status, batch.StatusDescription));
        Assert.Equal($"{Job.Value} {Teacher} 1  1 0", Said(batch));
    }

    private static string Said(Activity span) =>
        string.Join(' ', new[] { "job", "teacher", "texts", "audits", "calls", "cost" }.Select(name => $"{span.GetTagItem($"leadscout.{name}")}"));

    private async Task<Activity> SpanOfAsync(FakeTeacher teacher, AskRequest request)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await _bench.AskAsync(teacher, request);
        return Assert.Single(spans, span => Equals(span.GetTagItem("leadscout.teacher"), Teacher));
    }

    private void Hear(string instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var words = tags.ToArray().Select(tag => $"{tag.Value}").ToArray();
        if (words[0] is Teacher or "heard" or "heard-too")
        {
            _heard.Enqueue(string.Join(' ', [instrument, value, .. words]));
        }
    }
}
