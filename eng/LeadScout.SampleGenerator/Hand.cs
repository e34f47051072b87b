using System.Globalization;

namespace LeadScout.SampleGenerator;

/// <summary>What happens to a title between a head and a list: something added, a slip of the fingers, capitals, blanks.</summary>
internal sealed class Hand(Language language, SplitMix random)
{
    private const double TailShare = 0.06;
    private const double SlipShare = 0.02;
    private const double UpperShare = 0.04;
    private const double LowerShare = 0.03;
    private const double BlankShare = 0.01;
    private const int ShortestSlip = 7;

    /// <summary>The title as it came into the list.</summary>
    public string Write(string title)
    {
        var written = random.Unit() < TailShare
            ? random.OneOf(language.Tails, tail => tail.Weight).Value.Man.Replace("{title}", title, StringComparison.Ordinal)
            : title;
        written = random.Unit() < SlipShare ? Slip(written) : written;
        return random.Unit() switch
        {
            < UpperShare => written.ToUpper(CultureInfo.InvariantCulture),
            < UpperShare + LowerShare => written.ToLower(CultureInfo.InvariantCulture),
            < UpperShare + LowerShare + BlankShare => written.Replace(" ", "  ", StringComparison.Ordinal) + " ",
            _ => written,
        };
    }

    /// <summary>Two letters change places, one is left out, or one comes twice; short titles are abbreviations, and stay.</summary>
    private string Slip(string title)
    {
        var at = 1 + random.Below(Math.Max(1, title.Length - 3));
        if (title.Length < ShortestSlip || !char.IsLower(title[at]) || !char.IsLower(title[at + 1]))
        {
            return title;
        }

        return random.Below(3) switch
        {
            0 => $"{title[..at]}{title[at + 1]}{title[at]}{title[(at + 2)..]}",
            1 => title.Remove(at, 1),
            _ => title.Insert(at, title[at].ToString()),
        };
    }
}
