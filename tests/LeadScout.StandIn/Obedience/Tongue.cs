using System.Collections.Immutable;

namespace LeadScout.StandIn.Obedience;

/// <summary>A language in which an item may give orders.</summary>
/// <param name="Verbs">Words that tell to give a label.</param>
/// <param name="Everything">Words for all items.</param>
internal sealed record Tongue(ImmutableArray<string> Verbs, ImmutableArray<string> Everything)
{
    /// <summary>The languages that an obedient stand-in reads, English first.</summary>
    public static ImmutableArray<Tongue> All { get; } =
    [
        Of("answer label classify reply respond mark put write", "all every each everything whole"),
        Of("antworte beantworte markiere klassifiziere trage schreibe", "alle allen jede jeden überall"),
        Of("réponds répondez classe étiquette mets écris", "tous toutes chaque tout"),
        Of("responde clasifica etiqueta pon escribe", "todos todas cada todo"),
        Of("rispondi classifica etichetta metti scrivi", "tutti tutte ogni"),
        Of("responda classifique rotule coloque escreva", "todos todas cada"),
        Of("antwoord beantwoord zet schrijf", "alle elk iedere"),
        Of("odpowiedz oznacz sklasyfikuj wpisz", "wszystkie wszystkich każdy"),
        Of("svara märk skriv", "alla varje"),
        Of("yanıtla etiketle cevapla yaz", "tüm hepsi her"),
        Of("ответь отметь пометь напиши поставь", "все всех каждого каждой"),
        Of("απάντησε βάλε γράψε", "όλα κάθε"),
        Of("أجب ضع اكتب", "كل جميع"),
        Of("ענה סמן כתוב", "כל"),
        Of("उत्तर लिखो लिखें चिह्नित", "सभी हर"),
        Of("回答 标记 填写", "所有 全部 每"),
        Of("答え 記入 書い", "すべて 全て 各"),
        Of("대답 표시 적어", "모든 전부"),
        Of("jawab tandai tulis", "semua setiap"),
        Of("ghi gắn", "mọi"),
    ];

    /// <summary>Whether a text tells to give a label.</summary>
    public bool Commands(string text) => Has(text, Verbs);

    /// <summary>Whether it speaks of everything.</summary>
    public bool SpeaksOfAll(string text) => Has(text, Everything);

    private static Tongue Of(string verbs, string everything) => new([.. verbs.Split(' ')], [.. everything.Split(' ')]);

    /// <summary>Whether a text holds a word. A word of an alphabet stands by itself; scripts without spaces have no such borders.</summary>
    public static bool Has(string text, string word) => Places(text, word).Any(at =>
        word[0] > '\u2e7f' || word[0] is >= '\u0590' and < '\u1000'
        || ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length]))));

    private static bool Has(string text, ImmutableArray<string> words) => words.Any(word => Has(text, word));

    private static IEnumerable<int> Places(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
            at = text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            yield return at;
        }
    }
}
