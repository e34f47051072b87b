using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using LeadScout.Answers;
using LeadScout.Application.Embeddings;
using LeadScout.Application.Jobs;
using LeadScout.Files;
using LeadScout.Files.QuestionFiles;
using LeadScout.Jobs;
using LeadScout.Llm;
using LeadScout.Server.Api;
using LeadScout.Server.Jobs;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Limits;
using Xunit;

namespace LeadScout.Server.Tests.Jobs;

/// <summary>From a kept job to a new order, and from an order to what a client would send: nothing is forgotten, nor what is yet to come.</summary>
public sealed class KeptOrderTests
{
    private static readonly JobOrder Full = new()
    {
        List = "7fd77406241e9ce7",
        Questions = ["department"],
        Columns = new ColumnChoice("Job Title"),
        Reading = new LeadFileOptions("windows-1252", "Contacts") { Delimiter = ';', Quote = '\'', HeaderRow = 3, Format = "csv" },
        Teacher = "openai:gpt-5-mini",
        Escalate = "openai:gpt-5",
        Retries = 7,
        Webhook = "https://hooks.example.org/x",
        Embeddings = "local",
        TeacherSettings = new TeacherSettings
        {
            Timeout = TimeSpan.FromSeconds(90),
            Patience = TimeSpan.FromMinutes(30),
            StructuredOutput = ReplyFormat.JsonObject,
            ThinkingTokens = 300,
            Temperature = 0.7f,
            Tier = ServiceTier.Flex,
            TierFallback = true,
        },
        Settings = new JobSettings
        {
            Budget = new ErrorBudget(0.03, 0.9),
            LabelBudgets = [new LabelBudget("Sales", 0.01, 0.95)],
            RowsPerCall = 11,
            Concurrency = 3,
            Seed = 42,
            Limit = 300,
            MaxCost = Money.OfDollars(1.25m),
            SelfCheck = 20,
            AloneCheck = 30,
            Canaries = 2,
            MaxText = 900,
            LongTexts = LongTexts.Skip,
            Hints = ["vendor"],
            Keep = new KeepSettings("old") { Reopen = ["Sales"] },
            OutColumns = ImmutableSortedDictionary<string, string>.Empty.Add("department", "department_2"),
            OnUndecided = OnUndecided.Guess,
            Certify = new CertifySettings
            {
                LabelColumns = ["given"],
                LabelMap = ImmutableSortedDictionary<string, string>.Empty.Add("Vertrieb", "Sales"),
                UnknownLabels = UnknownLabels.Skip,
                MaxAudits = 77,
            },
        },
    };

    // What no client says: no service has deferred learning, and the plan's revision is the job's own. Headers are secrets of the server's.
    private static readonly string[] NotSaid = [nameof(JobSettings.Learn), nameof(JobSettings.PlanRevision), nameof(TeacherSettings.Headers), nameof(JobOrder.Rechecks), nameof(TeacherSettings.AnswersUnder)];

    private static readonly JsonSerializerOptions Sent =
        new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    [Fact]
    public void The_order_of_these_tests_says_something_of_everything()
    {
        Assert.Empty(Unsaid(Full, new JobOrder { List = "", Questions = [] }));
        Assert.Empty(Unsaid(Full.Settings, new JobSettings()));
        Assert.Empty(Unsaid(Full.TeacherSettings, new TeacherSettings()));
        Assert.Empty(Unsaid(Full.Reading, new LeadFileOptions()));
        Assert.Empty(Unsaid(Full.Settings.Certify!, new CertifySettings { LabelColumns = [] }));
    }

    [Fact]
    public void What_a_client_sends_for_an_order_means_the_same_order() => Assert.Equal(Json(Full), Json(OrderedSubmission.Of(Full).Order()));

    [Fact]
    public void A_usual_order_is_sent_in_few_words()
    {
        var sent = JsonSerializer.SerializeToNode(
            OrderedSubmission.Of(new JobOrder { List = "7fd77406241e9ce7", Questions = ["department"] }), Sent)!;
        Assert.Equal(["confidence", "list", "maxError", "question"], sent.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_new_order_like_a_kept_job_is_told_all_that_the_job_was_but_what_was_its_own_run()
    {
        var invocation = new JobInvocation
        {
            Folder = "/srv",
            Input = "lists/1/a.csv",
            Questions = ["department"],
            Columns = Full.Columns,
            Reading = Full.Reading,
            Teacher = Full.Teacher!,
            Escalate = Full.Escalate,
            TeacherSettings = Full.TeacherSettings,
            Retries = Full.Retries,
            Embeddings = new EmbeddingChoice("local"),
        };
        var job = new Job
        {
            Id = new JobId("4a6ed3a82045"),
            InputName = "a.csv",
            InputHash = "",
            OutputName = "b.csv",
            QuestionName = "department",
            Question = LeadScout.Questions.Question.Ask("department", "Which?", "Sales", "IT").Version,
            Teacher = Full.Teacher!,
            Settings = Full.Settings with { PlanRevision = 1 },
            Invocation = invocation.ToMap().SetItem(JobOpener.WebhookKey, Full.Webhook!),
            LogPosition = 0,
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        };

        Assert.Equal(
            Json(Full with { Settings = Full.Settings with { MaxCost = null, Certify = null } }), Json(JobOrder.Like(job, Full.List, "department")));
    }

    private static string Json<T>(T value) => JsonSerializer.Serialize(value);

    private static IEnumerable<string> Unsaid<T>(T full, T usual) =>
        from property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where !NotSaid.Contains(property.Name) && property.Name != "EqualityContract"
        let said = property.GetValue(full)
        where said is null || (said is IEnumerable many and not string && !many.Cast<object>().Any()) || (said is not IEnumerable && Equals(said, property.GetValue(usual)))
        select property.Name;
}
