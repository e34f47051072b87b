using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LeadScout.Teaching;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Reads what a model wrote: leniently as to its form (code fences, prose around, thoughts before, a cut-off end), strictly as to its content.
/// The first JSON object with an id that was asked for is the reply; its complete pairs stand, whatever comes after.
/// </summary>
internal static class ReplyReader
{
    private const int Missing = -1;
    private const int NotALabel = -2;
    private const int NotAString = -3;
    private const int Contradictory = -4;

    // A reply has one object, or a few braces in prose before it; more is not a reply.
    private const int MostObjects = 64;

    private const string EndOfThought = "</think>";

    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>The id by which item <paramref name="index"/> (from 0) goes.</summary>
    public static string IdOf(int index) => (index + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// One item reply for each of <paramref name="count"/> texts and each question, text by text, and whether there was a JSON object at all.
    /// With several questions an item's value is an object of labels by question.
    /// </summary>
    public static (ImmutableArray<ItemReply> Items, bool Readable) Read(string reply, int count, params ReadOnlySpan<LabelMatcher> questions)
    {
        var thought = reply.LastIndexOf(EndOfThought, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(thought < 0 ? reply : reply[(thought + EndOfThought.Length)..]);
        var said = new int[count * questions.Length];
        Array.Fill(said, Missing);
        var readable = false;
        var start = 0;
        for (var objects = 0; objects < MostObjects; objects++)
        {
            var brace = bytes.AsSpan(start).IndexOf((byte)'{');
            if (brace < 0)
            {
                break;
            }

            start += brace;
            readable |= ReadObject(bytes.AsSpan(start), said, questions);
            if (Array.Exists(said, label => label != Missing))
            {
                break;
            }

            start++;
        }

        return ([.. said.Select(ItemOf)], readable);
    }

    /// <summary>Whether it began like a JSON object: a complete pair, or an object without any.</summary>
    private static bool ReadObject(ReadOnlySpan<byte> json, int[] said, ReadOnlySpan<LabelMatcher> questions)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(Lenient));
        var began = false;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var item = ItemOf(reader.GetString()!, said.Length / questions.Length);
                if (!reader.Read())
                {
                    return began;
                }

                var answers = item < 0 ? [] : said.AsSpan(item * questions.Length, questions.Length);
                if (item < 0 ? !reader.TrySkip() : !ReadItem(ref reader, answers, questions))
                {
                    return began || answers.ContainsAnyExcept(Missing);
                }

                began = true;
            }

            return began || reader.TokenType == JsonTokenType.EndObject;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return began; // what was complete before the damage stands
        }
    }

    /// <summary>Reads an item's value: its label, or its labels by question. False when it is cut off.</summary>
    private static bool ReadItem(ref Utf8JsonReader reader, Span<int> answers, ReadOnlySpan<LabelMatcher> questions)
    {
        if (questions.Length == 1)
        {
            return ReadLabel(ref reader, ref answers[0], questions[0]);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            foreach (ref var answer in answers)
            {
                Note(ref answer, NotAString);
            }

            return reader.TrySkip();
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var question = IndexOf(reader.GetString()!, questions);
            if (!reader.Read() || (question < 0 ? !reader.TrySkip() : !ReadLabel(ref reader, ref answers[question], questions[question])))
            {
                return false;
            }
        }

        return reader.TokenType == JsonTokenType.EndObject;
    }

    private static bool ReadLabel(ref Utf8JsonReader reader, ref int answer, LabelMatcher labels)
    {
        var label = reader.TokenType == JsonTokenType.String ? labels.IndexOf(reader.GetString()!) : NotAString;
        if (!reader.TrySkip())
        {
            return false;
        }

        Note(ref answer, label < 0 && label != NotAString ? NotALabel : label);
        return true;
    }

    private static int IndexOf(string name, ReadOnlySpan<LabelMatcher> questions)
    {
        for (var question = 0; question < questions.Length; question++)
        {
            if (questions[question].Question.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return question;
            }
        }

        return -1;
    }

    private static int ItemOf(string id, int count) =>
        int.TryParse(id.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= count
            ? number - 1
            : -1;

    private static void Note(ref int before, int label) => before = before == Missing || before == label ? label : Contradictory;

    private static ItemReply ItemOf(int said) => said switch
    {
        Missing => ItemReply.Unanswered("missing from the reply"),
        NotALabel => ItemReply.Unanswered("not one of the labels"),
        NotAString => ItemReply.Unanswered("not a label but another kind of value"),
        Contradictory => ItemReply.Unanswered("two different answers in one reply"),
        _ => ItemReply.Answered(said),
    };
}
