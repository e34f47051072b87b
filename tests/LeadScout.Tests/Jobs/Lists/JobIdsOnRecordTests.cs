using System.Collections.Immutable;
using LeadScout.ActiveLearning;
using LeadScout.Jobs;
using LeadScout.Jobs.Lists;
using LeadScout.Questions;
using LeadScout.Tests.Fakes;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>
/// The ids that jobs had in earlier versions. One that changes loses its job: it would begin anew, and nobody would find what it paid for. Whoever
/// raises the plan's number on purpose records them anew.
/// </summary>
public sealed class JobIdsOnRecordTests
{
    private static readonly Question Ruled = new(
        "level", "Which level?", TextTemplate.Parse("{Title} at {Company}"), [new Label("High"), new Label("Low") { MinRecall = 0.9 }],
        [Rule.OfWords("Low", ["clerk", "office boy"]), Rule.OfExpression("High", "chief .* officer")]);

    private static readonly CertifySettings Certify = new()
    {
        LabelColumns = ["Vendor", "Old"],
        UnknownLabels = UnknownLabels.Wrong,
        LabelMap = ImmutableSortedDictionary<string, string>.Empty.Add("Vertrieb", "Sales").Add("Werbung", "Marketing"),
    };

    private static readonly (string Which, JobRequest Request)[] Recorded =
    [
        ("plain", Request(new())),
        ("rules and budgets by label", Request(new() { LabelBudgets = [new("High", 0.1)] }, Ruled)),
        ("several questions", Request(new(), Samples.Question, Ruled)),
        ("long texts", Request(new() { MaxText = 300, LongTexts = LongTexts.Skip })),
        ("settings", Request(new() { Budget = new(0.05, 0.9), RowsPerCall = 7, Concurrency = 3, Seed = 12, Learn = LearnMode.Deferred, Limit = 500 })),
        ("what was stated", Request(new()) with { AnswersUnder = "temperature 0" }),
        ("hints", Request(new() { Hints = ["Vendor", "Old"] })),
        ("kept labels", Request(new() { Keep = new("Old") { Reopen = ["Other", "Sales"] } })),
        ("given labels", Request(new() { Certify = Certify })),
        ("embeddings", Request(new()) with { Embedder = new FakeEmbedder(_ => [1]) }),
    ];

    [Fact]
    public void Jobs_keep_their_ids() => Assert.Equal(
        [
            "plain: 1e62f6ae85b8 62b77ecfd045",
            "rules and budgets by label: 1b0e851391fc a647b76b8fa7",
            "several questions: f5fa4b7733d0 d4e8693bd3b3",
            "long texts: 3bb3dd1d1853 9250e94509bf",
            "settings: 61ba349fdaad 19da94a29347",
            "what was stated: 96518b61d3d7 8fa22ef7f782",
            "hints: 9f0cb049504d 7c7e4a48d8bb",
            "kept labels: 719f8b992897 4ee3679419ba",
            "given labels: e1cca5aac8c5 2a28812cd862",
            "embeddings: 02e183995182 ef8522d6f06c",
        ],
        Recorded.Select(one => $"{one.Which}: {JobIdentity.Of(one.Request, "openai:gpt", null)} {JobIdentity.Of(one.Request, "openai:gpt", "openai:second")}"));

    private static JobRequest Request(JobSettings settings, params Question[] questions) => new Table(["Title"]).Request(settings, questions);
}
