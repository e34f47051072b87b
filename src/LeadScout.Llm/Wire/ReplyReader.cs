using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeadScout.Questions;
using LeadScout.Teaching;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Reads what a model wrote: leniently as to its form (code fences, prose around, thoughts before, a cut-off end, an object around the labels, an object an item),
/// strictly as to its content. An item counts only by its id, never by its place, and an answer to one of several questions only by the question's name.
/// Objects are read until every item has been said; what is complete stands, whatever comes after.
/// </summary>
internal static partial class ReplyReader
{
    // A reply has one object, or one an item and a few braces in prose; more is not a reply.
    private const int MostObjects = 512;

    private const string EndOfThought = "</think>";

    /// <summary>The id by which item <paramref name="index"/> (from 0) goes.</summary>
    public static string IdOf(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// One item reply for each of <paramref name="count"/> texts and each question, text by text, and whether there was a JSON object at all.
    /// With several questions an item's value is an object of labels by question.
    /// </summary>
    public static (ImmutableArray<ItemReply> Items, bool Readable) Read(string reply, int count, params ImmutableArray<LabelMatcher> questions)
    {
        var thought = reply.LastIndexOf(EndOfThought, StringComparison.Ordinal);
        var words = Unquoted(thought < 0 ? reply : reply[(thought + EndOfThought.Length)..]);
        var heard = new Heard(count, questions);
        var readable = Read(Encoding.UTF8.GetBytes(words), heard);
        if (!readable || heard.OnlyOthers)
        {
            readable |= Read(Encoding.UTF8.GetBytes(BareNumber().Replace(words, "$1\"$2\"$3")), heard);
        }

        return (heard.Items, readable);
    }

    // "{\"1\":\"Sales\"}": the whole reply as a JSON string.
    private static string Unquoted(string words)
    {
        try
        {
            return words.AsSpan().Trim() is ['"', .., '"'] quoted ? JsonSerializer.Deserialize<string>(quoted)! : words;
        }
        catch (JsonException)
        {
            return words;
        }
    }

    private static bool Read(ReadOnlySpan<byte> bytes, Heard heard)
    {
        var readable = false;
        var start = 0;
        for (var objects = 0; objects < MostObjects && !heard.All; objects++)
        {
            var brace = bytes[start..].IndexOf((byte)'{');
            if (brace < 0)
            {
                break;
            }

            start += brace;
            var read = ReplyObject.Read(bytes[start..], heard);
            readable |= read.Began;
            start += Math.Max(1, read.HeldItems ? read.Length : 1); // what held no item may hold an object that does
        }

        return readable;
    }

    // {1: "Sales"}: a number as a name without quotes, which JSON does not know.
    [GeneratedRegex("""([{,]\s*)([0-9]+)(\s*:)""", RegexOptions.CultureInvariant)]
    private static partial Regex BareNumber();
}
