using System.Collections.Immutable;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Messages;
using LeadScout.StoreKit;
using LeadScout.Stores;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;

namespace LeadScout.Postgres.Tests.Copying;

/// <summary>Something in every table of a store, and what is hard to move: zero characters, letters of every width, long texts, gaps in the log.</summary>
internal static class FilledStore
{
    public static readonly ImmutableArray<string> Texts =
    [
        "VP Sales", "a\0b", "\u0000", "Müller-Lüdenscheidt \U0001F600 \u200D \uFFFD", "名前", "", " \t\r\n\"'\\x00\\", new string('x', 300_000), "e\u0301", "\uFEFFbom",
        "$1 %s {0} ${x}", "\\.\n\\N",
    ];

    /// <summary>Fills a store in the course of one job and what people did beside it.</summary>
    public static async Task FillAsync(IDatabase store)
    {
        var job = Sample.JobId(1);
        var epoch = await store.LeaseAsync(job);
        await store.SaveAsync(Sample.Job() with { State = JobState.Running, Epoch = epoch });
        await CallsAsync(store, job, epoch);
        await store.SaveAsync(Sample.Job() with { Epoch = epoch }, [Sample.Applied(1, "word:a"), Sample.Applied(1, "sound:b", 1, 2)]);
        await store.EndLeaseAsync(job, epoch);
        await store.SaveAsync(Sample.Job(2) with { Report = null, QuestionName = "one, two" });
        await store.ReleaseAsync(job, "mira", Sample.Start.AddDays(1));
        await store.BeginAsync(Sample.Intent(null, "in flight when its process was killed"));
        await PeopleAsync(store);
        await store.KeepVectorsAsync("model b", [KeyValuePair.Create(TextKey.Of("x"), Vector(1))], Sample.Start);
        await store.KeepVectorsAsync("model a", [KeyValuePair.Create(TextKey.Of("x"), Vector(2)), KeyValuePair.Create(TextKey.Of("0"), Vector(3))], Sample.Start);
        Serve(store.Service, job);
    }

    private static async Task CallsAsync(IDatabase store, JobId job, long epoch)
    {
        foreach (var text in Texts)
        {
            var call = await store.BeginAsync(Sample.Intent(job, text, "other") with { Epoch = epoch });
            await store.CommitAsync(Sample.End(call, Sample.Answer(text) with { Audit = new AuditMark("IT", 0.1 + 0.2) }) with
            {
                ThinkingTokens = 7,
                Model = "model-2026",
                Billing = call % 2 == 0 ? Billing.Measured : Billing.PossiblyBilled,
                Fault = call % 3 == 0 ? "HTTP 503\nnext line" : null,
                Failures = call % 2 == 0 ? [] : [new FailedText(Sample.OtherQuestion, TextKey.Of(text), "not a label") { Teacher = Sample.Teacher, FaultOf = FaultOf.Unknown }],
            });
        }

        await store.BeginAsync(Sample.Intent(job, "open") with { Epoch = epoch }); // as a runner that was killed leaves it
    }

    private static async Task PeopleAsync(IDatabase store)
    {
        await store.AppendAsync([Sample.FromPerson("a\0b"), Sample.FromPerson("VP Sales", "jo\tó"), Sample.Answer("imported") with { ImportedCall = 99 }, Sample.Answer("last")]);
        var mine = (await store.FindAsync(Sample.Question, TextKey.Of("VP Sales"))).Last();
        await store.RetractAsync(mine.Position, new Retraction("mira", Sample.Start.AddTicks(1)));
        await store.ForgetAsync(Forgetting.Texts([TextKey.Of("last"), TextKey.Of("名前")])); // the newest position is nobody's any more
        await store.AppendAsync(Sample.Verdict("word:a"));
        await store.AppendAsync(Sample.Verdict("word:a", retired: false));
        await store.NameQuestionAsync(Sample.OtherQuestion, "Größe \"2\"");
        await store.SetRetentionAsync(400);
        await store.SetClockSeenAsync(Sample.Start.AddDays(2));
        await store.KeepProfileAsync(Sample.Teacher, "https://example/v1", "{\"a\": [1, \"\\u0000\"]}", Sample.Start);
    }

    private static void Serve(IServiceStore service, JobId job)
    {
        service.Save(new ApiKey
        {
            Id = "abcd1234",
            Name = "crm \"import\"",
            Scope = 1,
            Hash = [.. new byte[31], 1],
            SpendingLimit = Money.OfDollars(500),
            PerMinute = 60,
            CreatedAt = Sample.Start,
            EndsAt = Sample.Start.AddDays(9),
            RevokedAt = null,
        });
        service.Save(new SubmittedJob
        {
            Id = job,
            InputName = "leads.csv",
            QuestionName = "department",
            Teacher = Sample.Teacher,
            Invocation = Sample.Job().Invocation,
            Settings = Sample.Job().Settings,
            IsWanted = true,
            RetryFailed = true,
            By = "mira",
            Key = "abcd1234",
            At = Sample.Start,
            Problem = UserMessage.Of($"If they were not charged: {UserAction.SettleJob.On("3f2a")}"),
            Curve = [new CurvePoint(1, 2, 0.3m, null, 4)],
        });
        service.Append(new ActivityEntry(0, Sample.Start, "mira", "abcd1234", "ask", "call 7", 1, new Money(3)) { PossiblyBilled = new Money(4) });
        service.Append(new ActivityEntry(0, Sample.Start, "mira", null, "start", job.Value, null, null));
        service.Save(new IdempotentResponse("abcd1234", "once", [.. new byte[32]], Sample.Start, 200, "{\"text\": \"ü\"}"), DateTimeOffset.MinValue);
    }

    private static ReadOnlyMemory<Half> Vector(int first) => new Half[] { (Half)first, Half.MaxValue, Half.NaN };
}
