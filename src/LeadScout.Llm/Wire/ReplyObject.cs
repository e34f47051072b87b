using System.Text;
using System.Text.Json;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Reads one JSON object of a reply: pairs of an item's id and its label (<c>"1":"Sales"</c>, <c>"1":{"label":"Sales"}</c>), or one item with its id beside the label
/// (<c>{"id":1,"label":"Sales"}</c>). With several questions, each question's name has the label's place (<c>"1":{"department":"Sales","seniority":"VP"}</c>).
/// </summary>
internal static class ReplyObject
{
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    /// <summary>Tells what the object says.</summary>
    /// <param name="json">From the opening brace on; whatever follows the object is left alone.</param>
    /// <param name="heard">Told of each item.</param>
    /// <returns>Whether it began like a JSON object (a complete pair, or an object without any), whether it held an item, and how many bytes were read.</returns>
    public static (bool Began, bool HeldItems, int Length) Read(ReadOnlySpan<byte> json, Heard heard)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, new JsonReaderState(Lenient));
        var (began, held, lone) = (false, false, new LoneItem());
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (!TryPair(ref reader, heard, lone, ref held))
                {
                    return (began || held, held, (int)reader.BytesConsumed);
                }

                began = true;
            }

            var whole = reader.TokenType == JsonTokenType.EndObject;
            held |= whole && lone.Tell(heard);
            return (began || whole, held, (int)reader.BytesConsumed);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (began || held, held, (int)reader.BytesConsumed); // what was complete before the damage stands
        }
    }

    /// <summary>Reads a name and its whole value. False when it is cut off.</summary>
    private static bool TryPair(ref Utf8JsonReader reader, Heard heard, LoneItem lone, ref bool held)
    {
        var name = reader.GetString()!;
        if (!reader.Read())
        {
            return false;
        }

        if (heard.AsksSeveral && reader.TokenType == JsonTokenType.StartObject && heard.IsItem(name))
        {
            return TryAnswers(ref reader, name, heard, ref held);
        }

        if (!TryValue(ref reader, out var value, out var number))
        {
            return false;
        }

        held |= heard.Note(name, value);
        lone.Note(name, value, number, heard);
        return true;
    }

    /// <summary>Reads an item's answers by question. False when they are cut off; those that are complete stand.</summary>
    private static bool TryAnswers(ref Utf8JsonReader reader, string id, Heard heard, ref bool held)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var question = heard.PlaceOf(reader.GetString()!);
            if (!reader.Read() || !TryValue(ref reader, out var label, out _))
            {
                return false;
            }

            held |= question >= 0 && heard.Note(id, question, label);
        }

        var whole = reader.TokenType == JsonTokenType.EndObject;
        held |= whole;
        return whole;
    }

    /// <summary>Reads a whole value: what it says if it is a string or an object with a label, or the digits of a number. False when it is cut off.</summary>
    private static bool TryValue(ref Utf8JsonReader reader, out string? value, out string? number)
    {
        value = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
        number = reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : null;
        return reader.TokenType == JsonTokenType.StartObject ? TryLabelIn(ref reader, out value) : reader.TrySkip();
    }

    private static bool TryLabelIn(ref Utf8JsonReader reader, out string? label)
    {
        label = null;
        var (depth, labels) = (reader.CurrentDepth, 0);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth)
            {
                label = labels == 1 ? label : null;
                return true;
            }

            var isLabel = IsLabel(reader.GetString()!);
            if (!reader.Read())
            {
                return false;
            }

            if (isLabel)
            {
                (label, labels) = (reader.TokenType == JsonTokenType.String ? reader.GetString() : null, labels + 1);
            }

            if (!reader.TrySkip())
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsLabel(string name) => name is "label" or "answer";

    /// <summary>An item with its id beside the label, or beside the labels by question.</summary>
    private sealed class LoneItem
    {
        private readonly List<(int Question, string? Label)> _answers = [];
        private string? _id;
        private string? _label;

        public void Note(string name, string? value, string? number, Heard heard)
        {
            (_id, _label) = (name == "id" ? value ?? number : _id, IsLabel(name) ? value : _label);
            if (heard.AsksSeveral && heard.PlaceOf(name) is >= 0 and var question)
            {
                _answers.Add((question, value));
            }
        }

        /// <returns>Whether it was one.</returns>
        public bool Tell(Heard heard)
        {
            if (_id is null)
            {
                return false;
            }

            var held = !heard.AsksSeveral && _label is not null && heard.Note(_id, _label);
            foreach (var (question, label) in _answers)
            {
                held |= heard.Note(_id, question, label);
            }

            return held;
        }
    }
}
