using LeadScout.Llm.Wire;
using LeadScout.Questions;
using LeadScout.Teaching;
using Xunit;

namespace LeadScout.Llm.Tests;

/// <summary>Many labels, and models that no table knows: a prompt that is long anyway is no reason to ask rows one by one.</summary>
public sealed class PackingTests
{
    private const int Rows = 60;

    private static readonly string[] Texts =
        [.. Enumerable.Range(0, Rows).Select(i => $"Assistant Vice President of Regional Sales Operations {i}")];

    public static TheoryData<string, int> Cases
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (
                var name in new[] { "openai:gpt-5-mini", "some-model", "ollama:qwen3:8b", "anthropic:claude-haiku-4-5", "azure-openai:mine" })
            {
                foreach (var labels in new[] { 3, 300, 501, 1000, 2000 })
                {
                    data.Add(name, labels);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Rows_are_packed_whatever_the_number_of_labels(string name, int labels)
    {
        var teacher = TeacherOf(name);
        var question = QuestionOf(labels);

        var calls = Texts.Chunk(20).Select(chunk => new Ask(question, [.. chunk])).ToArray();

        Assert.All(calls, ask => Assert.True(teacher.Fits(ask)));
        var price = new Price(1, 1, 2);
        var packed = calls.Sum(ask => price.Of(teacher.Estimate(ask)).NanoDollars);
        var alone = Texts.Sum(text => price.Of(teacher.Estimate(new Ask(question, [text]))).NanoDollars);
        Assert.True(labels < 300 || packed * 10 < alone, $"{packed} {alone}");
    }

    [Fact]
    public void Texts_that_are_long_themselves_are_still_packed_with_care_where_nobody_knows_the_limits()
    {
        var teacher = TeacherOf("some-model");
        var question = QuestionOf(300);
        var text = string.Concat(Enumerable.Repeat("word ", 1_000));

        Assert.True(teacher.Fits(new Ask(question, [text])));
        Assert.False(teacher.Fits(new Ask(question, [text, text + "more"])));
    }

    [Fact]
    public void Labels_that_are_too_many_or_too_long_for_an_enum_go_without_one()
    {
        Assert.True(new Prompt(QuestionOf(500)).FitsSchema);
        Assert.False(new Prompt(QuestionOf(501)).FitsSchema);
        Assert.False(new Prompt(QuestionOf(300, new string('x', 50))).FitsSchema);
        Assert.True(new Prompt(QuestionOf(250, new string('x', 100))).FitsSchema);
    }

    private static TeacherProfile TeacherOf(string name) =>
        Teachers.ProfileOf(name, new TeacherOptions { Url = new Uri("http://127.0.0.1:1/v1") });

    private static Question QuestionOf(int labels, string ending = "") => new(
        "industry", "Which industry?", TextTemplate.OfColumn("Company"), [.. Enumerable.Range(0, labels).Select(i => new Label($"Basic metals {i}{ending}"))]);
}
