using CsCheck;
using LeadScout.Answers;
using LeadScout.Jobs;
using LeadScout.Jobs.Planning;
using LeadScout.Questions;
using LeadScout.Teaching;
using LeadScout.Teaching.Calls;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.StoreKit;

public abstract partial class StoreContract
{
    private static readonly Gen<Step[]> GenSteps = Gen.Select(
        Gen.Enum<StepKind>(), Gen.Int[0, 2], Gen.Int[0, 9], (kind, job, number) => new Step(kind, job, number))
        .Array[1, 40];

    private enum StepKind
    {
        Save,
        Delete,
        Begin,
        BeginAgain,
        Answer,
        Fail,
        Append,
        Merge,
        Retract,
        Forget,
        ForgetOld,
        Settle,
        Release,
        Verdict,
        Apply,
        Reopen,
    }

    [Fact]
    public async Task Any_sequence_of_operations_leaves_the_store_as_it_leaves_the_model() => await GenSteps.SampleAsync(
        async steps =>
        {
            await using var store = await OpenAsync();
            await using var model = new InMemoryHandle();
            foreach (var step in steps)
            {
                Assert.Equal(await OutcomeAsync(step, model), await OutcomeAsync(step, store));
            }

            Assert.Equal(await EverythingAsync(model), await EverythingAsync(store));
            await store.ReopenAsync();
            Assert.Equal(await EverythingAsync(model), await EverythingAsync(store));
        },
        iter: 60,
        threads: 1);

    private static async Task<string> OutcomeAsync(Step step, StoreHandle store)
    {
        try
        {
            return await step.TakeAsync(store);
        }
        catch (InvalidOperationException)
        {
            return "refused";
        }
    }

    private static async Task<string> EverythingAsync(StoreHandle store)
    {
        var seen = new List<string> { Canonical(await store.Store.ListAsync()), Canonical(await store.Store.LogPositionAsync()) };
        foreach (var job in Enumerable.Range(1, 3).Select(Sample.JobId))
        {
            seen.Add(Canonical(await store.Store.FindAsync(job)));
            seen.Add(Canonical((await store.Store.CallsAsync(job)).Select(WithoutForgottenNumbers)));
            seen.Add(Canonical(await store.Store.FailuresAsync(job)));
            seen.Add(Canonical(await store.Store.SettlementsAsync(job)));
        }

        seen.Add(Canonical(await ReadAsync(store, Sample.Question, Sample.Teacher)));
        seen.Add(Canonical(await ReadAsync(store, Sample.OtherQuestion, "other")));
        seen.Add(Canonical(await ReadAllAsync(store)));
        seen.Add(Canonical(await store.Store.VerdictsAsync(Sample.Question)));
        seen.Add(
            Canonical((await store.Store.AppliedAsync(Sample.Question)).OrderBy(applied => applied.Job.Value).ThenBy(applied => applied.Pattern.Hash.ToString(), StringComparer.Ordinal)));
        return string.Join('\n', seen);
    }

    private static LedgerLine WithoutForgottenNumbers(LedgerLine call) => call with
    {
        Intent = call.Intent with { Texts = [.. call.Intent.Texts.Select(key => key.Hash.Upper == 0 ? default : key)] },
    };

    /// <summary>Something done to a store: to job 1 or 2, or outside any (0), with a number that says to what and with what.</summary>
    private sealed record Step(StepKind Kind, int Job, int Number)
    {
        private JobId? JobId => Job == 0 ? null : Sample.JobId(Job);

        public async Task<string> TakeAsync(StoreHandle store)
        {
            switch (Kind)
            {
                case StepKind.Save:
                    await store.Store.SaveAsync(Sample.Job(Job + 1) with { State = (JobState)(1 + (Number % 5)), LogPosition = Number });
                    return "saved";
                case StepKind.Delete:
                    await store.Store.DeleteAsync(Sample.JobId(Job + 1));
                    return "deleted";
                case StepKind.Begin or StepKind.BeginAgain:
                    return $"call {await store.Store.BeginAsync(Sample.Intent(JobId, [.. Enumerable.Range(0, Number % 4).Select(i => $"t{i}")]))}";
                case StepKind.Answer:
                    await store.Store.CommitAsync(Sample.End(Number, Answer("teacher"), Answer("other")));
                    return "answered";
                case StepKind.Fail:
                    await store.Store.CommitAsync(Failure());
                    return "failed";
                case StepKind.Append:
                    await store.Store.AppendAsync([Answer("mira") with { Source = AnswerSource.Person }]);
                    return "appended";
                case StepKind.Merge:
                    var merges = await store.Store.MergeAsync(
                        [Answer("teacher"), Answer("mira") with { Source = AnswerSource.Person, Retracted = Number % 2 == 0 ? TakenBack : null }, Answer("teacher")]);
                    return string.Join(' ', merges.Select(merge => $"{merge.Outcome}{merge.Held?.Position}"));
                case StepKind.Retract:
                    await store.Store.RetractAsync(Number, TakenBack);
                    return "taken back";
                case StepKind.Forget:
                    return $"{await store.Store.ForgetAsync(Forgetting.Texts([TextKey.Of($"t{Number}")], Job == 0 ? null : Job == 1 ? Sample.Question : Sample.OtherQuestion))}";
                case StepKind.ForgetOld:
                    return $"{await store.Store.ForgetAsync(Forgetting.OlderThan(Sample.Start.AddSeconds(Number), Job == 0 ? null : Sample.Question))}";
                case StepKind.Settle:
                    return $"settled {await store.Store.SettleAsync(Sample.JobId(Job + 1))}";
                case StepKind.Release:
                    return $"released {await store.Store.ReleaseAsync(Sample.JobId(Job + 1), "mira", Sample.Start.AddSeconds(Number))}";
                case StepKind.Verdict:
                    await store.Store.AppendAsync(Sample.Verdict($"word:{Number}", Job == 0));
                    return "judged";
                case StepKind.Apply:
                    await store.Store.SaveAsync(
                        Sample.Job(Job + 1),
                        [.. Enumerable.Range(0, Number % 4).Select(i => Sample.Applied(Job + 1, $"word:{i}", Number))]);
                    return "applied";
                default:
                    await store.ReopenAsync();
                    return "reopened";
            }
        }

        private Answer Answer(string by) => Sample.Answer($"t{Number}", by == "teacher" ? Sample.Teacher : by) with
        {
            Question = Job == 2 ? Sample.OtherQuestion : Sample.Question,
            At = Sample.Start.AddSeconds(2 * Number),
            Audit = Number % 3 == 0 ? new AuditMark("Other", 1d / (Number + 1)) : null,
        };

        private CallEnd Failure() => Sample.End(Number) with
        {
            State = CallState.Failed,
            Fault = "HTTP 500",
            Billing = Number % 2 == 0 ? Billing.PossiblyBilled : Billing.NotBilled,
            Failures = [new FailedText(Sample.Question, TextKey.Of($"t{Number % 3}"), $"reason {Job}")],
        };
    }
}
