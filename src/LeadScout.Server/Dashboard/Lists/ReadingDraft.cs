using System.Globalization;
using LeadScout.Files;
using LeadScout.Questions;
using LeadScout.Server.Lists;

namespace LeadScout.Server.Dashboard.Lists;

/// <summary>
/// How a list is to be read, as a person is writing it: texts as typed, checked when they are used. Empty means: find out.
/// </summary>
public sealed class ReadingDraft
{
    public string Sheet { get; set; } = "";

    public string Encoding { get; set; } = "";

    public string Delimiter { get; set; } = "";

    public string HeaderRow { get; set; } = "";

    public string Quote { get; set; } = "";

    /// <summary>What was said of a list when it was read.</summary>
    internal static ReadingDraft Of(StoredList list) => new()
    {
        Sheet = list.Sheet ?? "",
        Encoding = list.Encoding ?? "",
        Delimiter = list.Delimiter is { } delimiter ? ListOptionText.DelimiterName(delimiter[0]) : "",
        HeaderRow = list.HeaderRow?.ToString(CultureInfo.InvariantCulture) ?? "",
        Quote = list.Quote ?? "",
    };

    /// <summary>The options.</summary>
    /// <exception cref="BadInputException">One is not allowed; the message says what is.</exception>
    internal LeadFileOptions Read()
    {
        int? row = NullIfBlank(HeaderRow) is not { } text ? null
            : int.TryParse(text, out var number) ? number
            : throw new BadInputException($"The row of the header can't be '{text}'. Allowed: a whole number from 1.");
        return ListOptionText.Parse(NullIfBlank(Sheet), NullIfBlank(Encoding), NullIfBlank(Delimiter), NullIfBlank(Quote), row, null);
    }

    // A character such as the tab is blank itself.
    private static string? NullIfBlank(string text) => text.Length == 1 ? text : text.Trim() is { Length: > 0 } said ? said : null;
}
