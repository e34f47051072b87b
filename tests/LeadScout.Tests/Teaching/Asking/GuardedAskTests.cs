using System.Collections.Immutable;
using CsCheck;
using LeadScout.Questions;
using LeadScout.Statistics;
using LeadScout.Teaching;
using LeadScout.Teaching.Asking;
using LeadScout.Tests.Fakes;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Teaching.Asking;

public sealed class GuardedAskTests
{
    private static readonly ImmutableArray<Question> Questions =
        [Samples.Question, new Question("level", "Which level?", Samples.Question.Text, [new Label("High"), new Label("Low")])];

    [Fact]
    public void Whatever_its_canaries_and_their_places_a_call_gives_back_its_own_texts_in_their_order_or_nothing() =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 5], Gen.Int[1, 2], Gen.ULong, Gen.Int[-1, 200]).Sample((texts, canaries, questions, seed, flipped) =>
        {
            var ask = new Ask(Questions[..questions], [.. Enumerable.Range(0, texts).Select(i => $"text {i}")]);
            var places = new SeededRandom(seed);
            var guarded = GuardedAsk.Of(ask, [.. Enumerable.Range(0, canaries).Select(CanaryOf)], ref places);
            var items = Enumerable.Range(0, guarded.Ask.AnswerCount)
                .Select(place => AskOutcome.Answered(LabelOf(guarded.Ask.TextAt(place), guarded.Ask.QuestionAt(place)))).ToArray();
            var at = flipped % items.Length;
            if (at >= 0)
            {
                items[at] = AskOutcome.Answered((items[at].Label + 1) % guarded.Ask.QuestionAt(at).Labels.Length);
            }

            var fallen = new List<TextKey>();
            var reply = guarded.Without(new Reply { Items = [.. items], Usage = new Usage(7, 0, 3) }, fallen.Add);

            var isCanary = at >= 0 && guarded.Ask.TextAt(at).StartsWith("canary", StringComparison.Ordinal);
            Assert.Equal(isCanary ? [TextKey.Of(guarded.Ask.TextAt(at))] : [], fallen);
            Assert.Equal(new Usage(7, 0, 3), reply.Usage);
            Assert.Equal(ask.AnswerCount, reply.Items.Length);
            Assert.Equal(isCanary ? TeacherFaultKind.TalkedRound : null, reply.Fault?.Kind);
            Assert.Equal(isCanary, reply.Items.All(item => !item.IsAnswered));
            if (at < 0)
            {
                Assert.Equal(
                    Enumerable.Range(0, ask.AnswerCount).Select(place => LabelOf(ask.TextAt(place), ask.QuestionAt(place))),
                    reply.Items.Select(item => item.Label));
            }
        });

    private static Canary CanaryOf(int number) => new(
        TextKey.Of($"canary {number}"),
        $"canary {number}",
        Questions.ToDictionary(question => question.Version, question => LabelOf($"canary {number}", question)));

    private static int LabelOf(string text, Question question) => (int)(TextKey.Of(text).Hash.Lower % (uint)question.Labels.Length);
}
