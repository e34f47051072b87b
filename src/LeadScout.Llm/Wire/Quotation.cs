using System.Collections.Immutable;
using LeadScout.Llm.Faults;
using LeadScout.Questions;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Quotes what a model said where a label should be, so that a person sees what is wrong, but only what can be stored: short, and without a
/// fragment of any text that was asked about.
/// </summary>
/// <param name="texts">What was asked about.</param>
/// <param name="questions">What was asked.</param>
internal sealed class Quotation(ImmutableArray<string> texts, ImmutableArray<LabelMatcher> questions)
{
    private const int Longest = 60;

    private const string Withheld = " (what was said repeats a lead's text)";

    private readonly PromptLeakCheck _check = new(texts, questions.SelectMany(question => question.Labels).Select(label => label.Name));

    /// <summary>
    /// As in <c>: "Retail"</c>, to be put behind a reason; nothing if nothing was said, and that it is withheld where it may quote a text.
    /// </summary>
    public string Of(string? said)
    {
        if (string.IsNullOrWhiteSpace(said))
        {
            return "";
        }

        if (_check.Leaks(said))
        {
            return Withheld;
        }

        var line = string.Concat(said.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return $": \"{(line.Length <= Longest ? line : line[..(char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest)] + "…")}\"";
    }
}
