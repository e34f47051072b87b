namespace LeadScout.SampleGenerator;

/// <summary>A title as a man and as a woman has it; the same where the language makes no difference.</summary>
internal readonly record struct Forms(string Man, string Woman)
{
    /// <summary>Reads <c>Leiter / Leiterin</c>, or one form for both.</summary>
    public static Forms Parse(string text) =>
        text.Split(" / ") is [var man, var woman] ? new Forms(man.Trim(), woman.Trim()) : new Forms(text.Trim(), text.Trim());

    /// <summary>The form of a person.</summary>
    public string Of(bool isWoman) => isWoman ? Woman : Man;

    /// <summary>Both forms put into a pattern.</summary>
    public Forms In(string pattern, string place) =>
        new(pattern.Replace(place, Man, StringComparison.Ordinal), pattern.Replace(place, Woman, StringComparison.Ordinal));
}
