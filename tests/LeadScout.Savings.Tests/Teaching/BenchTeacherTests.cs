using LeadScout.Savings.Teaching;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Savings.Tests.Teaching;

public sealed class BenchTeacherTests
{
    [Fact]
    public async Task It_counts_texts_calls_and_tokens()
    {
        var teacher = SmallSets.Trial(SmallSets.Titles).Teacher;
        var reply = await teacher.AskAsync(new Ask(SmallSets.Titles.Question, ["Nurse", "head of sales"]), CancellationToken.None);
        Assert.Equal(["Other", "Sales"], reply.Items.Select(item => SmallSets.Titles.Question.Labels[item.Label].Name));
        Assert.Equal((2, 1), (teacher.AskedTexts, teacher.Calls));

        // 300, labels 2 x (3 + 2 + 2), texts 16 + 2 and 16 + 4; reply 8, answers 5 + 2 each.
        Assert.Equal(new Usage(352, 0, 22), teacher.Usage);
    }

    [Fact]
    public void No_call_uses_more_than_its_ceiling()
    {
        var (set, teacher) = (SmallSets.Titles, SmallSets.Trial(SmallSets.Titles).Teacher);
        var ask = new Ask(set.Question, [.. set.Texts]);
        var ceiling = teacher.Ceiling(ask);
        Assert.All(Enumerable.Range(0, set.Question.Labels.Length), label =>
            Assert.True(new TokenFormula(set.Question).Of(ask, set.Texts.Select(_ => label)).OutputTokens <= ceiling.OutputTokens));
    }

    [Fact]
    public async Task A_noisy_teacher_says_first_what_the_reference_says_and_may_change_its_mind()
    {
        var set = SmallSets.Of([.. Enumerable.Range(0, 200).Select(i => ($"text {i}", $"label {i % 4}"))]);
        var teacher = SmallSets.Trial(set, new TeacherNoise(0.5, 7)).Teacher;
        var ask = new Ask(set.Question, [.. set.Texts]);
        var first = (await teacher.AskAsync(ask, CancellationToken.None)).Items.Select(item => item.Label).ToArray();
        var second = (await teacher.AskAsync(ask, CancellationToken.None)).Items.Select(item => item.Label).ToArray();
        Assert.Equal(Enumerable.Range(0, 200).Select(teacher.FirstAnswer), first);
        Assert.NotEqual(first, second);
        Assert.InRange(first.Where((label, i) => label != set.Labels[i]).Count(), 70, 130);
    }
}
