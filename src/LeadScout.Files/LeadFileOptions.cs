namespace LeadScout.Files;

/// <summary>What the user says about how a list is read. Everything null means: find out.</summary>
/// <param name="Encoding">Name of a CSV's encoding, such as windows-1252; null for UTF-8 or UTF-16, whichever it is.</param>
/// <param name="Sheet">Name of a workbook's sheet; null for the only one.</param>
public sealed record LeadFileOptions(string? Encoding = null, string? Sheet = null)
{
    /// <summary>What separates the fields of a CSV.</summary>
    public char? Delimiter { get; init; }

    /// <summary>What a CSV's fields are quoted with; U+0000 for nothing: quotes are text like any other.</summary>
    public char? Quote { get; init; }

    /// <summary>
    /// Which row of the file is the header, from 1, as a spreadsheet counts them: what stands before it is kept and not read.
    /// </summary>
    public int? HeaderRow { get; init; }

    /// <summary>The format, as its files end (<c>csv</c>, <c>jsonl</c>), where the name of the file does not say it.</summary>
    public string? Format { get; init; }

    /// <summary>These, and what they do not say as others say it.</summary>
    public LeadFileOptions Over(LeadFileOptions others) => new(Encoding ?? others.Encoding, Sheet ?? others.Sheet)
    {
        Delimiter = Delimiter ?? others.Delimiter,
        Quote = Quote ?? others.Quote,
        HeaderRow = HeaderRow ?? others.HeaderRow,
        Format = Format ?? others.Format,
    };
}
