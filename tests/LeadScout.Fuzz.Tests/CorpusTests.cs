using LeadScout.Fuzz.Engine;
using LeadScout.Fuzz.Targets;
using Xunit;

namespace LeadScout.Fuzz.Tests;

/// <summary>Every input of the corpus, through its reader: what once broke a promise, and what reaches code that nothing else does.</summary>
public sealed class CorpusTests
{
    public static TheoryData<string> Readers => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Every_input_of_the_corpus_is_read_or_refused_as_promised(string reader)
    {
        var target = FuzzTargets.All.Single(target => target.Name == reader);
        var inputs = Corpus.Of(target);
        var wrong = new List<string>();
        Verdict.OnSmallStack(() =>
        {
            wrong.AddRange(inputs.Select(input => (input.Name, Wrong: Verdict.On(target, input.Bytes))).Where(one => one.Wrong is not null).Select(one => $"{one.Name}: {one.Wrong}"));
            Scratch.Delete();
        });

        Assert.NotEmpty(inputs);
        Assert.Empty(wrong);
    }
}
