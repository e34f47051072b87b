using CsCheck;
using LeadScout.Answers;
using LeadScout.StoreKit;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Answers;

public sealed class MergeTests
{
    private static readonly TextKey Key = TextKey.Of("CFO");

    private static readonly Gen<Answer[]> GenAnswers = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, 2], Gen.Bool, (label, by, takenBack) => AnswerOf(label, by, takenBack)).Array[0, 8];

    [Fact]
    public async Task After_a_conflict_that_one_counts_of_which_it_is_said() => await Gen.Select(GenAnswers, GenAnswers).SampleAsync(async (mine, theirs) =>
    {
        var store = new InMemoryStore();
        await store.AppendAsync(mine);
        var position = await store.LogPositionAsync();
        foreach (var incoming in theirs.Where(answer => answer.Retracted is null))
        {
            var report = await new AnswerImport(store, await store.LogPositionAsync()).RunAsync([incoming]);
            if (report.Conflicts is not [var conflict])
            {
                continue;
            }

            var standing = AnswerPrecedence.Standing(await store.FindAsync(incoming.Question, Key), incoming.By)!;
            Assert.Equal(
                conflict.Precedence switch
                {
                    Precedence.IncomingPerson or Precedence.LastOfPerson => incoming.Label,
                    Precedence.EachTeacher => incoming.Label,
                    _ => conflict.Held.Label,
                },
                standing.Label);
        }

        Assert.True(position <= await store.LogPositionAsync());
    });

    private static Answer AnswerOf(int label, int by, bool takenBack) => new()
    {
        Question = Samples.Question.Version,
        Key = Key,
        Text = "CFO",
        Label = Samples.Question.Labels[label].Name,
        Source = by == 0 ? AnswerSource.Person : AnswerSource.Teacher,
        By = $"t{by}",
        At = DateTimeOffset.UnixEpoch,
        Retracted = by == 0 && takenBack ? new Retraction("me", DateTimeOffset.UnixEpoch) : null,
    };
}
