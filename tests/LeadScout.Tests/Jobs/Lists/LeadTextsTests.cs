using LeadScout.Jobs.Lists;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Jobs.Lists;

/// <summary>Spellings are remembered so that a text is keyed once; what was looked for in vain is not.</summary>
public sealed class LeadTextsTests
{
    private static readonly TextKeys Secret = TextKeys.Under("a secret of some length");

    public static TheoryData<string, bool> Texts => new() { { "Größe", false }, { "Größe", true }, { "Buyer", true } };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_that_was_not_there_when_asked_for_comes_in_later_under_its_own_key(string text, bool isSecret)
    {
        var keys = isSecret ? Secret : TextKeys.Plain;
        var texts = new LeadTexts(keys);
        texts.Add("first");
        Assert.Equal([-2, 1, 1, 1], new[] { texts.IndexOf(text), texts.Add(text), texts.Add(text), texts.IndexOf(text) });
        Assert.Equal((keys.Of(text), 2), (texts.Key(1), texts.Rows(1)));
    }

    [Fact]
    public void Spellings_of_one_text_are_one_text_and_blank_ones_are_none()
    {
        var texts = new LeadTexts(TextKeys.Plain);
        Assert.Equal([0, 0, -1, -1, 0], new[] { "Größe", "GRÖßE", "\u00a0", "\u00a0", "größe " }.Select(text => texts.Add(text)));
        Assert.Equal((1, 5, 2, 2), (texts.Count, texts.RowCount, texts.BlankRows, texts.TextlessRows));
    }

    [Fact]
    public void A_text_under_a_secret_has_no_plain_key()
    {
        var texts = new LeadTexts(Secret);
        texts.Add("Buyer");
        Assert.NotEqual(TextKeys.Plain.Of("Buyer"), texts.Key(0));
        Assert.Throws<KeyNotFoundException>(() => texts.IndexOf(TextKeys.Plain.Of("Buyer")));
    }
}
