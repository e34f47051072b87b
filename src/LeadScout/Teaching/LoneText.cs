using System.Globalization;
using System.Text.RegularExpressions;
using LeadScout.Texts;

namespace LeadScout.Teaching;

/// <summary>
/// Tells texts that must have a call of their own: long ones, and ones that read like instructions to a model, in many languages, or like
/// its markup, so that one row cannot talk another row's label round. A false alarm costs one small call; what slips through is still data
/// inside a JSON string.
/// </summary>
internal static partial class LoneText
{
    /// <summary>Texts of more characters than this are asked alone.</summary>
    public const int LongFrom = 600;

    /// <summary>Whether the text is to be asked alone.</summary>
    public static bool Is(string text) => text.Length > LongFrom || Reads(Plain(text));

    private static bool Reads(string text) =>
        Instruction().IsMatch(text)
            || Markup().IsMatch(text)
            || Disregard().IsMatch(text)
            || DisregardInOtherScripts().IsMatch(text)
            || Reply().IsMatch(text);

    /// <summary>Wide letters and invisible characters hide words from a pattern, but not from a model.</summary>
    private static string Plain(string text) =>
        string.Concat(TextNormaliser.Normalise(text).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.Format));

    [GeneratedRegex(
        """
        \b(ignore|disregard|forget|override)\b.{0,40}\b(previous|prior|above|earlier|all|instructions?|rules?|prompts?)\b
        | \b(system|assistant|developer|user)\s*(prompt\b|message\b|:)
        | \b(answer|respond|reply|output|return|classify|label)\s+(only|with|every|all|each|them|everything|as)\b
        | \b(answer|label|output)\s*(is\b|=|:)
        | \byou\s+(are|must|should|will)\b
        | \b(new|previous|prior|following)\s+(instructions?|rules?|prompts?)\b
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Instruction();

    [GeneratedRegex("""[{}]|"\s*:|<\||</?\s*(system|instructions?|prompt|items?|s)\b|\[/?inst\]|```|###|\\u00|\\n""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Markup();

    // Never mind what was said before, in the languages of the Latin alphabet: de, fr, es, it, pt, nl, sv, da, pl, cs, hu, tr, ro, fi, id,
    // vi.
    [GeneratedRegex(
        """
        \b(ignorier(e|en|t)|missachte|vergiss|vergessen\s+sie|ignore[zr]|oublie[zr]?|ignora(r|d|re|te|ți)?|olvida(d|r)?|olvide|dimentica(re|te)?|esque[cç]a|desconsidere
          |negeer|vergeet|ignorera|glöm|ignorer|glem|z?ignoruj(te|cie)?|zapomnij|zapomeň(te)?|felejtsd|yok\s*say|görmezden\s+gel|unut|uită|unohda|abaikan|lupakan|bỏ\s+qua)\b
        | \bignore\b.{0,40}\b(instru|regl|règl|consign|précéd|anterior|preced|tudo|tout|todo|toutes)
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Disregard();

    // The same in Russian, Ukrainian, Greek, Arabic, Hebrew, Hindi, Chinese, Japanese and Korean.
    [GeneratedRegex(
        "игнорир(уй|овать)|забудь|ігноруй|не\\s+обращай\\s+внимания|αγν[οό]η?σ|ξέχασε|تجاهل|انسَ?\\s|התעלם|שכח|अनदेख|नज़रअंदाज़|भूल\\s+जा|忽略|无视|無視|忘记|忘記|不要理会|忘れて|무시|잊어",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DisregardInOtherScripts();

    // Say this and that.
    [GeneratedRegex(
        """
        \b(antworte(n\s+sie)?|antwoord|répond(s|ez)|responde(d|r\s+con)?|responda|rispondi|rispondete|odpowiedz|odpověz|svara|svar|cevapla|jawab(lah)?)\b.{0,20}\b(mit|nur|met|alleen|avec|seulement|con|com|solo|apenas|tylko|pouze|med|olarak|dengan)\b
        | отвечай|ответь|відповідай|απάντησε|أجب|ענה\s|उत्तर\s+द|回答[:：為为]|请回答|請回答|输出|輸出|返回[:：「“"]|と(答え|回答)|だけを?(答え|出力|返)|으?로\s*(답|대답|분류)
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex Reply();
}
