using System.Text.Json;
using LeadScout.Answers;
using LeadScout.StoreKit;
using LeadScout.Stores;
using LeadScout.Texts;

namespace LeadScout.Postgres.Tests.Copying;

/// <summary>All that a store says through its methods, as a text.</summary>
internal static class SaidByStore
{
    public static async Task<string> AllAsync(IDatabase store)
    {
        var answers = new List<Answer>();
        await foreach (var answer in store.ReadAllAsync())
        {
            answers.Add(answer);
        }

        var jobs = await store.ListAsync();
        var said = new List<object?>
        {
            answers, jobs, await store.LogPositionAsync(), await store.QuestionNamesAsync(), await store.CountAsync(), await store.RetentionAsync(),
            await store.ClockSeenAsync(), await store.FindProfileAsync(Sample.Teacher, "https://example/v1"), await store.VerdictsAsync(Sample.Question),
            await store.AppliedAsync(Sample.Question), await store.ThinkingAsync(Sample.Teacher), store.WeakSpots(Sample.Question),
            store.AnswerDays(DateTimeOffset.UnixEpoch), store.Service.Keys(), store.Service.ActivityLog(0, 100).ActivityLog,
            store.Service.FindResponse("abcd1234", "once"), store.Service.SpentOnTexts("abcd1234"), await store.VectorModelsAsync(TextKey.Of("x")),
            (await store.VectorsAsync("model a", [TextKey.Of("x"), TextKey.Of("0"), TextKey.Of("none")])).Select(vector => string.Join(' ', vector.ToArray())),
            store.Service.Jobs().Select(job => $"{job} {job.Problem} {string.Join(' ', job.Curve)}"),
        };
        foreach (var job in jobs)
        {
            said.Add(await store.CallsAsync(job.Id));
            said.Add(await store.FailuresAsync(job.Id));
            said.Add(await store.SettlementsAsync(job.Id));
        }

        return JsonSerializer.Serialize(said);
    }
}
