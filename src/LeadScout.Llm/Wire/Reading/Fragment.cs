using System.Collections.Immutable;

namespace LeadScout.Llm.Wire.Reading;

/// <summary>A JSON object or array in a model's words, and where it stands.</summary>
/// <param name="Value">What it says.</param>
/// <param name="Start">Its first character.</param>
/// <param name="End">Behind its last one, or where what is damaged seems to end.</param>
internal readonly record struct Fragment(ReplyValue Value, int Start, int End)
{
    /// <summary>
    /// Every object, and every array of objects, that stands in no other, in their order. What is cut off or damaged is one, too, where it
    /// has begun like JSON: then nothing inside it is.
    /// </summary>
    public static ImmutableArray<Fragment> In(string text)
    {
        var fragments = ImmutableArray.CreateBuilder<Fragment>();
        var parser = new ReplyParser(text);
        for (var start = Next(text, 0); start >= 0;)
        {
            var value = parser.Read(start);
            var (isOne, end) = value.IsWhole ? (value.ShowsAnObject, parser.At)
                : parser.IsCutOff ? (true, text.Length)
                : parser.HasBegun ? (true, Balanced(text, start))
                : (false, Math.Max(start + 1, parser.At));
            if (isOne)
            {
                fragments.Add(new(value, start, end));
            }

            start = Next(text, end);
        }

        return fragments.ToImmutable();
    }

    private static int Next(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '{' || (text[at] == '[' && HoldsObjects(text.AsSpan(at + 1).TrimStart())))
            {
                return at;
            }
        }

        return -1;
    }

    // [1] and [a link](somewhere) are prose.
    private static bool HoldsObjects(ReadOnlySpan<char> inside) => inside.IsEmpty || inside[0] is '{' or '[';

    /// <summary>
    /// Where as many brackets were closed as were opened; quotes can't be trusted here. The end of the words if that is nowhere.
    /// </summary>
    private static int Balanced(string text, int start)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            depth += text[at] is '{' or '[' ? 1 : text[at] is '}' or ']' ? -1 : 0;
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return text.Length;
    }
}
