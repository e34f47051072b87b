namespace LeadScout.Jobs.Lists;

/// <summary>Finds e-mail addresses in what is to be sent. Thread-safe.</summary>
public static class MailAddress
{
    /// <summary>
    /// Whether a text holds an e-mail address: a letter or digit on both sides of an @, and a dot with a letter behind it further on in the
    /// same word.
    /// </summary>
    public static bool IsIn(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@'))
        {
            var hasName = at > 0 && char.IsLetterOrDigit(text[at - 1]);
            text = text[(at + 1)..];
            if (hasName && IsDomain(text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDomain(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is '.' or '-'))
        {
            length++;
        }

        var dot = text[..length].TrimEnd('.').LastIndexOf('.');
        return dot > 0 && char.IsLetter(text[dot + 1]);
    }
}
