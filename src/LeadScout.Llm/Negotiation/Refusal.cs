using System.Collections.Immutable;
using LeadScout.Texts;

namespace LeadScout.Llm.Negotiation;

/// <summary>What a server said when it refused a request.</summary>
/// <param name="Status">The HTTP status, or that which a successful reply told.</param>
/// <param name="Words">All that it said, in one line, without what it repeated of the request's values.</param>
/// <param name="Named">The parameters that it named as such, outermost name first.</param>
internal sealed record Refusal(int Status, string Words, ImmutableArray<string> Named)
{
    /// <summary>The same without any text of the leads, which servers quote at times: a job title may hold any word.</summary>
    public Refusal Without(ImmutableArray<string> texts)
    {
        var words = Words;
        foreach (var prompt in new[] { "\"items\"", "\\\"items", "The labels to choose from" })
        {
            words = words.IndexOf(prompt, StringComparison.Ordinal) is >= 0 and var at ? words[..at] : words;
        }

        return this with { Words = texts.Where(text => text.Trim().Length > 0).Aggregate(words, (left, text) => left.Replace(text.Trim(), " ", StringComparison.OrdinalIgnoreCase)) };
    }

    /// <summary>The same without the model's name, which may hold any word, too.</summary>
    public Refusal WithoutModel(string? model) =>
        model is { Length: > 3 } ? this with { Words = Words.Replace(model, "it", StringComparison.OrdinalIgnoreCase) } : this;
}
