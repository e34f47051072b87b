using System.Collections.Immutable;
using System.Globalization;
using LeadScout.Llm.Wire.Reading;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Reads what a model wrote: leniently as to its form (code fences, prose around, thoughts before, an object around the labels, an object
/// an item, one a line), strictly as to its content. An item counts only by its id, never by its place, and an answer to one of several
/// questions only by the question's name. The last object is the answer, and whatever stands before it a draft. A draft never gives a
/// label: not where the answer leaves an item out, and not where the answer breaks off. An answer that breaks off stands as far as it is
/// complete only where the reply is nothing else, so that it can be no draft.
/// </summary>
internal static class ReplyReader
{
    // As often as a reply may be a JSON string of a JSON string.
    private const int MostQuotings = 3;

    /// <summary>The id by which item <paramref name="index"/> (from 0) goes.</summary>
    public static string IdOf(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// One item reply for each of <paramref name="count"/> texts and each question, text by text, and whether there was a JSON object at
    /// all. With several questions an item's value is an object of labels by question.
    /// </summary>
    public static (ImmutableArray<AskOutcome> Items, bool Readable) Read(
        string reply, int count, params ImmutableArray<LabelMatcher> questions) =>
        Read(reply, isCutOff: false, count, questions, quotation: null);

    /// <summary>The same, of a reply that the server may say was cut off, with what was said where a label should be.</summary>
    public static (ImmutableArray<AskOutcome> Items, bool Readable) Read(
        string reply, bool isCutOff, int count, ImmutableArray<LabelMatcher> questions, Quotation? quotation)
    {
        var words = Unquoted(reply);
        var asked = new Asked(count, questions);
        var labels = new ItemLabels(asked, quotation);
        var spoken = new Spoken(IsOneValue(words) ? new Sections(words, [], IsOpenThought: false) : Sections.Of(words));
        spoken.Tell(asked, labels, isCutOff);
        return (labels.Items, spoken.ShowsAnObject);
    }

    /// <summary>The value that a text is, if it is nothing but that; null if it is not.</summary>
    public static ReplyValue? Whole(string text)
    {
        var parser = new ReplyParser(text);
        return parser.Read(0) is { IsWhole: true } value && string.IsNullOrWhiteSpace(text[parser.At..]) ? value : null;
    }

    // A tag in a string of the answer is no tag.
    private static bool IsOneValue(string words) =>
        Fragment.In(words) is [{ Value.IsWhole: true } only] && IsBlank(words[..only.Start]) && IsBlank(words[only.End..]);

    private static bool IsBlank(string around) => Layout.Is(around) && !Sections.AreMarkedIn(around);

    // "{\"1\":\"Sales\"}": the whole reply as a JSON string, or only its quotes as in one.
    private static string Unquoted(string reply)
    {
        var words = reply;
        for (
            var quoting = 0; quoting < MostQuotings && words.AsSpan().Trim() is ['"', .., '"'] && Whole(words) is { Kind: ValueKind.String, Text: { } quoted }; quoting++)
        {
            words = quoted;
        }

        return words.Contains("{\\\"", StringComparison.Ordinal)
            && words.Replace("\\\"", "", StringComparison.Ordinal).Contains('"', StringComparison.Ordinal) is false
            && Whole($"\"{words.ReplaceLineEndings(" ")}\"") is { Text: { } unescaped } ? unescaped : words;
    }
}
