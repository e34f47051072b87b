namespace LeadScout.Texts;

/// <summary>
/// A word's consonant skeleton over several European spellings: similar consonants share a letter, vowels count only at
/// the start, doubles count once. Coarser than Metaphone on purpose: it is evidence among other evidence, never a class.
/// </summary>
internal static class SoundKey
{
    /// <summary>
    /// Writes the key of a script-folded word into <paramref name="key"/> (at least as long as the word) and returns its length.
    /// </summary>
    public static int Write(ReadOnlySpan<char> word, Span<char> key)
    {
        int length = 0;
        char previous = '\0';
        for (int i = 0; i < word.Length; i++)
        {
            char sound = Sound(word[i], i + 1 < word.Length ? word[i + 1] : '\0', i == 0);
            if (sound != '\0' && sound != previous)
            {
                key[length++] = sound;
            }

            previous = sound;
        }

        return length;
    }

    private static char Sound(char c, char next, bool first) => c switch
    {
        'p' when next == 'h' => 'F',
        'b' or 'p' => 'P',
        'f' or 'v' or 'w' => 'F',
        'c' when next is 'e' or 'i' or 'y' => 'S',
        'c' or 's' when next == 'h' => 'X',
        'c' or 'k' or 'q' or 'g' => 'K',
        's' or 'z' or 'x' => 'S',
        'd' or 't' => 'T',
        'l' => 'L',
        'm' or 'n' => 'N',
        'r' => 'R',
        'j' => 'J',
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' when first => 'A',
        >= '0' and <= '9' => c,
        _ => '\0',
    };
}
