using System.Globalization;
using System.Text;
using LeadScout.Answers;

namespace LeadScout.Sqlite.Health;

/// <summary>A person's word that an earlier one no longer counts, found among the bytes of a page.</summary>
/// <param name="Answer">The position of the answer that was taken back.</param>
/// <param name="By">Who took it back.</param>
/// <param name="At">When, as it is stored.</param>
internal readonly record struct FoundRetraction(long Answer, string By, string At);

/// <summary>
/// Finds retractions by what their records look like, where SQLite does not find their table: a correction that was taken back must not
/// count again because its database was damaged. They have no checksum, so all that can be compared is: lengths, the moment's form.
/// </summary>
internal static class RetractionCarver
{
    private const int MomentLength = 28; // as in 2026-01-31T10:20:30.1234567Z
    private const byte MomentType = 13 + (2 * MomentLength);

    /// <summary>The retractions in a page.</summary>
    public static List<FoundRetraction> Find(byte[] page)
    {
        var found = new List<FoundRetraction>();
        for (var header = 2; header < page.Length - MomentLength; header++)
        {
            // The header's size, no stored position, a short name, a moment.
            if (page[header] is 4 && page[header + 1] is 0 && page[header + 2] is >= 15 and < 128 and var name && name % 2 == 1 && page[header + 3] is MomentType
                && Read(page, header, (name - 13) / 2) is { } retraction)
            {
                found.Add(retraction);
            }
        }

        return found;
    }

    private static FoundRetraction? Read(byte[] page, int header, int nameLength)
    {
        var length = 4 + nameLength + MomentLength;
        if (header + length > page.Length || !AnswerCarver.TryReadPosition(page, header, out var answer, out var said) || said != length)
        {
            return null;
        }

        var by = Encoding.UTF8.GetString(page, header + 4, nameLength);
        var at = Encoding.UTF8.GetString(page, header + 4 + nameLength, MomentLength);
        return !by.Contains('\ufffd', StringComparison.Ordinal)
            && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? new FoundRetraction(answer, by, at)
            : null;
    }
}
