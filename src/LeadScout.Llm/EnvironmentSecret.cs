using System.Globalization;
using System.Text;
using LeadScout.Questions;

namespace LeadScout.Llm;

/// <summary>
/// Reads keys from the environment. What came along when one was copied is refused by name and place, and never shown: a server would only
/// say that the key is wrong, or the connection would break.
/// </summary>
internal static class EnvironmentSecret
{
    /// <summary>The variable's value, spaces around it left out; null when there is none.</summary>
    /// <exception cref="BadInputException">It holds a character that no key has.</exception>
    public static string? Read(Func<string, string?> environment, string variable)
    {
        var value = environment(variable)?.Trim(' ');
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        if (value is ['"', ..] or [.., '"'] or ['\'', ..] or [.., '\''])
        {
            throw new BadInputException(
                $"The value of the environment variable {variable} has quotes around it. Set it without them: they are not part of a key.");
        }

        return Strange(value) is { } place
            ? throw new BadInputException(
                $"The value of the environment variable {variable} has {Named(value, place)} at character {place + 1} of {value.Length}, which no key has. Copy the key again, without what is around it.")
            : value;
    }

    /// <summary>Whether a header can carry it: printable ASCII.</summary>
    public static bool IsPlain(string value) => value.All(character => character is >= ' ' and <= '~');

    // A key is one word of printable ASCII.
    private static int? Strange(string value)
    {
        for (var place = 0; place < value.Length; place++)
        {
            if (value[place] is <= ' ' or > '~')
            {
                return place;
            }
        }

        return null;
    }

    private static string Named(string value, int place) => value[place] switch
    {
        '\n' or '\r' => "a line break",
        ' ' => "a space",
        '\u00A0' => "a non-breaking space (U+00A0)",
        '\uFEFF' => "a byte order mark (U+FEFF)",
        '\u200B' or '\u200C' or '\u200D' or '\u2060' => Invariant($"an invisible character (U+{(int)value[place]:X4})"),
        '\u2018' or '\u2019' or '\u201C' or '\u201D' => "a typographic quote",
        < ' ' or '\u007F' => Invariant($"a control character (U+{(int)value[place]:X4})"),
        _ => Invariant($"a character outside ASCII (U+{(Rune.TryGetRuneAt(value, place, out var rune) ? rune.Value : value[place]):X4})"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
