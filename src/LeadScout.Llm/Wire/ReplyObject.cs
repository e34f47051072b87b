using System.Text;
using System.Text.Json;

namespace LeadScout.Llm.Wire;

/// <summary>
/// Reads one JSON object of a reply: pairs of an item's id and its label (<c>"1":"Sales"</c>, <c>"1":{"label":"Sales"}</c>), or one item with its id beside the label
/// (<c>{"id":1,"label":"Sales"}</c>).
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
        var (began, held) = (false, false);
        string? id = null, label = null;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                if (!reader.Read() || !TryValue(ref reader, out var value, out var number))
                {
                    return (began, held, (int)reader.BytesConsumed);
                }

                began = true;
                held |= heard.Note(name, value);
                (id, label) = (name == "id" ? value ?? number : id, IsLabel(name) ? value : label);
            }

            var whole = reader.TokenType == JsonTokenType.EndObject;
            held |= whole && id is not null && label is not null && heard.Note(id, label);
            return (began || whole, held, (int)reader.BytesConsumed);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (began, held, (int)reader.BytesConsumed); // what was complete before the damage stands
        }
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
}
