using System.Globalization;
using System.Text;

namespace LeadScout.Llm.Leniency;

/// <summary>
/// JSON's strings as the standard allows them and .NET does not: with half of a surrogate pair, or with bytes that are no UTF-8.
/// </summary>
internal static class HalfCharacters
{
    /// <summary>What a string says whose escapes are sound in themselves; U+FFFD in the place of what is no character.</summary>
    /// <param name="escaped">What stands between the quotes.</param>
    public static string Unescaped(ReadOnlySpan<byte> escaped)
    {
        var raw = Encoding.UTF8.GetString(escaped); // bytes that are none are replaced here
        var said = new StringBuilder(raw.Length);
        for (var at = 0; at < raw.Length; at++)
        {
            if (raw[at] != '\\')
            {
                said.Append(raw[at]);
            }
            else if (raw[++at] == 'u')
            {
                said.Append((char)ushort.Parse(raw.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += 4;
            }
            else
            {
                said.Append(raw[at] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', var plain => plain });
            }
        }

        return Whole(said.ToString());
    }

    // Goes through UTF-8 and back, which has no place for halves.
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
