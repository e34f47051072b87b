using CsCheck;
using LeadScout.Texts;
using Xunit;

namespace LeadScout.Tests.Texts;

public sealed class FeatureReaderTests
{
    [Fact]
    public void A_word_is_read_as_itself_its_neighbour_its_sound_and_its_ngrams() =>
        Assert.Equal(
            ["word:vp", "sound:FP", "ngram:-v", "ngram:vp", "ngram:p-", "ngram:-vp", "ngram:vp-", "ngram:-vp-",
             "word:it", "words:vp it", "sound:AT", "ngram:-i", "ngram:it", "ngram:t-", "ngram:-it", "ngram:it-", "ngram:-it-"],
            Features.Of("vp it"));

    [Fact]
    public void A_foreign_word_is_also_read_in_basic_Latin_letters_and_pairs_are_always() =>
        Assert.Equal(
            ["word:иван", "script-folded:ivan", "sound:AFN", "word:мюллер", "script-folded:myuller", "words:ivan myuller", "sound:NLR"],
            Features.Of("иван мюллер").Where(name => !name.StartsWith("ngram:", StringComparison.Ordinal)));

    [Fact]
    public void A_text_without_words_has_no_features() => Assert.Empty(Features.Of("- / &"));

    [Theory]
    [InlineData(65)]
    [InlineData(5000)]
    public void The_end_of_an_endless_word_is_not_read(int length) =>
        Assert.Equal(Features.Of(new string('x', 64)), Features.Of(new string('x', length)));

    [Theory]
    [InlineData("sales", "sound:SLS", "sound:SL")]
    [InlineData("vertriebs", "sound:FRTRPS", "sound:FRTRP")]
    [InlineData("boss", "sound:PS")]
    [InlineData("gas", "sound:KS")]
    [InlineData("vertrieb", "sound:FRTRP")]
    public void A_word_with_a_final_s_also_sounds_like_the_one_without(string word, params string[] sounds) =>
        Assert.Equal(sounds, Features.Of(word).Where(name => name.StartsWith("sound:", StringComparison.Ordinal)));

    [Fact]
    public void Every_name_begins_with_its_kind() => Gen.String.Sample(text =>
        new FeatureReader().Read(TextNormaliser.Normalise(text), (kind, name) => Assert.True(name.StartsWith(kind.Prefix(), StringComparison.Ordinal))));

    [Fact]
    public void One_reader_reads_each_text_as_a_new_one_would() => Gen.String.Array[1, 5].Sample(texts =>
    {
        var reader = new FeatureReader();
        foreach (var text in texts)
        {
            var names = new List<string>();
            reader.Read(text, (_, name) => names.Add(name.ToString()));
            Assert.Equal(Features.Of(text), names);
        }
    });

    [Fact]
    public void Every_kind_has_a_prefix_of_its_own()
    {
        var kinds = Enum.GetValues<FeatureKind>();
        Assert.Equal(kinds.Length, kinds.Select(kind => kind.Prefix()).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => ((FeatureKind)99).Prefix());
    }

    public static TheoryData<string, string> Spellings { get; } = Pairs(
        ["Müller", "Mueller", "Muller", "Мюллер"], ["Vertrieb", "Vertriebs-"]);

    [Theory]
    [MemberData(nameof(Spellings))]
    public void Spellings_and_scripts_of_a_word_share_more_than_ngrams(string a, string b) => Assert.NotEmpty(Features.Shared(a, b));

    [Fact]
    public void Unlike_words_do_not() => Assert.Empty(Features.Shared("Vertrieb", "Einkauf"));

    private static TheoryData<string, string> Pairs(params string[][] classes)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var words in classes)
        {
            foreach (var (a, b) in words.SelectMany((a, i) => words.Skip(i + 1).Select(b => (a, b))))
            {
                pairs.Add(a, b);
            }
        }

        return pairs;
    }
}
