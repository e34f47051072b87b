using System.Text;

namespace LeadScout.Savings.Methods;

/// <summary>American Soundex (the National Archives' rules): a letter and three digits.</summary>
internal static class Soundex
{
    //                           ABCDEFGHIJKLMNOPQRSTUVWXYZ: 0 for vowels, which part equal codes, and for H and W, which do not
    private const string Codes = "01230120022455012623010202";

    /// <summary>The code of a whole text, its words run together and accents dropped; "" when it has no Latin letter.</summary>
    public static string Of(string text)
    {
        var code = new StringBuilder(4);
        var last = '0';
        foreach (var c in text.Normalize(NormalizationForm.FormD).ToUpperInvariant())
        {
            if (c is < 'A' or > 'Z' || (c is 'H' or 'W' && code.Length > 0))
            {
                continue;
            }

            var digit = Codes[c - 'A'];
            if (code.Length == 0)
            {
                code.Append(c);
            }
            else if (digit != '0' && digit != last)
            {
                code.Append(digit);
            }

            if (code.Length == 4)
            {
                break;
            }

            last = digit;
        }

        return code.Length == 0 ? "" : code.ToString().PadRight(4, '0');
    }
}
