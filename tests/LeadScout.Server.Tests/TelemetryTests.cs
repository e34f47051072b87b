using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadScout.Llm.Recorded;
using LeadScout.StandIn;
using LeadScout.Telemetry;
using Xunit;

namespace LeadScout.Server.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Calls_money_and_reuse_are_counted_and_nothing_says_a_text()
    {
        await using var teacher = await StandInServer.StartAsync(new StandInOptions { Answers = Recording.Load(Samples.Answers) });
        var (counted, spans) = (new ConcurrentBag<(string Name, double Value, string Tags)>(), new ConcurrentBag<Activity>());
        using var meter =
            new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name is Instruments.Name or Instruments.Models) { listener.EnableMeasurementEvents(instrument); } } };
        meter.SetMeasurementEventCallback<long>((instrument, value, tags, _) => counted.Add((instrument.Name, value, TextOf(tags))));
        meter.SetMeasurementEventCallback<int>((instrument, value, tags, _) => counted.Add((instrument.Name, value, TextOf(tags))));
        meter.SetMeasurementEventCallback<double>((instrument, value, tags, _) => counted.Add((instrument.Name, value, TextOf(tags))));
        meter.Start();
        using var tracer = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Instruments.Models,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(tracer);

        // A model that no other test asks, because listeners hear the whole process.
        const string Teacher = "openai:gpt-5-nano";
        await using var trial = await ServerTrial.StartAsync(
            options => options with { Teacher = Teacher, TeacherUrl = teacher.Url.ToString() });
        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "Boekhouder" });
        await trial.PostAsync("/api/v1/classify", new { question = "department", text = "Boekhouder" });

        Assert.Equal(
            1,
            counted.Where(one => one.Name == "leadscout.calls" && one.Tags.Contains(Teacher, StringComparison.Ordinal)).Sum(one => one.Value));
        Assert.True(
            counted.Where(one => one.Name == "leadscout.cost" && one.Tags.Contains(Teacher, StringComparison.Ordinal)).Sum(one => one.Value) > 0);
        Assert.Contains(counted, one => one.Name == "leadscout.texts.decided" && one.Tags.Contains("exact", StringComparison.Ordinal));
        Assert.Contains(
            counted, one => one.Name == "gen_ai.client.token.usage" && one.Tags.Contains("gpt-5-nano", StringComparison.Ordinal));
        var span = Assert.Single(spans, span => span.TagObjects.Any(tag => Equals(tag.Value, "gpt-5-nano")));
        Assert.DoesNotContain(
            span.TagObjects, tag => tag.Value?.ToString()?.Contains("Boekhouder", StringComparison.OrdinalIgnoreCase) == true);
        Assert.DoesNotContain(counted, one => one.Tags.Contains("Boekhouder", StringComparison.OrdinalIgnoreCase));
    }

    private static string TextOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new List<string>();
        foreach (var tag in tags)
        {
            text.Add($"{tag.Key}={tag.Value}");
        }

        return string.Join(' ', text);
    }
}
