using System.Text.Json;
using System.Text.Json.Serialization;
using LeadScout.Answers;
using LeadScout.Classifiers;
using LeadScout.Jobs;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Streaming;
using LeadScout.Teaching;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Library.Tests;

public sealed partial class JsonTests
{
    private static readonly Answer Answer = new()
    {
        Position = 7,
        Question = Bench.Department.Version,
        Key = TextKey.Of("VP Sales"),
        Text = "VP Sales",
        Label = "Sales",
        Source = AnswerSource.Person,
        By = "me",
        At = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Job = new JobId("0123456789ab"),
        Audit = new AuditMark("IT", 0.25),
        Retracted = new Retraction("you", new DateTimeOffset(2031, 1, 2, 3, 4, 5, TimeSpan.Zero)),
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<Why> Reasons =>
    [
        new Why.Answered(AnswerSource.Teacher, "acme:small", Answer.At, 3, new AuditMark("IT", 0.5)),
        new Why.Ruled(Rule.OfWords("Sales", ["head of", "Vertrieb"])),
        new Why.Ruled(Rule.OfExpression("Sales", "^vp")),
        new Why.Learned("IT", [new PatternWeight("word:sales", 1.5, 10, 9)], new LogOdds(1.5, 0.25, -0.5)),
    ];

    public static TheoryData<object> Values =>
    [
        Answer,
        TextKey.Of("VP Sales"),
        Bench.Department.Version,
        new JobId("0123456789ab"),
        Money.OfDollars(0.012345678m),
        ErrorBudget.Default,
        new Certificate { Budget = new ErrorBudget(0.05, 0.9), UpperBound = 0.0123, Audits = 149, AuditErrors = 2 },
        Decision.ByStudent(2, 0.975),
        Decision.By(DecisionSource.Rule, 0),
        Decision.Undecided(UndecidedReason.OutOfMoney),
        new Classification(TextKey.Of("x"), null, Decision.Undecided(UndecidedReason.Failed), "no usable answer"),
        new Classification(TextKey.Of("x"), "IT", Decision.ByStudent(1, 0.5), null) { Bill = new AskBill(1, Money.OfDollars(0.1m), Money.Zero) },
        new LabelledLead<string>("VP Sales", "Sales") { Source = DecisionSource.Student, Confidence = 0.97 },
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_comes_back_as_it_was(object value)
    {
        foreach (var options in new[] { JsonSerializerOptions.Default, JsonSerializerOptions.Web })
        {
            Assert.Equal(value, JsonSerializer.Deserialize(JsonSerializer.Serialize(value, value.GetType(), options), value.GetType(), options));
        }
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void What_is_behind_a_decision_comes_back(Why why)
    {
        var classification = new Classification(TextKey.Of("x"), "Sales", Decision.By(DecisionSource.Teacher, 0), null) { Why = why };
        var json = JsonSerializer.Serialize(classification);
        var back = JsonSerializer.Deserialize<Classification>(json)!;
        Assert.IsType(why.GetType(), back.Why);
        Assert.Equal(json, JsonSerializer.Serialize(back));
    }

    [Fact]
    public void A_classification_reads_as_text()
    {
        var classification = new Classification(TextKey.Of("x"), "Sales", Decision.ByStudent(0, 0.5), null);
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(classification, JsonSerializerOptions.Web));
        var root = json.RootElement;
        Assert.Equal(TextKey.Of("x").ToString(), root.GetProperty("key").GetString());
        Assert.Equal("Sales", root.GetProperty("label").GetString());
        Assert.Equal("Student", root.GetProperty("source").GetString());
        Assert.Equal(0.5, root.GetProperty("confidence").GetDouble());
    }

    [Fact]
    public async Task A_jobs_result_its_report_and_its_forecast_come_back()
    {
        await using var bench = new Bench();
        await using var scout = bench.Open();
        var titles = Bench.Titles(200).Append("").ToArray();
        var forecast = await scout.ForecastAsync(Bench.Department, titles, title => title, cancellationToken: Stop);
        var job = await scout.LabelAsync(Bench.Department, titles, title => title, cancellationToken: Stop);

        ComesBack(forecast);
        ComesBack(job);
        ComesBack(scout.Spending);
        Assert.Equal(job.Leads, ComesBack(job).Leads);
        Assert.Equal(job.Report.RowsBySource, ComesBack(job.Report).RowsBySource);
        Assert.Contains("\"Blank\":1", JsonSerializer.Serialize(job.Report), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"VP Sales\"", typeof(TextKey))]
    [InlineData("null", typeof(TextKey))]
    [InlineData("\"XYZ\"", typeof(JobId))]
    [InlineData("\"12\"", typeof(QuestionVersion))]
    [InlineData("{}", typeof(Decision))]
    [InlineData("""{"Source":"Nobody","LabelIndex":1}""", typeof(Decision))]
    [InlineData("""{"Source":"Teacher","LabelIndex":-1}""", typeof(Decision))]
    [InlineData("""{"Source":"Student","LabelIndex":1,"Confidence":2}""", typeof(Decision))]
    [InlineData("""{"Source":"None","Reason":"None"}""", typeof(Decision))]
    [InlineData("{}", typeof(Rule))]
    [InlineData("""{"Label":"Sales","Expression":"("}""", typeof(Rule))]
    public void What_can_not_be_is_refused_as_JSON(string json, Type type)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, type));
    }

    [Fact]
    public void A_key_may_be_the_key_of_a_dictionary()
    {
        var labels = new Dictionary<TextKey, DecisionSource> { [TextKey.Of("x")] = DecisionSource.Rule };
        Assert.Equal(labels, ComesBack(labels));
    }

    [Fact]
    public void A_program_that_generates_its_serializers_may_use_them_too()
    {
        var classification = new Classification(TextKey.Of("x"), "IT", Decision.ByStudent(1, 0.5), null);
        var json = JsonSerializer.Serialize(classification, Generated.Default.Classification);
        Assert.Equal(classification, JsonSerializer.Deserialize(json, Generated.Default.Classification));
        Assert.Equal(Answer, JsonSerializer.Deserialize(JsonSerializer.Serialize(Answer, Generated.Default.Answer), Generated.Default.Answer));
    }

    private static T ComesBack<T>(T value)
    {
        var json = JsonSerializer.Serialize(value);
        var back = JsonSerializer.Deserialize<T>(json)!;
        Assert.Equal(json, JsonSerializer.Serialize(back));
        return back;
    }

    [JsonSerializable(typeof(Classification))]
    [JsonSerializable(typeof(Answer))]
    [JsonSerializable(typeof(JobReport))]
    private sealed partial class Generated : JsonSerializerContext;
}
