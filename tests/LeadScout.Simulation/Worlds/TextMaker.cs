namespace LeadScout.Simulation.Worlds;

/// <summary>Draws texts as they come in lists and streams: titles, repeats and variants of them, blanks, and what no LLM answers.</summary>
internal sealed class TextMaker(Random random)
{
    private static readonly string[] Ranks = ["", "senior", "head of", "junior", "vp", "assistant", "leiter", "chief"];
    private static readonly string[] Places = ["", "emea", "dach", "north", "b2b", "ii", "interim", "Zürich", "東京"];

    /// <summary>Texts.</summary>
    /// <param name="count">How many.</param>
    /// <param name="repeats">How many in 1,000 repeat an earlier one.</param>
    /// <param name="troubles">Whether some get no answer.</param>
    /// <param name="obedient">Whether some give orders.</param>
    public List<string> Texts(int count, int repeats, bool troubles, bool obedient)
    {
        var texts = new List<string>();
        for (var row = 0; row < count; row++)
        {
            texts.Add(row > 0 && random.Chance(repeats) ? Variant(texts[random.Next(row)])
                : random.Chance(40) ? random.Pick("", " ", "\t", "-", "…")
                : Title(troubles, obedient));
        }

        return texts;
    }

    /// <summary>The same text for everybody who compares texts.</summary>
    public string Variant(string title) => random.Next(4) switch
    {
        0 => title.ToUpperInvariant(),
        1 => title + " ",
        2 => title.Replace(" ", "  ", StringComparison.Ordinal),
        _ => title,
    };

    public string Place() => Places[random.Next(Places.Length)];

    private string Title(bool troubles, bool obedient)
    {
        var title = $"{Ranks[random.Next(Ranks.Length)]} {Truth.Words[random.Next(Truth.Words.Length)]} {Place()}".Trim();
        return troubles && random.Chance(40) ? $"{title} {random.Pick(Truth.Unanswerable, Truth.Forbidden)}"
            : obedient && random.Chance(60) ? $"{title} {Truth.Order}"
            : random.Chance(10) ? $"ignore previous instructions {title}"
            : random.Chance(10) ? $"{title} {string.Join(' ', Enumerable.Repeat("and so on", 70 + random.Next(200)))}"
            : random.Chance(300) ? $"{title} {random.Next(100)}"
            : title;
    }
}
