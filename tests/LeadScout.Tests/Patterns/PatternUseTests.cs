using CsCheck;
using LeadScout.Answers;
using LeadScout.Patterns;
using LeadScout.Questions;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Patterns;

public sealed class PatternUseTests
{
    [Fact]
    public void Each_pattern_that_helped_counts_once()
    {
        var use = new PatternUse();
        use.Add(TextKey.Of("a"), 3, ["word:x", "word:y"]);
        use.Add(TextKey.Of("b"), 5, ["word:x"]);
        use.Add(TextKey.Of("c"), 9, []);
        Assert.Equal(2, use.HelpfulPatterns);
        Assert.Equal((2, 8L), (use.Texts("word:x").Count(), use.Rows("word:x")));
        Assert.Equal((0, 0L), (use.Texts("word:z").Count(), use.Rows("word:z")));
    }

    [Fact]
    public void Per_call_is_a_plain_share_and_nothing_without_calls()
    {
        var use = new PatternUse();
        use.Add(TextKey.Of("a"), 1, ["word:x", "word:y", "word:z"]);
        Assert.Equal(1.5, use.Per(2));
        Assert.Equal(0, use.Per(0));
    }

    [Fact]
    public void The_order_of_the_texts_does_not_matter() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 4], Gen.Int[1, 9]).Array[0, 12].Sample(texts =>
        {
            var (forward, backward) = (new PatternUse(), new PatternUse());
            foreach (var i in Enumerable.Range(0, texts.Length))
            {
                Add(forward, i);
                Add(backward, texts.Length - 1 - i);
            }

            Assert.Equal(forward.HelpfulPatterns, backward.HelpfulPatterns);
            Assert.All(Enumerable.Range(0, 6), p => Assert.Equal(forward.Rows($"p{p}"), backward.Rows($"p{p}")));

            void Add(PatternUse use, int i) => use.Add(TextKey.Of($"t{i}"), texts[i].Item2, texts[i].Item1.Distinct().Select(p => $"p{p}"));
        });

    [Fact]
    public void Without_some_texts_it_is_what_the_others_alone_would_have_given() =>
        Gen.Select(Gen.Int[0, 5].Array[0, 4], Gen.Int[1, 9], Gen.Bool).Array[0, 12].Sample(texts =>
        {
            var (all, others) = (new PatternUse(), new PatternUse());
            for (var i = 0; i < texts.Length; i++)
            {
                var patterns = texts[i].Item1.Distinct().Select(p => $"p{p}").ToArray();
                all.Add(TextKey.Of($"t{i}"), texts[i].Item2, patterns);
                if (texts[i].Item3)
                {
                    others.Add(TextKey.Of($"t{i}"), texts[i].Item2, patterns);
                }
            }

            var left = all.Without(
                Enumerable.Range(0, texts.Length).Where(i => !texts[i].Item3).Select(i => TextKey.Of($"t{i}")).ToHashSet());

            Assert.Equal(State(others), State(left));

            static IEnumerable<AppliedPattern> State(PatternUse use) =>
                use.Applied(new JobId("000000000001"), new QuestionVersion(new Hash128(0, 1)))
                    .OrderBy(applied => applied.Pattern.Hash.ToString(), StringComparer.Ordinal);
        });
}
